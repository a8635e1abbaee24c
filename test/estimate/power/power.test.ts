import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { designPrecision } from '../../../src/estimate/power/design-precision.js';
import { minimumDetectableEffect } from '../../../src/estimate/power/minimum-detectable-effect.js';
import type { PlannedDesign } from '../../../src/estimate/power/planned-design.js';
import { powerOfDesign } from '../../../src/estimate/power/power-of-design.js';
import { probabilityOfThreshold } from '../../../src/estimate/power/probability-of-threshold.js';
import { sampleSizeForPower } from '../../../src/estimate/power/sample-size.js';
import { randomStream } from '../../../src/numeric/random/index.js';
import { errorOf } from '../../errors.js';
import { type ReferenceCase, referenceCases } from '../../reference.js';
import { relativeError, tolerance } from '../../tolerances.js';

const inference = referenceCases('g_inference');
const planning = referenceCases('planning');
const casesOf = (cases: readonly ReferenceCase[], start: string): [string, ReferenceCase][] =>
  cases.filter(({ id }) => id.startsWith(start)).map((one) => [one.id, one]);
const near = (actual: number, expected: number, within: number): void =>
  expect(relativeError(actual, expected)).toBeLessThan(within);

describe("R's power.t.test, whose two-sided power counts one side", () => {
  test.each(casesOf(inference, 'g.power.t.'))('%s', (_, { input, expected }) => {
    const { n, delta, sd, sig: alpha, type, alternative } = input;
    const options = {
      alpha,
      alternative: alternative === 'two.sided' ? 'two-sided' : 'greater',
      countWrongSide: false,
    } as const;
    // A single sample has the standard error of pairs that are correlated by a half.
    const design: PlannedDesign =
      type === 'two.sample'
        ? { kind: 'individual', units: 2 * n }
        : { kind: 'matched-pairs', pairs: n, correlation: 0.5 };
    const sought =
      type === 'two.sample'
        ? ({ kind: 'individual', units: 'find' } as const)
        : ({ ...design, kind: 'matched-pairs', pairs: 'find' } as const);
    const found = sampleSizeForPower(sought, { ...options, effect: delta / sd });

    near(powerOfDesign(design, delta / sd, options).power, expected.power, 1e-9);
    near((found.exactSize as number) / (type === 'two.sample' ? 2 : 1), expected.n_for_power_80, 1e-8);
    near(
      minimumDetectableEffect(design, { ...options, sd }).effectInPoints as number,
      expected.delta_for_power_80,
      1e-8,
    );
  });
});

test.each(casesOf(inference, 'g.pwr.t2n.'))(
  "pwr's two arms of unequal size, both sides counted: %s",
  (_, { input, expected }) => {
    const { n1, n2, d, sig: alpha } = input;
    const design = { kind: 'individual', units: n1 + n2, treatedShare: n1 / (n1 + n2) } as const;

    near(powerOfDesign(design, d, { alpha }).power, expected.power, 1e-9);
  },
);

test.each(casesOf(inference, 'g.mdes.'))("Bloom's multiplier: %s", (_, { input, expected }) => {
  const { J, n, rho, P, R2_1, R2_2, g } = input;
  const designs: Record<string, PlannedDesign> = {
    individual: { kind: 'individual', units: J * n, treatedShare: P, rSquared: R2_1, covariates: 1 },
    cluster: {
      kind: 'clustered',
      clusters: J,
      unitsPerCluster: n,
      icc: rho,
      treatedShare: P,
      rSquared: R2_1,
      rSquaredClusters: R2_2,
      clusterCovariates: g,
    },
    blocked: { kind: 'blocked', blocks: J, unitsPerBlock: n, treatedShare: P, rSquared: R2_1, covariates: 1 },
  };
  for (const [name, design] of Object.entries(designs)) {
    const found = minimumDetectableEffect(design, { distribution: 'shifted-t' });
    near(found.standardError, expected[name].se, tolerance.rounding);
    expect(found.df).toBe(expected[name].df);
    near(found.effect, expected[name].mdes, tolerance.closedForm);
  }
});

// R: uniroot() of the power, with the noncentral t integrated over the density of chi (integrate); power.t.test(n = 2, strict = TRUE) has 12.6784.
test.each([
  [1, 0.05, 0.9, 20.9644734201],
  [2, 0.01, 0.8, 12.678425375736],
  [3, 0.005, 0.95, 12.266888052877],
  [3, 0.001, 0.3, 8.870312114507],
])(
  'with %i df at %f the effect of power %f, where the other side adds less than a double holds',
  (df, alpha, power, effect) => {
    const found = minimumDetectableEffect({ kind: 'realized', standardError: 1, df, sd: 1 }, { alpha, power });

    near(found.effect, effect, 1e-10);
  },
);

