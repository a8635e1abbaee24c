import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  cholesky,
  choleskyInto,
  choleskyInverseInto,
  choleskySolveInto,
  invertCholesky,
  solveCholesky,
} from '../../../src/numeric/linalg/index.js';
import { distance, identity, multiply, positiveDefinite, tall, transpose } from './matrices.js';

const refused = (code: string) => expect.objectContaining({ code });
const rounding = 1e-12;

/** Cross-products of columns given as lists. */
function crossProducts(columns: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(columns.flatMap((x) => columns.map((y) => x.reduce((sum, xi, i) => sum + xi * y[i]!, 0))));
}

describe('cholesky', () => {
  test('of no columns is empty, of one the square root', () => {
    expect(cholesky(new Float64Array(0), 0)).toMatchObject({ rank: 0, dropped: [] });
    expect(cholesky(Float64Array.of(9), 1)).toEqual({ k: 1, lower: Float64Array.of(3), rank: 1, dropped: [] });
  });

  property.prop([positiveDefinite])("gives L with A = L L'", ({ a, k }) => {
    const { lower, rank } = cholesky(a, k);
    expect(rank).toBe(k);
    expect(distance(multiply(lower, transpose(lower, k, k), k, k, k), a)).toBeLessThanOrEqual(rounding);
  });

  property.prop([positiveDefinite])('reads the lower triangle only, and may write over what it reads', ({ a, k }) => {
    const lower = cholesky(a, k).lower;
    const half = a.map((x, at) => (at % k > Math.floor(at / k) ? 1e9 : x));
    expect(cholesky(half, k).lower).toEqual(lower);
    expect(choleskyInto(half, half, k, 1e-11)).toBe(k);
    expect(half).toEqual(lower);
  });

  test('refuses the wrong size, numbers that are not finite, and negative eigenvalues', () => {
    expect(() => cholesky(new Float64Array(5), 2)).toThrow(refused('length_mismatch'));
    expect(() => cholesky(Float64Array.of(1, Number.NaN, 0, 1), 2)).toThrow(refused('not_finite'));
    expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(refused('out_of_domain'));
    expect(() => cholesky(Float64Array.of(-1), 1)).toThrow(refused('out_of_domain'));
    expect(() => cholesky(Float64Array.of(0, 1, 1, 0), 2)).toThrow(refused('out_of_domain'));
    expect(() => cholesky(Float64Array.of(1, 1, 2, 1, 1, 5, 2, 5, 99), 3)).toThrow(refused('out_of_domain'));
  });
});

