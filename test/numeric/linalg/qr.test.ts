import { test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { cholesky, leastSquares, qr, solveQr } from '../../../src/numeric/linalg/index.js';
import { distance, identity, largest, multiply, tall, transpose } from './matrices.js';

const refused = (code: string) => expect.objectContaining({ code });
const rounding = 1e-13;

describe('qr', () => {
  property.prop([tall()])("gives A = Q R with Q'Q = I and a staircase R", ({ a, n, k }) => {
    const { q, r, rank, dropped } = qr(a, n, k);
    expect(distance(multiply(transpose(q, n, rank), q, rank, n, rank), identity(rank))).toBeLessThanOrEqual(rounding);
    expect(distance(multiply(q, r, n, rank, k), a)).toBeLessThanOrEqual(rounding);
    const steps = Array.from({ length: k }, (_, j) => j).filter((j) => !dropped.includes(j));
    steps.forEach((column, i) => {
      expect(r.subarray(i * k, i * k + column).every((x) => x === 0)).toBe(true);
      expect(r[i * k + column]).not.toBe(0);
    });
  });

  test('drops columns of zeros and the later of equal columns', () => {
    const rows = [
      [1, 0, 2, 1, 3],
      [1, 0, 5, 1, 6],
      [1, 0, 7, 1, 8],
      [1, 0, 1, 1, 2],
      [1, 0, 4, 1, 5],
    ];
    const { rank, dropped } = qr(Float64Array.from(rows.flat()), 5, 5);
    expect(dropped).toEqual([1, 3, 4]);
    expect(rank).toBe(2);
  });

  // x and z have mean 0, length 1 and right angles, so that r x + √(1 - r²) z has correlation r with x and leaves 1 - r² of
  // its square. Cross-products tell that down to 1e-11, reflections to 1e-20 (1e-10 of the length), double-double to 1e-22.
  test.each([
    [1e-6, false, false],
    [1e-9, false, false],
    [1e-10, false, false],
    [1e-12, true, false],
    [1e-13, true, false],
    [1e-15, true, false],
  ])(
    'a correlation of 1 - %d: dropped by cholesky %s, by qr %s, and always the later one',
    (gap, crossed, reflected) => {
      const x = [1, -1, 1, -1, 1, -1, 1, -1].map((one) => one / Math.sqrt(8));
      const z = [1, 1, -1, -1, 1, 1, -1, -1].map((one) => one / Math.sqrt(8));
      const leaving = Math.sqrt(gap * (2 - gap));
      const near = x.map((one, i) => (1 - gap) * one + leaving * z[i]!);
      const other = [1, 2, 0, 5, -3, 1, 1, 7];
      for (const pair of [
        [x, near],
        [near, x],
      ]) {
        const columns = [pair[0]!, other, pair[1]!];
        const a = Float64Array.from(x.flatMap((_, i) => columns.map((column) => column[i]!)));
        expect(qr(a, 8, 3).dropped).toEqual(reflected ? [2] : []);
        expect(cholesky(multiply(transpose(a, 8, 3), a, 3, 8, 3), 3).dropped).toEqual(crossed ? [2] : []);
        const y = x.map((one, i) => 2 + 3 * one + other[i]!);
        const planted = pair[0] === x ? [2, 3, 1, 0] : [2, 0, 1, 3];
        leastSquares(columns, y).coefficients.forEach((b, j) => {
          expect(Math.abs(b - planted[j]!)).toBeLessThanOrEqual((8 * Number.EPSILON) / leaving);
        });
        expect(qr(Float64Array.from(x.flatMap((one, i) => [one, other[i]!, one * 3])), 8, 3).dropped).toEqual([2]);
        expect(() => leastSquares([x, other, x.map((one) => one * 3)], y)).toThrow(
          expect.objectContaining({ code: 'collinear', detail: expect.objectContaining({ column: 2 }) }),
        );
      }
    },
  );

  test('of no columns is empty', () => {
    expect(qr(new Float64Array(0), 3, 0)).toMatchObject({ rank: 0, dropped: [] });
  });

  test('refuses fewer rows than columns, the wrong size, numbers that are not finite', () => {
    expect(() => qr(new Float64Array(2), 1, 2)).toThrow(refused('too_few_observations'));
    expect(() => qr(new Float64Array(5), 3, 2)).toThrow(refused('length_mismatch'));
    expect(() => qr(Float64Array.of(1, Number.NaN), 2, 1)).toThrow(refused('not_finite'));
  });
});

describe('solveQr', () => {
  property.prop([tall()])('leaves residuals at right angles to every column', ({ a, n, k }) => {
    const y = Float64Array.from({ length: n }, (_, i) => ((i * 37) % 11) - 5);
    const b = solveQr(qr(a, n, k), y).map((x) => (Number.isNaN(x) ? 0 : x));
    const fitted = multiply(a, b, n, k, 1);
    const angles = multiply(
      transpose(a, n, k),
      y.map((yi, i) => yi - fitted[i]!),
      k,
      n,
      1,
    );
    const scale = n * (largest(a) || 1) * Math.max(largest(y), largest(fitted), largest(a) * largest(b));
    expect(largest(angles)).toBeLessThanOrEqual(rounding * Math.max(scale, 1));
  });

  test('finds planted coefficients, and NaN for a dropped column', () => {
    const x = [1, 2, 4, 7, 11];
    const a = Float64Array.from(x.flatMap((xi) => [1, xi, 3 * xi]));
    const b = solveQr(
      qr(a, 5, 3),
      Float64Array.from(x, (xi) => 2 - 0.5 * xi),
    );
    expect(distance(b.subarray(0, 2), Float64Array.of(2, -0.5))).toBeLessThanOrEqual(rounding);
    expect(b[2]).toBeNaN();
  });

  test('refuses as many values as there are not rows', () => {
    expect(() => solveQr(qr(Float64Array.of(1, 2), 2, 1), new Float64Array(3))).toThrow(refused('length_mismatch'));
  });
});
