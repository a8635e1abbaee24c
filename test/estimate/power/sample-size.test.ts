import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DesignToSize } from '../../../src/estimate/power/planned-design.js';
import { powerOfDesign } from '../../../src/estimate/power/power-of-design.js';
import { probabilityOfThreshold } from '../../../src/estimate/power/probability-of-threshold.js';
import { sampleSizeForPower } from '../../../src/estimate/power/sample-size.js';
import { sampleSizeForThreshold } from '../../../src/estimate/power/sample-size-for-threshold.js';
import { errorOf } from '../../errors.js';

const clustered = {
  kind: 'clustered',
  clusters: 'find',
  unitsPerCluster: 50,
  icc: 0.2,
  rSquaredClusters: 0.5,
} as const;

test('the number of clusters, with half of them treated', () => {
  const found = sampleSizeForPower(clustered, { effect: 0.2 });

  expect(found).toMatchObject({ of: 'clusters', size: 94, treated: 47, df: 92 });
  expect(found.exactSize).toBeGreaterThan(93);
  expect(found.power).toBe(powerOfDesign(found.design, 0.2).power);
});

test('an odd number cannot be halved, and is taken for what it is', () => {
  const { size, treated, design, power } = sampleSizeForPower({ kind: 'individual', units: 'find' }, { effect: 2 });

  expect([size, treated]).toEqual([11, 6]);
  expect((design as { treatedShare: number }).treatedShare).toBeCloseTo(6 / 11, 15);
  expect(power).toBeGreaterThan(0.8);
  expect(powerOfDesign({ kind: 'individual', units: 10 }, 2).power).toBeLessThan(0.8);
});

test.each([0.05, 0.1, 0.3, 0.7, 0.9])('no smaller number is enough where a share of %f is treated', (treatedShare) => {
  for (const effect of [0.5, 0.8, 1.2, 2]) {
    const { size, treated } = sampleSizeForPower({ kind: 'individual', units: 'find', treatedShare }, { effect });
    const powerWith = (units: number): number => {
      const rounded = Math.max(1, Math.min(units - 1, Math.round(treatedShare * units)));
      return powerOfDesign({ kind: 'individual', units, treatedShare: rounded / units }, effect).power;
    };

    expect(treated).toBe(Math.max(1, Math.min(size - 1, Math.round(treatedShare * size))));
    expect(powerWith(size)).toBeGreaterThanOrEqual(0.8);
    for (let units = 3; units < size; units++) expect(powerWith(units)).toBeLessThan(0.8);
  }
});

test('units in a fixed number of clusters: there may be none that suffices', () => {
  const few = { ...clustered, clusters: 10, unitsPerCluster: 'find' } as const;
  const error = errorOf(() => sampleSizeForPower(few, { effect: 0.2 }));

  expect(error.code).toBe('out_of_domain');
  expect(error.message).toContain('unitsPerCluster');
  expect(sampleSizeForPower(few, { effect: 0.7 }).size).toBe(41);
});

test('a design so small that more than the power asked for comes with the first test', () => {
  const found = sampleSizeForPower({ kind: 'individual', units: 'find' }, { effect: 50 });

  expect(found).toMatchObject({ size: 3, exactSize: null, df: 1 });
});