test('the golden value of PowerUp!, model CRA2_2r', () => {
  const design = {
    kind: 'clustered',
    clusters: 40,
    unitsPerCluster: 50,
    icc: 0.2,
    rSquared: 0.5,
    rSquaredClusters: 0.5,
    clusterCovariates: 1,
  } as const;
  const found = minimumDetectableEffect(design, { distribution: 'shifted-t' });

  near(found.standardError, 0.10392304845413264, tolerance.rounding);
  expect(found.df).toBe(37);
  near(found.effect, 0.29905275680180615, tolerance.closedForm);
});

describe('each design has its variance, its degrees of freedom and exact power', () => {
  test.each(casesOf(planning, 'planning.design.'))('%s', (_, { input, expected }) => {
    const { design, effect } = input as { design: PlannedDesign; effect: number };
    const { standardError, df } = designPrecision(design);
    const limit = { effect, threshold: 0.05, level: 0.9, criterion: 'lower-limit' } as const;

    near(standardError, expected.standardError, tolerance.rounding);
    near(df as number, expected.df, tolerance.rounding);
    near(powerOfDesign(design, effect).power, expected.power.both, tolerance.closedForm);
    near(powerOfDesign(design, -effect).power, expected.power.both, tolerance.closedForm);
    near(
      powerOfDesign(design, effect, { countWrongSide: false }).power,
      expected.power.one_side_counted,
      tolerance.closedForm,
    );
    near(powerOfDesign(design, effect, { alternative: 'greater' }).power, expected.power.greater, tolerance.closedForm);
    near(minimumDetectableEffect(design).effect, expected.mdes80, tolerance.closedForm);
    near(
      minimumDetectableEffect(design, { alternative: 'greater', alpha: 0.01, power: 0.9 }).effect,
      expected.mdes90_greater_01,
      tolerance.closedForm,
    );
    near(probabilityOfThreshold(design, limit).probability, expected.limit_reaches, tolerance.closedForm);
    near(
      probabilityOfThreshold(design, { effect, threshold: 0.05, criterion: 'estimate' }).probability,
      expected.estimate_reaches,
      tolerance.closedForm,
    );
  });
});

describe('a trial as it turned out', () => {
  test('has the effect in SDs and in points', () => {
    const found = minimumDetectableEffect({ kind: 'realized', standardError: 1.9, df: 37, sd: 15 });

    near(found.effectInPoints as number, found.effect * 15, tolerance.rounding);
    near(found.effect, (found.multiplier * 1.9) / 15, tolerance.rounding);
  });

  test('without degrees of freedom it is 2.80 standard errors, of the normal distribution', () => {
    const { multiplier } = minimumDetectableEffect(
      { kind: 'realized', standardError: 1, df: null, sd: 1 },
      { countWrongSide: false },
    );

    near(multiplier, 1.959963984540054 + 0.8416212335729143, tolerance.closedForm);
  });
});

describe('clusters in one arm', () => {
  /** Mean difference and its t in one drawn trial. */
  const trial = (draws: ReturnType<typeof randomStream>, effect: number): number => {
    const [clusters, size, controls, icc] = [10, 6, 40, 0.2];
    const means = Array.from({ length: clusters }, () => {
      const u = Math.sqrt(icc) * draws.normal();
      return effect + u + Math.sqrt((1 - icc) / size) * draws.normal();
    });
    const control = Array.from({ length: controls }, () => Math.sqrt(1 - icc) * draws.normal());
    const [a, b] = [spread(means), spread(control)];
    return (a.mean - b.mean) / Math.sqrt(a.variance / clusters + b.variance / controls);
  };
  const spread = (x: readonly number[]): { mean: number; variance: number } => {
    const mean = x.reduce((s, v) => s + v, 0) / x.length;
    return { mean, variance: x.reduce((s, v) => s + (v - mean) ** 2, 0) / (x.length - 1) };
  };

  test('drawn trials reject as often as is said (4,000 trials, 4 standard errors)', () => {
    const design = { kind: 'one-arm-clustered', clusters: 10, unitsPerCluster: 6, controlUnits: 40, icc: 0.2 } as const;
    const { power } = powerOfDesign(design, 0.5);
    const { df } = designPrecision(design);
    let rejected = 0;
    for (let i = 0; i < 4000; i++) if (Math.abs(trial(randomStream(20_261_123, i), 0.5)) > 2.07799161335753) rejected++;

    near(df as number, 21.2727272727273, 1e-12); // R: and qt(.975, 21.27) = 2.0780
    expect(Math.abs(rejected / 4000 - power)).toBeLessThan(4 * Math.sqrt((power * (1 - power)) / 4000));
  });
});

