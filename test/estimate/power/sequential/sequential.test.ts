import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AlphaSpending, alphaSpent } from '../../../../src/estimate/power/sequential/alpha-spending.js';
import { conditionalPower } from '../../../../src/estimate/power/sequential/conditional-power.js';
import {
  crossingProbabilities,
  type SequentialLook,
} from '../../../../src/estimate/power/sequential/crossing-probabilities.js';
import { driftForPower } from '../../../../src/estimate/power/sequential/drift-for-power.js';
import {
  type SequentialBoundariesOptions,
  sequentialBoundaries,
} from '../../../../src/estimate/power/sequential/sequential-boundaries.js';
import { errorOf } from '../../../errors.js';
import { type ReferenceCase, referenceCases } from '../../../reference.js';
import { relativeError, tolerance } from '../../../tolerances.js';

const planning = referenceCases('planning');
const casesOf = (start: string): [string, ReferenceCase][] =>
  planning.filter(({ id }) => id.startsWith(start)).map((one) => [one.id, one]);
const fifths = [0.2, 0.4, 0.6, 0.8, 1];
const constant = (bounds: readonly number[]): SequentialLook[] =>
  bounds.map((upper, k) => ({ fraction: (k + 1) / bounds.length, upper, lower: -upper }));

test.each(casesOf('planning.spent.'))('alpha is spent as the formula says: %s', (_, { input, expected }) => {
  input.fractions.forEach((fraction: number, k: number) => {
    const spent = alphaSpent(input.spending, fraction, input.alpha);
    expect(relativeError(spent, expected.spent[k])).toBeLessThan(tolerance.distribution);
  });
});

test.each(casesOf('planning.boundaries.'))('boundaries of two and three looks: %s', (_, { input, expected }) => {
  const { spending, alpha, sides, fractions } = input;
  const alternative = sides === 2 ? 'two-sided' : 'greater';
  const { looks } = sequentialBoundaries(fractions, { spending, alpha, alternative });

  looks.forEach(({ upper, lower }, k) => {
    expect(relativeError(upper as number, expected.z[k])).toBeLessThan(tolerance.closedForm);
    expect(lower).toBe(sides === 2 ? -(upper as number) : null);
  });
});

test.each(casesOf('planning.crossing.'))('probabilities of stopping above: %s', (_, { input, expected }) => {
  const looks = input.fractions.map((fraction: number, k: number) => ({
    fraction,
    upper: input.upper[k],
    lower: input.lower[k],
  }));
  crossingProbabilities(looks, input.drift).looks.forEach(({ upper }, k) => {
    expect(relativeError(upper, expected.upper[k])).toBeLessThan(tolerance.closedForm);
  });
});

test.each(casesOf('planning.five_looks.'))(
  'five looks against rectangles of the multivariate normal (good to 1e-6): %s',
  (_, { input, expected }) => {
    crossingProbabilities(constant(input.bound), input.drift).looks.forEach(({ upper, lower }, k) => {
      expect(Math.abs(upper + lower - expected.stopped[k])).toBeLessThan(1e-6);
    });
  },
);

describe('published tables', () => {
  // Lan & DeMets' program as distributed by the University of Wisconsin, two-sided .05, five equal looks.
  test.each([
    [{ kind: 'obrien-fleming' } as const, [4.8769, 3.357, 2.6803, 2.2898, 2.031]],
    [{ kind: 'pocock' } as const, [2.438, 2.4268, 2.4101, 2.3966, 2.3859]],
  ])('%o, five equal looks', (spending, printed) => {
    const { looks } = sequentialBoundaries(fifths, { spending });

    looks.forEach(({ upper }, k) => {
      expect(Math.abs((upper as number) - (printed[k] as number))).toBeLessThan(1.01e-4);
    });
  });

  // Jennison & Turnbull (2000), tables 2.1 and 2.3, alpha .05: constants to three decimals.
  test.each([
    ['pocock', 2, 2.178],
    ['pocock', 3, 2.289],
    ['pocock', 5, 2.413],
    ['pocock', 10, 2.555],
    ['obrien-fleming', 2, 1.977],
    ['obrien-fleming', 3, 2.004],
    ['obrien-fleming', 5, 2.04],
    ['obrien-fleming', 10, 2.087],
  ])("%s's test of %i looks has constant %d", (shape, looks, printed) => {
    const bounds = (c: number): number[] =>
      Array.from({ length: looks }, (_, k) => (shape === 'pocock' ? c : c * Math.sqrt(looks / (k + 1))));
    const alpha = (c: number): number => {
      const { upper, lower } = crossingProbabilities(constant(bounds(c)), 0);
      return upper + lower;
    };

    expect(alpha(printed - 0.0005)).toBeGreaterThan(0.05);
    expect(alpha(printed + 0.0005)).toBeLessThan(0.05);
  });

  test('repeated looks at 1.96 reject as Armitage, McPherson & Rowe say (1969, table 2)', () => {
    const printed = [0.05, 0.0831, 0.1072, 0.1262, 0.1417];
    const { looks } = crossingProbabilities(constant([1.96, 1.96, 1.96, 1.96, 1.96]), 0);
    let total = 0;
    looks.forEach(({ upper, lower }, k) => {
      total += upper + lower;
      expect(Math.abs(total - (printed[k] as number))).toBeLessThan(1e-4);
    });
  });
});

