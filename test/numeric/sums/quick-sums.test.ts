import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { exactSum, neumaierSum, pairwiseSum } from '../../../src/numeric/sums/index.js';
import { score } from './numbers.js';

const refused = (code: string) => expect.objectContaining({ code });
const scores = fc.array(score, { maxLength: 1000 });
const sizes = (values: readonly number[]) => values.reduce((sum, x) => sum + Math.abs(x), 0);
const half = Number.EPSILON / 2;

describe.each([
  ['neumaierSum', neumaierSum],
  ['pairwiseSum', pairwiseSum],
])('%s', (_, sum) => {
  test('of nothing is 0, of one value the value', () => {
    expect(sum([])).toBe(0);
    expect(sum([0.1])).toBe(0.1);
  });

  test('reads lists and typed arrays alike', () => {
    expect(sum(Float32Array.of(1, 2, 3.5))).toBe(6.5);
    expect(sum(Int32Array.of(1, 2, 3))).toBe(6);
  });

  test.each([127, 128, 129, 255, 1000, 1001])('takes each of %i values once', (n) => {
    const values = Array.from({ length: n }, (__, i) => i + 1);
    expect(sum(values)).toBe((n * (n + 1)) / 2);
  });

  test('passes through partial sums beyond the largest double', () => {
    expect(sum([1.7e308, 1.7e308, -1.7e308, -1.7e308, 5])).toBe(5);
    expect(() => sum([1.7e308, 1.7e308])).toThrow(refused('overflow'));
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses %s', (x) => {
    expect(() => sum([1, x, 2])).toThrow(refused('not_finite'));
    expect(() => sum([x, -x])).toThrow(refused('not_finite'));
  });
});

test('neumaierSum keeps what is small beside what cancels', () => {
  expect(neumaierSum([1, 1e100, 1, -1e100])).toBe(2);
});

property.prop([scores])('neumaierSum is off by about one rounding of the sum', (values) => {
  const exact = exactSum(values);
  const bound = 2 * half * Math.abs(exact) + (values.length * half) ** 2 * sizes(values);
  expect(Math.abs(neumaierSum(values) - exact)).toBeLessThanOrEqual(bound);
});

property.prop([scores])('pairwiseSum is off by a few roundings of the sum of sizes', (values) => {
  const roundings = 34 + Math.max(0, Math.ceil(Math.log2(values.length / 128)));
  expect(Math.abs(pairwiseSum(values) - exactSum(values))).toBeLessThanOrEqual(roundings * half * sizes(values));
});