describe('what has no answer', () => {
  const clustered = { kind: 'clustered', clusters: 10, unitsPerCluster: 20, icc: 0.1 } as const;

  test.each([
    ['no kind', { kind: 'guess' }, 'invalid_argument'],
    ['a number left out', { ...clustered, icc: undefined }, 'invalid_argument'],
    ['half a unit less than none', { ...clustered, unitsPerCluster: -1 }, 'invalid_argument'],
    ['a missing size', { kind: 'individual', units: Number.NaN }, 'invalid_argument'],
    ['an ICC of 1', { ...clustered, icc: 1 }, 'invalid_argument'],
    ['everything explained', { ...clustered, rSquared: 1 }, 'invalid_argument'],
    [
      'shares of more than all variance',
      {
        kind: 'three-level-clustered',
        clusters: 9,
        subclustersPerCluster: 2,
        unitsPerSubcluster: 9,
        icc: 0.5,
        iccSubclusters: 0.5,
      },
      'invalid_argument',
    ],
    ['nobody treated', { ...clustered, treatedShare: 0 }, 'invalid_argument'],
    ['two clusters', { ...clustered, clusters: 2 }, 'too_few_clusters'],
    ['as many covariates as clusters', { ...clustered, clusterCovariates: 8 }, 'too_few_clusters'],
    ['two units', { kind: 'individual', units: 2 }, 'too_few_observations'],
    [
      'an SD of effects with constant ones',
      { kind: 'blocked', blocks: 4, unitsPerBlock: 20, effectSd: 0.1 },
      'invalid_argument',
    ],
    [
      'one cluster of tutored pupils',
      { kind: 'one-arm-clustered', clusters: 1, unitsPerCluster: 4, controlUnits: 9, icc: 0.1 },
      'too_few_clusters',
    ],
    ['a standard error of 0', { kind: 'realized', standardError: 0, df: 3, sd: 1 }, 'invalid_argument'],
    ['a standard error beyond all SDs', { kind: 'realized', standardError: 1e300, df: 3, sd: 1e-300 }, 'overflow'],
  ])('%s', (_, design, code) => {
    expect(errorOf(() => powerOfDesign(design as unknown as PlannedDesign, 0.2)).code).toBe(code);
  });

  test.each([
    ['no power above that of chance', { power: 0.05 }],
    ['certainty', { power: 1 }],
    ['an alpha of 0', { alpha: 0 }],
    ['a test of another name', { alternative: 'less' as 'greater' }],
    ["both sides of Bloom's multiplier", { distribution: 'shifted-t', countWrongSide: true } as const],
    ['an SD of 0', { sd: 0 }],
  ])('%s', (_, options) => {
    expect(errorOf(() => minimumDetectableEffect(clustered, options)).code).toBe('invalid_argument');
  });
});

describe('laws', () => {
  const share = (max: number): fc.Arbitrary<number> =>
    fc.integer({ min: 0, max: Math.round(100 * max) }).map((k) => k / 100);
  const design: fc.Arbitrary<PlannedDesign> = fc.oneof(
    fc.record({
      kind: fc.constant('individual' as const),
      units: fc.integer({ min: 8, max: 5000 }),
      rSquared: share(0.9),
    }),
    fc.record({
      kind: fc.constant('clustered' as const),
      clusters: fc.integer({ min: 4, max: 200 }),
      unitsPerCluster: fc.integer({ min: 1, max: 60 }),
      icc: share(0.5),
      rSquaredClusters: share(0.9),
    }),
    fc.record({
      kind: fc.constant('blocked' as const),
      blocks: fc.integer({ min: 3, max: 40 }),
      unitsPerBlock: fc.integer({ min: 4, max: 60 }),
      blockEffects: fc.constantFrom('constant', 'fixed', 'random'),
      iccBlocks: share(0.5),
    }),
    fc.record({
      kind: fc.constant('one-arm-clustered' as const),
      clusters: fc.integer({ min: 3, max: 50 }),
      unitsPerCluster: fc.integer({ min: 1, max: 10 }),
      controlUnits: fc.integer({ min: 3, max: 500 }),
      icc: share(0.5),
    }),
  );

  prop.prop([design, fc.constantFrom(0.3, 0.5, 0.8, 0.95), fc.constantFrom('two-sided' as const, 'greater' as const)])(
    'the detectable effect is found with the power that was asked for',
    (one, power, alternative) => {
      const { effect } = minimumDetectableEffect(one, { power, alternative });

      near(powerOfDesign(one, effect, { alternative }).power, power, 1e-9);
    },
  );

  prop.prop([design])('power without an effect is alpha, and grows with the effect', (one) => {
    const powers = [0, 0.1, 0.2, 0.4].map((effect) => powerOfDesign(one, effect).power);

    near(powers[0] as number, 0.05, 1e-10);
    expect(powers).toEqual([...powers].sort((a, b) => a - b));
  });

  prop.prop([fc.integer({ min: 4, max: 100 }), fc.integer({ min: 1, max: 40 }), share(0.9)])(
    'clusters of one unit, or without a correlation, are no clusters but for the degrees of freedom',
    (clusters, unitsPerCluster, icc) => {
      const { standardError } = designPrecision({ kind: 'individual', units: clusters * unitsPerCluster });

      near(
        designPrecision({ kind: 'clustered', clusters, unitsPerCluster, icc: 0 }).standardError,
        standardError,
        1e-12,
      );
      near(
        designPrecision({ kind: 'clustered', clusters, unitsPerCluster: 1, icc }).standardError,
        designPrecision({ kind: 'individual', units: clusters }).standardError,
        1e-12,
      );
    },
  );
});
