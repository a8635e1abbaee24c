import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { exactDot, exactMean, exactSum } from '../../../src/numeric/sums/index.js';
import { anyDouble, column } from './numbers.js';
import { isNearest, nearestDouble, toDouble, unit, unitsOf, whole } from './rational.js';

const refused = (code: string) => expect.objectContaining({ code });
const unitsTotal = (values: readonly number[]) => values.reduce((sum, x) => sum + unitsOf(x), 0n);

describe('exactSum', () => {
  test('of nothing is 0, of one value the value', () => {
    expect(exactSum([])).toBe(0);
    expect(exactSum([0.1])).toBe(0.1);
    expect(exactSum([-Number.MIN_VALUE])).toBe(-Number.MIN_VALUE);
    expect(exactSum([Number.MAX_VALUE])).toBe(Number.MAX_VALUE);
  });

  test('keeps what is small beside what cancels', () => {
    expect(exactSum([1e100, 1, -1e100])).toBe(1);
    expect(exactSum([1e308, 1e308, 1e-320, -1e308, -1e308])).toBe(1e-320);
    expect(exactSum(Array(10).fill(0.1))).toBe(1);
  });

  test('rounds ties to even, and the least bit beyond a tie away from it', () => {
    const half = 2 ** -53;
    expect(exactSum([1, half])).toBe(1);
    expect(exactSum([1, half, 2 ** -1074])).toBe(1 + 2 ** -52);
    expect(exactSum([1 + 2 ** -52, half])).toBe(1 + 2 ** -51);
    expect(exactSum([1 + 2 ** -52, half, -(2 ** -1000)])).toBe(1 + 2 ** -52);
  });

  test('passes through partial sums beyond the largest double, and refuses a result that is', () => {
    expect(exactSum([1.7e308, 1.7e308, -1.7e308])).toBe(1.7e308);
    expect(() => exactSum([1.7e308, 1.7e308])).toThrow(refused('overflow'));
    // Half a unit beyond the largest double is where rounding to infinity begins.
    expect(exactSum([Number.MAX_VALUE, 2 ** 969])).toBe(Number.MAX_VALUE);
    expect(() => exactSum([Number.MAX_VALUE, 2 ** 970])).toThrow(refused('overflow'));
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses %s', (x) => {
    expect(() => exactSum([1, x])).toThrow(refused('not_finite'));
  });

  property.prop([column])('is the double nearest to the sum of the fractions', (values) => {
    const expected = nearestDouble(unitsTotal(values), 1074);
    if (Number.isFinite(expected)) expect(exactSum(values)).toBe(expected === 0 ? 0 : expected);
    else expect(() => exactSum(values)).toThrow(refused('overflow'));
  });

  property.prop([column.chain((xs) => fc.tuple(fc.constant(xs), fc.shuffledSubarray(xs, { minLength: xs.length })))])(
    'does not depend on the order of the values, to the last bit',
    ([values, shuffled]) => {
      fc.pre(Number.isFinite(nearestDouble(unitsTotal(values), 1074)));
      expect(exactSum(shuffled)).toBe(exactSum(values));
    },
  );
});

describe('exactMean', () => {
  test('of 1.7e308 three times is 1.7e308', () => {
    expect(exactMean([1.7e308, 1.7e308, 1.7e308])).toBe(1.7e308);
  });

  test('of nothing is refused', () => {
    expect(() => exactMean([])).toThrow(refused('no_data'));
  });

  property.prop([column.filter((values) => values.length > 0)])('is the double nearest to the mean', (values) => {
    const mean = { n: unitsTotal(values), d: unit * BigInt(values.length) };
    expect(isNearest(exactMean(values), mean)).toBe(true);
  });

  property.prop([anyDouble, fc.integer({ min: 1, max: 50 })])('of equal values is that value', (x, n) => {
    expect(exactMean(Array(n).fill(x))).toBe(x === 0 ? 0 : x);
  });
});

describe('exactDot', () => {
  test('keeps products whole, beyond the range of doubles as well', () => {
    expect(exactDot([], [])).toBe(0);
    expect(exactDot([1e200, 3, -1e200], [1e200, 2, 1e200])).toBe(6);
    expect(exactDot([1e-200, 1, -1e-200], [1e-200, 2, 1e-200])).toBe(2);
    expect(exactDot(Array(4).fill(2 ** -538), Array(4).fill(2 ** -538))).toBe(2 ** -1074);
  });

  test('refuses columns of different lengths, values that are not finite, and a result beyond the largest double', () => {
    expect(() => exactDot([1], [1, 2])).toThrow(refused('length_mismatch'));
    expect(() => exactDot([0], [Number.POSITIVE_INFINITY])).toThrow(refused('not_finite'));
    expect(() => exactDot([Number.NaN], [0])).toThrow(refused('not_finite'));
    expect(() => exactDot([1e200], [1e200])).toThrow(refused('overflow'));
  });

  property.prop([column.chain((xs) => fc.tuple(fc.constant(xs), fc.array(anyDouble, { minLength: xs.length })))])(
    'is the double nearest to the sum of the products',
    ([x, y]) => {
      const units = x.reduce((sum, xi, i) => sum + unitsOf(xi) * unitsOf(y[i]!), 0n);
      const expected = nearestDouble(units, 2148);
      const paired = y.slice(0, x.length);
      if (Number.isFinite(expected)) expect(exactDot(x, paired) + 0).toBe(expected + 0);
      else expect(() => exactDot(x, paired)).toThrow(refused('overflow'));
    },
  );
});

test('the slow twin rounds as the language does', () => {
  expect(toDouble({ n: 1n, d: 3n })).toBe(1 / 3);
  expect(isNearest(0.1, { n: 1n, d: 10n })).toBe(true);
  expect(isNearest(0.1 + 2 ** -56, { n: 1n, d: 10n })).toBe(false);
  expect(isNearest(2 ** 53, whole(2n ** 53n + 1n))).toBe(true);
  expect(isNearest(2 ** 53 + 2, whole(2n ** 53n + 1n))).toBe(false);
});
