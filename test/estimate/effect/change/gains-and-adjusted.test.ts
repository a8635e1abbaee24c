import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { momentsOf } from '../../../../src/aggregate/moments.js';
import { differenceInDifferencesG } from '../../../../src/estimate/effect/change/difference-in-differences-g.js';
import { pairedD } from '../../../../src/estimate/effect/change/paired-d.js';
import type { PrepostArms } from '../../../../src/estimate/effect/change/prepost-arms.js';
import { prepostControlD } from '../../../../src/estimate/effect/change/prepost-control-d.js';
import { sdFromGains } from '../../../../src/estimate/effect/change/sd-from-gains.js';
import { clusterDesign } from '../../../../src/estimate/effect/clusters/cluster-design.js';
import { sdFromClusterMeans } from '../../../../src/estimate/effect/clusters/sd-from-cluster-means.js';
import { adjustedHedgesG, type NamedSd } from '../../../../src/estimate/effect/means/adjusted-hedges-g.js';

const close = (actual: number | null, wanted: number, within = 1e-12): void =>
  expect(Math.abs((actual as number) - wanted)).toBeLessThanOrEqual(within * Math.max(1, Math.abs(wanted)));
const code = (expected: string): unknown => expect.objectContaining({ code: expected });

describe('an adjusted difference', () => {
  const difference = { estimate: 2, standardError: 0.5, df: 47 };
  const scale: NamedSd = { sd: 10, sdOf: 'outcome', nTreatment: 26, nControl: 26 };

  test('goes over the unadjusted standard deviation, named or from the groups', () => {
    // 50 df: 1 - 3/199 = 196/199; SE √(.05² + g²/100).
    const g = (196 / 199) * 0.2;
    const named = adjustedHedgesG(difference, scale, { correction: 'approximate' });
    const arm = momentsOf({ n: 26, mean: 7, sd: 10 });
    const grouped = adjustedHedgesG(difference, arm, arm, { correction: 'approximate' });

    close(named.estimate, g);
    close(named.standardError, Math.sqrt(0.0025 + g ** 2 / 100));
    expect(named.df).toBe(47);
    expect(grouped).toEqual(named);
  });

  test.each([
    ['residual', /covariate/],
    ['gain', /sdFromGains/],
    ['adjusted-means', /unadjusted/],
    ['cluster-means', /sdFromClusterMeans/],
  ] as const)('over a %s standard deviation is refused, with the reason', (sdOf, reason) => {
    const call = () => adjustedHedgesG(difference, { ...scale, sdOf });

    expect(call).toThrow(code('wrong_standardizer'));
    expect(call).toThrow(reason);
  });

  test('with clusters goes by root gamma and h', () => {
    const design = clusterDesign({ n: 60, clusters: 6 }, { n: 60, clusters: 6 }, 0.2);
    const plain = adjustedHedgesG(
      difference,
      { ...scale, nTreatment: 60, nControl: 60 },
      { correction: 'approximate' },
    );
    const clustered = adjustedHedgesG(
      difference,
      { ...scale, nTreatment: 60, nControl: 60 },
      { correction: 'approximate', clusterDesign: design },
    );
    const j = 1 - 3 / (4 * design.h - 1);

    close(clustered.estimate, j * Math.sqrt(design.gamma) * 0.2);
    close(clustered.standardError, Math.sqrt(design.gamma * 0.0025 + clustered.estimate ** 2 / (2 * design.h)));
    expect(clustered.estimate).toBeLessThan(plain.estimate);
    expect(clustered.standardizer).toBe('total');
  });

  test.each([
    ['no standard error', { ...difference, standardError: 0 }, scale],
    ['no degrees of freedom', { ...difference, df: 0 }, scale],
    ['a standard deviation of 0', difference, { ...scale, sd: 0 }],
    ['an arm of one', difference, { ...scale, nControl: 1 }],
  ])('with %s is refused', (_, points, sd) => {
    expect(() => adjustedHedgesG(points, sd)).toThrow(code('invalid_argument'));
  });
});

