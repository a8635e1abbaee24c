import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../src/numeric/random/index.js';
import { referenceCases } from '../../reference.js';
import { chiSquared, chiSquaredCritical } from './goodness-of-fit.js';

describe('binomial draws follow the exact probabilities', () => {
  // Cells of about equal probability with their exact shares by mpmath; both methods, both sides of one half, small and huge n.
  test.each(referenceCases('binomial_cells').map((one) => [one.id, one] as const))('%s', (_, { input, expected }) => {
    const draws = 200_000;
    const stream = randomStream(18, input.n);
    const counts = new Array<number>(expected.share.length).fill(0);
    for (let i = 0; i < draws; i++) {
      const k = stream.binomial(input.n, input.p);
      let cell = 0;
      while (k > expected.last[cell]) cell++;
      counts[cell]!++;
    }
    expect(chiSquared(counts, (cell) => expected.share[cell])).toBeLessThan(chiSquaredCritical(counts.length - 1));
  });
});

test('certain outcomes are certain', () => {
  const stream = randomStream(1);
  expect(stream.binomial(0, 0.5)).toBe(0);
  expect(stream.binomial(1000, 0)).toBe(0);
  expect(stream.binomial(1000, 1)).toBe(1000);
  expect(stream.binomial(2 ** 53 - 1, 1)).toBe(2 ** 53 - 1);
});

test('a trillion trials: mean and spread within 4 standard errors', () => {
  const stream = randomStream(19);
  const [n, p, draws] = [1e12, 0.3, 20_000];
  const sd = Math.sqrt(n * p * (1 - p));
  let [sum, squares] = [0, 0];
  for (let i = 0; i < draws; i++) {
    const z = (stream.binomial(n, p) - n * p) / sd;
    sum += z;
    squares += z * z;
  }
  expect(Math.abs(sum) / Math.sqrt(draws)).toBeLessThan(4);
  expect(Math.abs(squares - draws) / Math.sqrt(2 * draws)).toBeLessThan(4);
});

test.each([
  [-1, 0.5],
  [1.5, 0.5],
  [10, -0.1],
  [10, 1.1],
  [10, Number.NaN],
  [Number.NaN, 0.5],
])('n %d with p %d is refused', (n, p) => {
  expect(() => randomStream(1).binomial(n, p)).toThrow(expect.objectContaining({ code: 'invalid_argument' }));
});
