import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  bilinear,
  multiplyInto,
  packedIndex,
  packedLength,
  timesVectorInto,
  unpackSymmetricInto,
} from '../../../src/numeric/linalg/index.js';
import { symmetric } from './matrices.js';

describe('products', () => {
  test('of a 2 x 3 and a 3 x 2 matrix', () => {
    const out = new Float64Array(4);
    multiplyInto(out, Float64Array.of(1, 2, 3, 4, 5, 6), Float64Array.of(7, 8, 9, 10, 11, 12), 2, 3, 2);
    expect([...out]).toEqual([58, 64, 139, 154]);
  });

  test('of a matrix with one vector, and with two', () => {
    const out = new Float64Array(2);
    timesVectorInto(out, Float64Array.of(1, 2, 3, 4, 5, 6), Float64Array.of(1, 10, 100), 2, 3);
    expect([...out]).toEqual([321, 654]);
    expect(bilinear(Float64Array.of(1, 2), Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 6), 2)).toBe(17 + 2 * 39);
  });
});

describe('packed symmetric matrices', () => {
  test('go by rows of the lower triangle', () => {
    const order = [0, 1, 2, 3].flatMap((i) => Array.from({ length: i + 1 }, (_, j) => packedIndex(i, j)));
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(packedLength(4)).toBe(10);
  });

  property.prop([symmetric, fc.nat({ max: 5 })])(
    'unpack to the full matrix from where they start',
    ({ a, k }, from) => {
      const packed = new Float64Array(from + packedLength(k)).fill(Number.NaN);
      for (let i = 0; i < k; i++) for (let j = 0; j <= i; j++) packed[from + packedIndex(i, j)] = a[i * k + j]!;
      const full = new Float64Array(k * k);
      unpackSymmetricInto(full, packed, k, from);
      expect(full).toEqual(a);
    },
  );
});