describe('a standard deviation of cluster means', () => {
  test.prop([fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 100 })])(
    'is never larger than that of units, and equal at an icc of 1',
    (spread, clusterSize, percent) => {
      const total = sdFromClusterMeans(spread, { icc: percent / 100, clusterSize });

      expect(total).toBeGreaterThanOrEqual(spread * (1 - 1e-15));
      if (percent === 100) expect(total).toBe(spread);
    },
  );

  test('cannot be turned back without an icc above 0, or a size', () => {
    expect(() => sdFromClusterMeans(5, { icc: 0, clusterSize: 20 })).toThrow(code('invalid_argument'));
    expect(() => sdFromClusterMeans(5, { icc: 0.2 })).toThrow(code('invalid_argument'));
  });
});

test('the standard deviation of gains becomes that of the outcome', () => {
  // r = 7/8: gains vary half as much as scores.
  close(sdFromGains(5, 0.875), 10);
  close(
    pairedD({ n: 9, before: { mean: 1, sd: 10 }, after: { mean: 2, sd: 10 }, correlation: 0.875 }).standardizerSd,
    5,
  );
  for (const r of [1, -1.1, Number.NaN]) expect(() => sdFromGains(5, r)).toThrow(code('invalid_argument'));
});

const arms: PrepostArms = {
  treatment: { n: 27, before: { mean: 50, sd: 10 }, after: { mean: 58, sd: 12 } },
  control: { n: 25, before: { mean: 49, sd: 10 }, after: { mean: 52, sd: 12 } },
};
// 50 degrees of freedom: omega 196/199.
const omega = 196 / 199;
const sizes = 1 / 27 + 1 / 25;

describe('a difference in differences', () => {
  test('on one scale divides the difference of gains by the standard deviation after', () => {
    const did = differenceInDifferencesG(arms, { correlation: 0.75 });
    const g = (omega * 5) / 12;

    close(did.estimate, g);
    close(did.standardError, Math.sqrt(0.5 * sizes + g ** 2 / 100));
    expect([did.df, did.standardizer, did.notes]).toEqual([50, 'pooled-after', []]);
  });

  test('on different scales subtracts effects, with r² g g in the middle of the variance', () => {
    const did = differenceInDifferencesG(arms, { correlation: 0.75, scales: 'different' });
    const [before, after] = [omega * 0.1, omega * 0.5] as const;

    close(did.before, before);
    close(did.after, after);
    close(did.estimate, after - before);
    close(
      did.standardError,
      Math.sqrt(0.5 * sizes + (before ** 2 + after ** 2 - 2 * 0.75 ** 2 * before * after) / 100),
    );
  });

  test('with an imputed correlation says so', () => {
    const { correlationSource, notes } = differenceInDifferencesG(arms, {
      correlation: 0.5,
      correlationSource: 'imputed',
    });

    expect(correlationSource).toBe('imputed');
    expect(notes.map((note) => note.code)).toEqual(['imputed_correlation']);
  });

  test('turns its sign when the arms change places', () => {
    for (const scales of ['same', 'different'] as const) {
      const one = differenceInDifferencesG(arms, { correlation: 0.6, scales });
      const other = differenceInDifferencesG(
        { treatment: arms.control, control: arms.treatment },
        { correlation: 0.6, scales },
      );
      close(other.estimate, -one.estimate);
      close(other.standardError, one.standardError);
    }
  });

  test('needs a correlation, and has no default', () => {
    for (const correlation of [undefined, 1, Number.NaN]) {
      expect(() => differenceInDifferencesG(arms, { correlation: correlation as number })).toThrow(
        code('invalid_argument'),
      );
    }
  });
});

