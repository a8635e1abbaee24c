import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { moments, momentsOf, sd } from '../../../../src/aggregate/moments.js';
import { pairedD } from '../../../../src/estimate/effect/change/paired-d.js';
import { averageSdD } from '../../../../src/estimate/effect/means/average-sd-d.js';
import { cohensD } from '../../../../src/estimate/effect/means/cohens-d.js';
import { glassDelta } from '../../../../src/estimate/effect/means/glass-delta.js';
import { hedgesCorrection } from '../../../../src/estimate/effect/means/hedges-correction.js';
import { hedgesG } from '../../../../src/estimate/effect/means/hedges-g.js';
import { improvementIndex } from '../../../../src/estimate/effect/reading/improvement-index.js';

/** Scores to two decimals, as tests report them, of which at least two differ. */
const score = fc.integer({ min: 0, max: 100_000 }).map((k) => k / 100);
const scores = fc.array(score, { minLength: 3, maxLength: 30 }).filter((values) => new Set(values).size > 1);

const family = { cohensD, hedgesG, averageSdD, glassDelta } as const;

/** Rounding of means of scores this large, in standard deviations this small. */
const slack = (...groups: readonly (readonly number[])[]): number => {
  const least = Math.min(...groups.map((group) => sd(moments(group))));
  return 1e-13 * (1 + 1000 / least);
};

describe.each(Object.entries(family))('%s', (name, effect) => {
  test.prop([scores, scores, fc.integer({ min: -9, max: 9 }), fc.integer({ min: -20, max: 20 })])(
    'does not depend on where the scale begins, nor on its unit',
    (t, c, shift, power) => {
      const moved = (values: readonly number[]): number[] => values.map((x) => (x + 100 * shift) * 2 ** power);
      const one = effect(t, c);
      const other = effect(moved(t), moved(c));
      const within = slack(t, c) * Math.max(1, Math.abs(one.estimate)) ** 2;

      expect(Math.abs(other.estimate - one.estimate)).toBeLessThanOrEqual(within);
      expect(Math.abs(other.standardError - one.standardError)).toBeLessThanOrEqual(within);
    },
  );

  test.prop([scores, scores])('turns its sign, and its limits, when the arms change places', (t, c) => {
    const mirrored = (name === 'glassDelta' ? { standardizer: 'treatment' } : {}) as object;
    const one = effect(t, c);
    const other = effect(c, t, mirrored);

    expect(other.estimate).toBeCloseTo(-one.estimate, 12);
    expect(other.standardError).toBeCloseTo(one.standardError, 12);
    expect(other.interval.lower).toBeCloseTo(-one.interval.upper, 8);
    expect(other.interval.upper).toBeCloseTo(-one.interval.lower, 8);
  });

  test.prop([scores, scores, fc.constantFrom('noncentral-t', 't', 'normal'), fc.integer({ min: 50, max: 98 })])(
    'has wider limits at a higher level, and its one-sided limit inside the two-sided ones',
    (t, c, interval, level) => {
      const at = (percent: number) => effect(t, c, { interval, level: percent / 100 } as object);
      const [narrow, wide] = [at(level), at(level + 1)] as const;
      const greater = effect(t, c, { interval, level: level / 100, alternative: 'greater' } as {
        alternative: 'greater';
      });
      const bound = greater.confidenceSet?.pieces[0]?.lower as number;

      expect(wide.interval.lower).toBeLessThan(narrow.interval.lower);
      expect(wide.interval.upper).toBeGreaterThan(narrow.interval.upper);
      expect(bound).toBeGreaterThan(narrow.interval.lower);
      expect(greater.interval).toBeNull();
    },
  );

  test.prop([scores, scores])('gives the same bits from values as from their moments', (t, c) => {
    expect(effect(moments(t), moments(c))).toEqual(effect(t, c));
  });
});

test.prop([scores, scores])('a published table and its rows give the same effect', (t, c) => {
  const printed = (values: readonly number[]) => {
    const group = moments(values);
    return momentsOf({ n: group.n, mean: group.mean, sd: sd(group) });
  };
  const rows = hedgesG(t, c).estimate;

  expect(Math.abs(hedgesG(printed(t), printed(c)).estimate - rows)).toBeLessThanOrEqual(
    1e-14 * Math.max(1, Math.abs(rows)),
  );
});