describe('the verdict on rank', () => {
  const one = [1, 1, 1, 1, 1, 1];
  const x = [0.1, 0.7, 1.3, 2.2, 2.9, 3.1];
  const z = [5, -1, 4, 0.3, 2, 8];

  test('names a column of zeros', () => {
    expect(cholesky(crossProducts([one, [0, 0, 0, 0, 0, 0], x]), 3).dropped).toEqual([1]);
  });

  test('names the later of two equal columns', () => {
    expect(cholesky(crossProducts([one, x, z, x]), 4).dropped).toEqual([3]);
  });

  test('names the last of a full set of dummies beside the intercept', () => {
    const dummies = [
      [1, 1, 0, 0, 0, 0],
      [0, 0, 1, 1, 0, 0],
      [0, 0, 0, 0, 1, 1],
    ];
    expect(cholesky(crossProducts([one, ...dummies, x]), 5).dropped).toEqual([3]);
    expect(cholesky(crossProducts([...dummies, one, x]), 5).dropped).toEqual([3]);
  });

  test('does not depend on the units of the columns', () => {
    const tiny = x.map((xi) => xi * 1e-9);
    const huge = z.map((zi) => zi * 1e9);
    expect(cholesky(crossProducts([one, tiny, huge]), 3).dropped).toEqual([]);
    expect(cholesky(crossProducts([one, tiny, huge, x.map((xi, i) => xi + z[i]!)]), 4).dropped).toEqual([3]);
  });

  test('is stricter or more lenient by its tolerance, the share 1 - R^2 that is left', () => {
    const near = x.map((xi, i) => xi + (i % 2 === 0 ? 1e-4 : -1e-4));
    const a = crossProducts([x, near]); // leaves about 1e-8 / 3.6 of the diagonal
    expect(cholesky(a, 2).dropped).toEqual([]);
    expect(cholesky(a, 2, { tolerance: 1e-6 }).dropped).toEqual([1]);
  });

  property.prop([
    tall(5).filter(({ n, k }) => n > k + 2),
    fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 5, maxLength: 5 }),
    fc.nat(),
  ])('names a planted combination of earlier columns, wherever it stands', ({ a, n, k }, weights, place) => {
    const columns = Array.from({ length: k }, (_, j) => Array.from({ length: n }, (__, i) => a[i * k + j]!));
    fc.pre(cholesky(crossProducts(columns), k, { tolerance: 1e-6 }).rank === k);
    const at = 1 + (place % k);
    const combination = columns[0]!.map((_, i) =>
      columns.slice(0, at).reduce((sum, c, j) => sum + weights[j]! * c[i]!, 0),
    );
    const planted = [...columns.slice(0, at), combination, ...columns.slice(at)];
    const factor = cholesky(crossProducts(planted), k + 1);
    expect(factor).toMatchObject({ dropped: [at], rank: k });
    // The planted column is explained in full by its row of L.
    const { lower } = factor;
    const product = multiply(lower, transpose(lower, k + 1, k + 1), k + 1, k + 1, k + 1);
    expect(distance(product, crossProducts(planted))).toBeLessThanOrEqual(rounding);
  });
});

describe('solutions', () => {
  property.prop([positiveDefinite, fc.nat()])('solve the equations they came from', ({ a, k }, seed) => {
    const x = Float64Array.from({ length: k }, (_, i) => ((seed % 97) - 40 + 7 * i) / 8);
    const b = multiply(a, x, k, k, 1);
    const factor = cholesky(a, k);
    const residual = distance(multiply(a, solveCholesky(factor, b), k, k, 1), b);
    expect(residual).toBeLessThanOrEqual(rounding);
    const inPlace = b.slice();
    choleskySolveInto(inPlace, factor.lower, inPlace, k);
    expect(inPlace).toEqual(solveCholesky(factor, b));
  });

  property.prop([positiveDefinite])('the inverse times the matrix is the identity', ({ a, k }) => {
    const inverse = invertCholesky(cholesky(a, k));
    expect(distance(multiply(inverse, a, k, k, k), identity(k))).toBeLessThanOrEqual(1e-9);
    expect(transpose(inverse, k, k)).toEqual(inverse);
  });

  test('give 0 to dropped columns, and to the others what they would have without them', () => {
    const full = Float64Array.of(4, 4, 2, 4, 4, 2, 2, 2, 5);
    const kept = Float64Array.of(4, 2, 2, 5);
    const factor = cholesky(full, 3);
    expect(factor.dropped).toEqual([1]);
    const [b0, , b2] = solveCholesky(factor, Float64Array.of(8, 8, 12));
    expect([b0, b2]).toEqual([...solveCholesky(cholesky(kept, 2), Float64Array.of(8, 12))]);
    expect(solveCholesky(factor, Float64Array.of(8, 8, 12))[1]).toBe(0);
    const inverse = new Float64Array(9).fill(Number.NaN);
    choleskyInverseInto(inverse, factor.lower, 3);
    const [i0, i1, i2, i3] = invertCholesky(cholesky(kept, 2));
    expect(inverse).toEqual(Float64Array.of(i0!, 0, i1!, 0, 0, 0, i2!, 0, i3!));
  });

  test('refuse a right-hand side of the wrong length', () => {
    expect(() => solveCholesky(cholesky(Float64Array.of(1), 1), new Float64Array(2))).toThrow(
      refused('length_mismatch'),
    );
  });
});