describe('boundaries', () => {
  const spending = { kind: 'obrien-fleming' } as const;

  test('one look is the test without looks', () => {
    const { looks } = sequentialBoundaries([1], { spending });

    expect(looks[0]?.upper).toBeCloseTo(1.959963984540054, 12);
    expect(looks[0]?.nominalPValue).toBeCloseTo(0.05, 12);
  });

  test('those so far do not depend on looks to come', () => {
    const early = sequentialBoundaries([0.3, 0.55], { spending });

    expect(sequentialBoundaries([0.3, 0.55, 0.8, 1.1], { spending }).looks[0]).toEqual(early.looks[0]);
    const later = sequentialBoundaries([0.3, 0.55, 0.8, 1.1], { spending }).looks[1]?.upper;
    expect(later).toBeCloseTo(early.looks[1]?.upper as number, 11);
  });

  test('more information than planned spends all that is left', () => {
    expect(sequentialBoundaries([0.5, 1.2], { spending }).looks[1]?.alphaSpent).toBe(0.05);
  });

  test('a look so early that nothing is spent has none', () => {
    const { looks } = sequentialBoundaries([0.05, 1], { spending });

    expect(looks[0]).toMatchObject({ upper: null, lower: null, nominalPValue: null });
    expect(looks[1]?.upper).toBeCloseTo(1.959963984540054, 10);
  });
});

describe('what looks cost', () => {
  // Jennison & Turnbull (2000), tables 2.2 and 2.4: R_P and R_B at alpha .05, from constants of tables 2.1 and 2.3 in three decimals.
  const withBounds = (bounds: readonly number[], power: number): number => {
    const { looks, ...rest } = sequentialBoundaries(
      bounds.map((_, k) => (k + 1) / bounds.length),
      { spending: { kind: 'pocock' } },
    );
    const stated = looks.map((look, k) => ({ ...look, upper: bounds[k] as number, lower: -(bounds[k] as number) }));
    return driftForPower({ ...rest, looks: stated }, power).inflation;
  };

  test.each([
    ['Pocock', [2.413, 2.413, 2.413, 2.413, 2.413], 0.8, 1.229],
    ['Pocock', [2.413, 2.413, 2.413, 2.413, 2.413], 0.9, 1.207],
    ["O'Brien and Fleming", [1, 2, 3, 4, 5].map((k) => 2.04 * Math.sqrt(5 / k)), 0.8, 1.028],
    ["O'Brien and Fleming", [1, 2, 3, 4, 5].map((k) => 2.04 * Math.sqrt(5 / k)), 0.9, 1.026],
  ])('%s, five looks: %o at power %d is %d times the units', (_, bounds, power, printed) => {
    expect(Math.abs(withBounds(bounds, power) - printed)).toBeLessThan(1.5e-3);
  });

  test('one look costs nothing', () => {
    const boundaries = sequentialBoundaries([1], { spending: { kind: 'pocock' } });

    expect(driftForPower(boundaries, 0.8).inflation).toBeCloseTo(1, 9);
  });

  test.each([
    ['looks that end early', sequentialBoundaries([0.5], { spending: { kind: 'pocock' } }), 0.8],
    ['a power below chance', sequentialBoundaries([1], { spending: { kind: 'pocock' } }), 0.02],
    ['certainty', sequentialBoundaries([1], { spending: { kind: 'pocock' } }), 1],
  ])('%s is refused', (_, boundaries, power) => {
    expect(errorOf(() => driftForPower(boundaries, power)).code).toBe('invalid_argument');
  });
});