test.prop([scores, scores])('Hedges’ g is Cohen’s d made smaller by a factor below 1', (t, c) => {
  const d = cohensD(t, c);
  for (const correction of ['exact', 'approximate'] as const) {
    const g = hedgesG(t, c, { correction });
    expect(g.correctionFactor).toBeLessThan(1);
    expect(g.estimate).toBe(g.correctionFactor * d.estimate);
  }
});

test.prop([fc.double({ min: 1.001, max: 1e7, noNaN: true })])(
  'the corrections are below 1, rise with df and nearly agree',
  (df) => {
    const exact = hedgesCorrection(df);

    expect(exact).toBeGreaterThan(0);
    expect(exact).toBeLessThan(1);
    expect(hedgesCorrection(df * 1.01)).toBeGreaterThan(exact);
    // 1 - 3/(4 df) - 7/(32 df²) against 1 - 3/(4 df) - 6/(32 df²), and smaller terms.
    if (df > 4) expect(Math.abs(hedgesCorrection(df, 'approximate') - exact)).toBeLessThan(1 / (25 * df ** 2) + 1e-15);
  },
);

test('with arms of one size the average standard deviation is the pooled one', () => {
  const [t, c] = [
    [1, 4, 6, 9],
    [2, 2, 5, 3],
  ] as const;

  expect(averageSdD(t, c).estimate).toBeCloseTo(cohensD(t, c).estimate, 14);
});

const change = fc.integer({ min: -50_000, max: 50_000 }).map((k) => k / 100);
const pairsOfScores = fc
  .array(fc.tuple(score, change), { minLength: 4, maxLength: 25 })
  .filter((rows) => new Set(rows.map(([, gain]) => gain)).size > 1 && new Set(rows.map(([x]) => x)).size > 1);

describe('pairedD', () => {
  const split = (rows: readonly (readonly [number, number])[]) => ({
    before: rows.map(([x]) => x),
    after: rows.map(([x, gain]) => x + gain),
  });

  test.prop([pairsOfScores, fc.constantFrom('change', 'repeated-measures', 'average')])(
    'turns its sign when before and after change places',
    (rows, standardizer) => {
      const { before, after } = split(rows);
      fc.pre(sd(moments(after)) > 0);
      const one = pairedD({ before, after }, { standardizer });
      const other = pairedD({ before: after, after: before }, { standardizer });

      expect(other.estimate).toBeCloseTo(-one.estimate, 9);
      expect(other.standardError).toBeCloseTo(one.standardError, 9);
    },
  );

  test.prop([pairsOfScores])('gives from a printed correlation what it gives from the pairs', (rows) => {
    const pairs = split(rows);
    const one = pairedD(pairs, { standardizer: 'average' });
    fc.pre(one.correlation !== null && Math.abs(one.correlation) < 0.999);
    const [before, after] = [moments(pairs.before), moments(pairs.after)] as const;
    const other = pairedD(
      {
        n: rows.length,
        before: { mean: before.mean, sd: sd(before) },
        after: { mean: after.mean, sd: sd(after) },
        correlation: one.correlation as number,
      },
      { standardizer: 'average' },
    );

    expect(other.estimate).toBeCloseTo(one.estimate, 9);
    expect(other.standardError).toBeCloseTo(one.standardError, 9);
  });
});

describe('the improvement index', () => {
  test.prop([fc.double({ min: -9, max: 9, noNaN: true })])('is odd, between -50 and 50', (g) => {
    expect(improvementIndex(-g)).toBe(-improvementIndex(g));
    expect(Math.abs(improvementIndex(g))).toBeLessThanOrEqual(50);
  });

  test('keeps the digits of a small effect', () => {
    // 100 φ(0) g: 39.894228040143268 g.
    expect(improvementIndex(1e-12)).toBeCloseTo(3.989422804014327e-11, 25);
  });

  test('refuses what is no number', () => {
    expect(() => improvementIndex(Number.NaN)).toThrow(expect.objectContaining({ code: 'not_finite' }));
  });
});
