import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { benefitBounds } from '../../src/estimate/benefit-bounds.js';
import { randomStream } from '../../src/numeric/random/index.js';
import { errorOf } from '../errors.js';

describe('the share who benefit', () => {
  test('of an outcome that is passed or not: by hand', () => {
    // 7 of 10 pass with treatment, 4 of 10 without: at least 3 gain, at most 6, whoever failed without.
    const { benefit, harm } = benefitBounds([1, 1, 1, 1, 1, 1, 1, 0, 0, 0], [1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);

    expect(benefit.lower).toBeCloseTo(0.3, 12);
    expect(benefit.upper).toBeCloseTo(0.6, 12);
    expect(harm.lower).toBe(0);
    expect(harm.upper).toBeCloseTo(0.3, 12);
  });

  test('is everybody where the groups do not overlap, and may be nobody or nearly everybody where they are equal', () => {
    expect(benefitBounds([5, 6], [1, 2]).benefit).toEqual({ lower: 1, upper: 1 });
    expect(benefitBounds([1, 2, 3, 4], [1, 2, 3, 4]).benefit).toEqual({ lower: 0, upper: 0.75 });
  });

  test('is never said without saying that no trial identifies it', () => {
    expect(benefitBounds([1], [2]).notes.map(({ code }) => code)).toEqual(['not_identified']);
  });

  /** Shares with a difference above `by` under all pairings of two samples of one size. */
  const allShares = (a: readonly number[], b: readonly number[], by: number): number[] => {
    if (a.length === 0) return [0];
    const [first, ...rest] = a as [number, ...number[]];
    return b.flatMap((value, j) =>
      allShares(
        rest,
        b.filter((_, i) => i !== j),
        by,
      ).map((count) => count + Number(first - value > by)),
    );
  };
  const values = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 5, maxLength: 5 });

  prop.prop([values, values, fc.integer({ min: 0, max: 2 })], { numRuns: 100 })(
    'lies exactly between the least and the most of all ways to pair the groups',
    (t, c, by) => {
      const counts = allShares(t, c, by);
      const harms = allShares(c, t, by);
      const found = benefitBounds(t, c, { by });

      expect(found.benefit.lower).toBeCloseTo(Math.min(...counts) / 5, 12);
      expect(found.benefit.upper).toBeCloseTo(Math.max(...counts) / 5, 12);
      expect(found.harm.lower).toBeCloseTo(Math.min(...harms) / 5, 12);
      expect(found.harm.upper).toBeCloseTo(Math.max(...harms) / 5, 12);
    },
  );

  prop.prop([values, values])('of an outcome of which less is better is that of its negative', (t, c) => {
    const turned = benefitBounds(t, c, { higherIsBetter: false });

    expect(turned.benefit).toEqual(benefitBounds(t, c).harm);
    expect(turned.harm).toEqual(benefitBounds(t, c).benefit);
  });
});

test('the interval covers the bounds of two known distributions, and with them the share', () => {
  // Uniform on (0, 1) without treatment and on (-0.2, 1.6) with it: at 1 the distributions differ by 1/3, at 0 by 1/9 the other way.
  const draws = randomStream(14);
  const [least, most] = [1 / 3, 8 / 9];
  let covered = 0;
  let inside = 0;
  for (let trial = 0; trial < 300; trial++) {
    const control = Array.from({ length: 400 }, () => draws.uniform());
    const treated = Array.from({ length: 600 }, () => 1.8 * draws.uniform() - 0.2);
    const { benefit, interval } = benefitBounds(treated, control);
    covered += Number(interval.lower <= least && interval.upper >= most);
    inside += (benefit.lower - least) / 300;
  }

  expect(covered / 300).toBeGreaterThanOrEqual(0.95);
  // The bound of the samples lies too high on the average, as the doc says, and not by much.
  expect(inside).toBeGreaterThan(0);
  expect(inside).toBeLessThan(0.03);
});

describe('odd data', () => {
  test('one unit an arm and all tied have answers', () => {
    expect(benefitBounds([2], [1]).benefit).toEqual({ lower: 1, upper: 1 });
    expect(benefitBounds([1, 1], [1, 1]).benefit).toEqual({ lower: 0, upper: 0 });
    expect(benefitBounds([2], [1]).interval).toEqual({ lower: 0, upper: 1, level: 0.95 });
  });

  test.each([
    ['an empty group', [], [1], {}, 'no_data'],
    ['a missing value', [Number.NaN], [1], {}, 'not_finite'],
    ['a gain below 0', [2], [1], { by: -1 }, 'invalid_argument'],
    ['a level of 95', [2], [1], { level: 95 }, 'invalid_argument'],
  ] as const)('%s', (_, t, c, options, code) => {
    expect(errorOf(() => benefitBounds(t, c, options)).code).toBe(code);
  });
});
