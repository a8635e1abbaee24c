import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { centredSumOfProducts, centredSumOfSquares } from '../../../src/numeric/sums/index.js';
import { relativeError } from '../../tolerances.js';
import { score } from './numbers.js';
import { minus, over, rational, times, toDouble, total, whole } from './rational.js';

const refused = (code: string) => expect.objectContaining({ code });

function exactProducts(x: readonly number[], y: readonly number[]): number {
  const [a, b] = [x.map(rational), y.map(rational)];
  const products = total(a.map((ai, i) => times(ai, b[i]!)));
  return toDouble(minus(products, over(times(total(a), total(b)), whole(x.length))));
}

describe('centred sums', () => {
  test('of one value, or of equal ones, are 0', () => {
    expect(centredSumOfSquares([0.1])).toBe(0);
    expect(centredSumOfSquares(Array(7).fill(0.1))).toBeLessThan(1e-60);
  });

  test('of two values are half the square of the difference', () => {
    expect(centredSumOfSquares([3, 5])).toBe(2);
    expect(centredSumOfProducts([3, 5], [10, 4])).toBe(-6);
  });

  property.prop([fc.array(score, { minLength: 1, maxLength: 50 })])('of squares are right to the last bit', (x) => {
    expect(relativeError(centredSumOfSquares(x), exactProducts(x, x))).toBeLessThanOrEqual(Number.EPSILON);
  });

  property.prop([fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 50 })])(
    'of squares do not notice a mean of 10^13 times the deviations',
    (x) => {
      const exact = exactProducts(x, x);
      const far = x.map((xi) => xi + 1e13);
      expect(Math.abs(centredSumOfSquares(far) - exact)).toBeLessThanOrEqual(Number.EPSILON * exact);
    },
  );

  property.prop([fc.array(fc.tuple(score, score), { minLength: 1, maxLength: 50 })])(
    'of products are right to rounding of the sizes',
    (pairs) => {
      const [x, y] = [pairs.map(([xi]) => xi), pairs.map(([, yi]) => yi)];
      const size = Math.sqrt(exactProducts(x, x) * exactProducts(y, y));
      const error = Math.abs(centredSumOfProducts(x, y) - exactProducts(x, y));
      expect(error).toBeLessThanOrEqual(Number.EPSILON * Math.abs(exactProducts(x, y)) + 2 ** -95 * size);
    },
  );

  test('refuse what they cannot answer', () => {
    expect(() => centredSumOfSquares([])).toThrow(refused('no_data'));
    expect(() => centredSumOfProducts([1], [1, 2])).toThrow(refused('length_mismatch'));
    expect(() => centredSumOfSquares([1, Number.NaN])).toThrow(refused('not_finite'));
    expect(() => centredSumOfProducts([1, 2], [1, Number.NEGATIVE_INFINITY])).toThrow(refused('not_finite'));
    expect(() => centredSumOfSquares([1e200, -1e200])).toThrow(refused('overflow'));
  });
});
