import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kruskalWallisTest } from '../../../src/estimate/ranks/kruskal-wallis-test.js';
import { mannWhitneyTest } from '../../../src/estimate/ranks/mann-whitney-test.js';
import { differences, medianPair, nthPair, walshAverages } from '../../../src/estimate/ranks/ordered-pairs.js';
import { signedRankTest } from '../../../src/estimate/ranks/signed-rank-test.js';
import { errorOf } from '../../errors.js';

const scores = fc.array(
  fc.integer({ min: -30, max: 30 }).map((k) => k / 4),
  { minLength: 1, maxLength: 40 },
);
const sorted = (values: number[]): number[] => values.sort((a, b) => a - b);

describe('pairs in order, without making them all', () => {
  prop.prop([scores, scores])('differences', (x, y) => {
    const all = sorted(x.flatMap((a) => y.map((b) => a - b)));
    const pairs = differences(Float64Array.from(x), Float64Array.from(y));

    all.forEach((d, i) => {
      expect(nthPair(pairs, i + 1)).toBe(d);
    });
  });

  prop.prop([scores])('means of two', (x) => {
    const all = sorted(x.flatMap((a, i) => x.slice(i).map((b) => a / 2 + b / 2)));
    const pairs = walshAverages(Float64Array.from(x));

    expect(all.map((_, i) => nthPair(pairs, i + 1))).toEqual(all);
  });

  test('a hundred million, in a moment, tied or not', () => {
    const x = Float64Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 10_007);
    const y = x.map((v) => v / 3);
    const tied = x.map((v) => v % 10);

    // Half of all pairs of values spread evenly over an interval and a third of it differ by a third of the interval or more.
    expect(medianPair(differences(x, y)) / 10_007).toBeCloseTo(1 / 3, 3);
    expect(nthPair(differences(tied, tied), 5e7)).toBe(0);
    expect(medianPair(walshAverages(x)) / 10_007).toBeCloseTo(1 / 2, 3);
  });
});

describe('what is decided is in the result', () => {
  test('exact without ties below 50 values, else normal, with a note on ties', () => {
    const x = Array.from({ length: 49 }, (_, i) => i);
    const y = x.map((v) => v + 0.5);

    expect(mannWhitneyTest(x, y).distribution).toBe('exact');
    expect(mannWhitneyTest([...x, 100], y).distribution).toBe('normal');
    expect(mannWhitneyTest(x, x)).toMatchObject({ distribution: 'normal', continuity: true, estimate: 0, pValue: 1 });
    expect(mannWhitneyTest(x, x).notes.map(({ code }) => code)).toEqual(['ties']);
    expect(mannWhitneyTest(x, x).method).toContain('corrected for ties');
  });

  test('unchanged pairs are left out and counted', () => {
    const found = signedRankTest({ before: [1, 2, 3, 4, 5], after: [1, 4, 6, 8.5, 4] });

    expect([found.n, found.unchanged, found.distribution]).toEqual([4, 1, 'normal']);
    expect(found.notes.map(({ code }) => code)).toContain('unchanged_pairs');
  });

  test('too few values for the level: no interval, and a note; the estimate stands', () => {
    const found = mannWhitneyTest([4, 5, 9], [1, 2, 3]);

    expect([found.estimate, found.interval, found.pValue]).toEqual([3, null, 0.1]);
    expect(found.notes.map(({ code }) => code)).toEqual(['no_interval']);
    expect(mannWhitneyTest([4, 5, 9], [1, 2, 3], { level: 0.9 }).interval).toEqual({ lower: 1, upper: 8, level: 0.9 });
  });
});

prop.prop([scores, scores])('swapping the arms flips the sign and leaves the p-value', (x, y) => {
  if (new Set([...x, ...y]).size === 1) return;
  const [a, b] = [mannWhitneyTest(x, y), mannWhitneyTest(y, x)];

  expect(a.estimate + b.estimate).toBeCloseTo(0, 12);
  expect(a.pValue).toBeCloseTo(b.pValue, 12);
  expect(a.statistic + b.statistic).toBe(x.length * y.length);
  expect((a.interval?.lower ?? 0) + (b.interval?.upper ?? 0)).toBeCloseTo(0, 12);
});

test('what has no answer', () => {
  expect(errorOf(() => mannWhitneyTest([2, 2], [2, 2, 2])).code).toBe('zero_variance');
  expect(errorOf(() => mannWhitneyTest([], [1])).code).toBe('no_data');
  expect(errorOf(() => mannWhitneyTest([1, Number.NaN], [1])).code).toBe('not_finite');
  expect(errorOf(() => mannWhitneyTest([1, 2], [2, 3], { distribution: 'exact' })).message).toContain(
    'randomizationTest',
  );
  expect(errorOf(() => mannWhitneyTest([1], [2], { alternative: 'smaller' as never })).code).toBe('invalid_argument');
  const many = Array.from({ length: 300 }, (_, i) => i);
  expect(
    errorOf(() =>
      mannWhitneyTest(
        many,
        many.map((v) => v + 0.5),
        { distribution: 'exact' },
      ),
    ).message,
  ).toContain('too long');
  expect(errorOf(() => signedRankTest({ before: [1, 2], after: [1, 2] })).code).toBe('no_data');
  expect(errorOf(() => signedRankTest({ before: [1, 2], after: [1] })).code).toBe('length_mismatch');
  expect(errorOf(() => kruskalWallisTest([[1, 1], [1]])).message).toMatch(
    /^kruskalWallisTest needs values that differ/,
  );
  expect(
    kruskalWallisTest([
      [1, 2],
      [3, 4, 5, 6, 7],
    ]).notes.map(({ code }) => code),
  ).toEqual(['small_groups']);
});