describe('a contract that pays at a cut-off', () => {
  test('the estimate: (z / distance)² over what a unit tells', () => {
    // .84162² × 4 × .5 / .1² = 141.67 units
    const found = sampleSizeForThreshold(
      { kind: 'individual', units: 'find', rSquared: 0.5 },
      { effect: 0.2, threshold: 0.1, criterion: 'estimate' },
    );

    expect(found.exactSize).toBeCloseTo((0.8416212335729143 ** 2 * 2) / 0.01, 8);
    expect(found.size).toBe(142);
    expect(found.probabilityWithoutEffect).toBeCloseTo(1 - found.probability, 12); // the cut-off is half way
  });

  test('a lower limit at 0 is a test: the probability is its power', () => {
    const design = { kind: 'clustered', clusters: 30, unitsPerCluster: 20, icc: 0.15 } as const;
    const { probability } = probabilityOfThreshold(design, { effect: 0.3, threshold: 0, criterion: 'lower-limit' });

    expect(probability).toBeCloseTo(powerOfDesign(design, 0.3, { countWrongSide: false }).power, 13);
  });

  test('the limit asks for more than the estimate', () => {
    const rule = { effect: 0.3, threshold: 0.1, probability: 0.9 };
    const [estimate, limit] = (['estimate', 'lower-limit'] as const).map(
      (criterion) => sampleSizeForThreshold(clustered, { ...rule, criterion }).size,
    );

    expect(limit as number).toBeGreaterThan(2 * (estimate as number));
  });

  test.each([
    ['an effect at the threshold', { effect: 0.1, threshold: 0.1 }, 'out_of_domain'],
    ['certainty', { effect: 0.2, threshold: 0.1, probability: 1 }, 'invalid_argument'],
    ['a level for an estimate', { effect: 0.2, threshold: 0.1, level: 0.9 }, 'invalid_argument'],
    ['no threshold', { effect: 0.2, threshold: Number.NaN }, 'invalid_argument'],
  ])('%s is refused', (_, rule, code) => {
    expect(errorOf(() => sampleSizeForThreshold(clustered, { ...rule, criterion: 'estimate' })).code).toBe(code);
  });
});

describe('what cannot be sought', () => {
  test.each([
    ['nothing', { ...clustered, clusters: 20 }],
    ['two sizes', { ...clustered, unitsPerCluster: 'find' }],
    ['beside a size that is not whole', { ...clustered, unitsPerCluster: 12.5 }],
    ['of a finished trial', { kind: 'realized', standardError: 1, df: 3, sd: 1 }],
  ])('%s', (_, design) => {
    expect(errorOf(() => sampleSizeForPower(design as DesignToSize, { effect: 0.2 })).code).toBe('invalid_argument');
  });

  test.each([0, Number.NaN, -0.2])('an effect of %s with a one-sided test', (effect) => {
    expect(errorOf(() => sampleSizeForPower(clustered, { effect, alternative: 'greater' })).code).toBe(
      'invalid_argument',
    );
  });

  test('blocks of one, in which nobody is compared', () => {
    const design = { kind: 'blocked', blocks: 'find', unitsPerBlock: 1, blockEffects: 'random' } as const;

    expect(errorOf(() => sampleSizeForPower(design, { effect: 0.2 })).code).toBe('out_of_domain');
  });
});

const share = fc.integer({ min: 10, max: 90 }).map((k) => k / 100);
const sought: fc.Arbitrary<DesignToSize> = fc.oneof(
  fc.record({ kind: fc.constant('individual' as const), units: fc.constant('find' as const), treatedShare: share }),
  fc.record({ kind: fc.constant('matched-pairs' as const), pairs: fc.constant('find' as const), correlation: share }),
  fc.record({
    kind: fc.constant('blocked' as const),
    blocks: fc.constant('find' as const),
    unitsPerBlock: fc.integer({ min: 4, max: 30 }),
    treatedShare: share,
  }),
  fc.record({
    kind: fc.constant('clustered' as const),
    clusters: fc.constant('find' as const),
    unitsPerCluster: fc.integer({ min: 1, max: 60 }),
    icc: share.map((x) => x / 2),
    treatedShare: share,
  }),
);

prop.prop([sought, fc.constantFrom(0.2, 0.4, 0.9), fc.constantFrom(0.6, 0.8, 0.95)], { numRuns: 60 })(
  'what is found reaches the target, and the size below the exact one does not',
  (design, effect, power) => {
    const found = sampleSizeForPower(design, { effect, power });

    expect(found.power).toBeGreaterThanOrEqual(power);
    expect(powerOfDesign(found.design, effect).power).toBe(found.power);
    if (found.exactSize !== null) {
      const base = {
        ...found.design,
        ...('treatedShare' in design && design.kind !== 'blocked' && { treatedShare: design.treatedShare }),
      };
      const at = (size: number): number =>
        powerOfDesign({ ...base, [found.of]: size } as typeof found.design, effect).power;
      expect(at(found.exactSize)).toBeCloseTo(power, 9);
    }
  },
);
