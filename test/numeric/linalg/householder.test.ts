import { test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { norm, reflect, triangularize } from '../../../src/numeric/linalg/householder.js';
import { distance, multiply, tall, transpose } from './matrices.js';

describe('triangularize', () => {
  property.prop([tall()])('keeps cross-products, and takes further columns along', ({ a, n, k }) => {
    const first = transpose(a, n, k); // column-major
    const work = new Float64Array((k + 1) * n);
    work.set(first);
    work.set(first.subarray(0, n), k * n); // the first column once more, as it were data
    const { kept } = triangularize(work, n, k);
    for (const row of Array(n).keys()) {
      kept.forEach((column, i) => {
        if (row > i) expect(work[column * n + row]).toBe(0);
      });
    }
    const turned = transpose(work, k + 1, n);
    const products = multiply(work, turned, k + 1, n, k + 1);
    const all = Float64Array.of(...first, ...first.subarray(0, n));
    expect(distance(products, multiply(all, transpose(all, k + 1, n), k + 1, n, k + 1))).toBeLessThanOrEqual(1e-13);
  });

  test('passes over a column of zeros, and over what follows from earlier ones within the tolerance', () => {
    const work = Float64Array.of(3, 4, 0, 0, 0, 0, 3, 4 + 1e-12, 0, 1, 1, 1);
    expect(triangularize(work.slice(), 3, 4, 1e-10).kept).toEqual([0, 3]);
    expect(triangularize(work.slice(), 3, 4).kept).toEqual([0, 2, 3]);
  });

  test('its reflections turn any vector as they turned the columns', () => {
    const work = Float64Array.of(1, 2, 2, 0, 3, 4);
    const vector = Float64Array.of(0, 3, 4);
    const { kept, reflectors } = triangularize(work, 3, 2);
    kept.forEach((_, i) => {
      reflect(vector, i, reflectors, 3 * i + i, 3 - i);
    });
    expect(norm(vector)).toBeCloseTo(5, 14);
    vector.forEach((x, i) => {
      expect(x).toBeCloseTo(work[3 + i]!, 14);
    });
  });
});