describe('conditional power', () => {
  test('with one look to come it is a normal tail', () => {
    // Φ((1.5 √.5 + 2.8 × .5 - 1.969) / √.5) by R 4.2.2: pnorm((1.5 * sqrt(.5) + 2.8 * .5 - 1.969) / sqrt(.5))
    const looks = [{ fraction: 1, upper: 1.969, lower: null }];
    const { power } = conditionalPower({ z: 1.5, fraction: 0.5, looks, drift: 2.8 });

    expect(power).toBeCloseTo(0.756_570_253_519, 11);
  });

  test('its mean over where the trial may stand is the power of the trial', () => {
    const looks = sequentialBoundaries([0.4, 0.7, 1], { spending: { kind: 'pocock' } }).looks;
    const whole = crossingProbabilities(looks, 2.5);
    const [first, ...later] = looks;
    const bound = first?.upper as number;
    // Simpson's rule over z at the first look, where it has not stopped.
    const steps = 400;
    let sum = 0;
    for (let i = 0; i <= steps; i++) {
      const z = -bound + (2 * bound * i) / steps;
      const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
      const density = Math.exp(-0.5 * (z - 2.5 * Math.sqrt(0.4)) ** 2) / Math.sqrt(2 * Math.PI);
      sum += weight * density * conditionalPower({ z, fraction: 0.4, looks: later, drift: 2.5 }).power;
    }

    expect(((2 * bound) / steps / 3) * sum).toBeCloseTo(whole.upper - (whole.looks[0]?.upper as number), 9);
  });

  test('the trend is z over the root of the fraction', () => {
    const looks = [{ fraction: 1, upper: 2, lower: null }];

    expect(conditionalPower({ z: 1.2, fraction: 0.36, looks, drift: 'trend' }).drift).toBeCloseTo(2, 15);
  });
});

describe('what has no answer', () => {
  const spending = { kind: 'pocock' } as const;
  const look = { fraction: 0.5, upper: 2, lower: -2 };

  test.each<[string, () => unknown]>([
    ['no looks', () => sequentialBoundaries([], { spending })],
    ['looks that go back', () => sequentialBoundaries([0.5, 0.4], { spending })],
    ['a look before the start', () => sequentialBoundaries([0, 1], { spending })],
    ['a look nowhere', () => sequentialBoundaries([Number.NaN, 1], { spending })],
    ['looks on top of each other', () => sequentialBoundaries([0.5, 0.50001], { spending })],
    ['an alpha of 1', () => sequentialBoundaries([1], { spending, alpha: 1 })],
    [
      'spending of another kind',
      () => sequentialBoundaries([1], { spending: { kind: 'all' } as unknown as AlphaSpending }),
    ],
    ['no spending', () => sequentialBoundaries([1], {} as unknown as SequentialBoundariesOptions)],
    ['no gamma', () => alphaSpent({ kind: 'hwang-shih-decani', gamma: Number.NaN }, 0.5, 0.025)],
    ['an exponent of 0', () => alphaSpent({ kind: 'power', exponent: 0 }, 0.5, 0.025)],
    ['bounds that cross', () => crossingProbabilities([{ ...look, lower: 3 }], 0)],
    ['a bound that is no number', () => crossingProbabilities([{ ...look, upper: Number.NaN }], 0)],
    ['no drift', () => crossingProbabilities([look], Number.NaN)],
    ['a look that is past', () => conditionalPower({ z: 1, fraction: 0.6, looks: [look], drift: 0 })],
  ])('%s', (_, run) => {
    expect(errorOf(run).code).toBe('invalid_argument');
  });
});

describe('laws', () => {
  const spending = fc.constantFrom<AlphaSpending>(
    { kind: 'obrien-fleming' },
    { kind: 'pocock' },
    { kind: 'hwang-shih-decani', gamma: -4 },
    { kind: 'power', exponent: 2 },
  );
  const fractions = fc
    .uniqueArray(fc.integer({ min: 5, max: 99 }), { minLength: 0, maxLength: 4 })
    .map((parts) => [...parts.sort((a, b) => a - b), 100].map((k) => k / 100));

  prop.prop([spending, fractions, fc.constantFrom('two-sided' as const, 'greater' as const)], { numRuns: 60 })(
    'boundaries spend what they should at every look',
    (kind, at, alternative) => {
      const { looks } = sequentialBoundaries(at, { spending: kind, alternative });
      let total = 0;
      crossingProbabilities(looks, 0).looks.forEach(({ upper, lower }, k) => {
        total += upper + lower;
        expect(Math.abs(total - (looks[k]?.alphaSpent as number))).toBeLessThan(1e-12);
      });
    },
  );

  prop.prop([fractions, fc.integer({ min: -40, max: 40 }).map((k) => k / 10)], { numRuns: 60 })(
    'the other drift stops on the other side',
    (at, drift) => {
      const { looks } = sequentialBoundaries(at, { spending: { kind: 'pocock' } });
      const [there, back] = [crossingProbabilities(looks, drift), crossingProbabilities(looks, -drift)];

      expect(back.upper).toBeCloseTo(there.lower, 12);
      expect(back.expectedFraction).toBeCloseTo(there.expectedFraction, 12);
    },
  );
});