describe('pretest, posttest and control', () => {
  test('divides the difference of changes by the pooled standard deviation before', () => {
    const d = prepostControlD(arms, { correlation: 0.75, correction: 'approximate' });
    const g = omega * 0.5;
    // Morris (2008), eq. 25, as printed: c² 2 (1 - r) (N/(nT nC)) ((N - 2)/(N - 4)) (1 + (nT nC/N) g²/(2 (1 - r))) - g².
    const variance = omega ** 2 * 0.5 * (52 / 675) * (50 / 48) * (1 + ((675 / 52) * g ** 2) / 0.5) - g ** 2;

    close(d.estimate, g);
    close(d.standardError, Math.sqrt(variance));
  });

  test('over each arm’s own standard deviation is the difference of two corrected changes', () => {
    const own = prepostControlD(arms, { correlation: 0.75, standardizer: 'own-before' });
    const changeOf = ({ n, before, after }: PrepostArms['treatment']) =>
      pairedD({ n, before, after, correlation: 0.75 }, { standardizer: 'before', correction: 'exact' }).estimate;

    close(own.estimate, changeOf(arms.treatment) - changeOf(arms.control));
  });

  test('over the standard deviation of both times has no standard error, and says so', () => {
    const both = prepostControlD(arms, {
      correlation: 0.75,
      standardizer: 'pooled-both-times',
      correction: 'approximate',
    });

    // 2 (27 + 25) - 4 = 100 degrees of freedom; √((100 + 144)/2).
    close(both.estimate, ((1 - 3 / 399) * 5) / Math.sqrt(122));
    expect([both.standardError, both.interval]).toEqual([null, null]);
    expect(both.notes.map((note) => note.code)).toEqual(['no_standard_error']);
  });

  test('needs enough units for its variance', () => {
    const few = { treatment: { ...arms.treatment, n: 2 }, control: { ...arms.control, n: 2 } };

    expect(() => prepostControlD(few, { correlation: 0.5 })).toThrow(code('too_few_observations'));
    expect(() =>
      prepostControlD(
        { ...arms, control: { ...arms.control, n: 3 } },
        { correlation: 0.5, standardizer: 'own-before' },
      ),
    ).toThrow(code('too_few_observations'));
    expect(() => prepostControlD({ ...arms, control: { ...arms.control, n: 1 } }, { correlation: 0.5 })).toThrow(
      code('too_few_observations'),
    );
  });

  test('refuses a standardizer that it does not know', () => {
    expect(() => prepostControlD(arms, { correlation: 0.5, standardizer: 'gain' as 'own-before' })).toThrow(
      code('invalid_argument'),
    );
  });
});

describe('pairs', () => {
  test.each([
    ['two lengths', { before: [1, 2, 3], after: [1, 2] }, {}, 'length_mismatch'],
    ['none', { before: [], after: [] }, {}, 'no_data'],
    ['one', { before: [1], after: [2] }, {}, 'too_few_observations'],
    ['equal changes', { before: [1, 2, 3], after: [2, 3, 4] }, {}, 'zero_variance'],
    ['a constant before', { before: [2, 2, 2], after: [2, 3, 5] }, { standardizer: 'before' }, 'zero_variance'],
    [
      'a correlation above 1',
      { n: 9, before: { mean: 1, sd: 1 }, after: { mean: 2, sd: 1 }, correlation: 1.1 },
      {},
      'invalid_argument',
    ],
    [
      'an exact interval where there is none',
      { before: [1, 2, 3], after: [2, 5, 4] },
      { standardizer: 'average', interval: 'noncentral-t' },
      'invalid_argument',
    ],
    ['an unknown standardizer', { before: [1, 2, 3], after: [2, 5, 4] }, { standardizer: 'gain' }, 'invalid_argument'],
    ['the variance H for changes', { before: [1, 2, 3], after: [2, 5, 4] }, { variance: 'H' }, 'invalid_argument'],
  ])('of %s are refused', (_, pairs, options, expected) => {
    expect(() => pairedD(pairs as Parameters<typeof pairedD>[0], options as object)).toThrow(code(expected));
  });
});
