import { test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  inverseSquareRoot,
  spectralFunction,
  symmetricEigen,
  symmetricEigenInto,
} from '../../../src/numeric/linalg/index.js';
import { relativeError } from '../../tolerances.js';
import { distance, identity, multiply, positiveDefinite, symmetric, transpose } from './matrices.js';

const refused = (code: string) => expect.objectContaining({ code });
const rounding = 1e-13;

describe('symmetricEigen', () => {
  test('of nothing is empty, of one number that number', () => {
    expect(symmetricEigen(new Float64Array(0), 0).values).toHaveLength(0);
    expect(symmetricEigen(Float64Array.of(-7), 1)).toEqual({
      values: Float64Array.of(-7),
      vectors: Float64Array.of(1),
    });
  });

  property.prop([symmetric])('gives back the matrix, with orthonormal vectors in ascending order', ({ a, k }) => {
    const { values, vectors } = symmetricEigen(a, k);
    expect([...values]).toEqual([...values].sort((x, y) => x - y));
    expect(distance(multiply(vectors, transpose(vectors, k, k), k, k, k), identity(k))).toBeLessThanOrEqual(rounding);
    const scaled = vectors.map((x, at) => x * values[Math.floor(at / k)]!);
    expect(distance(multiply(transpose(vectors, k, k), scaled, k, k, k), a)).toBeLessThanOrEqual(rounding);
  });

  test('knows the eigenvalues of the second-difference matrix, 4 sin^2(j pi / (2 k + 2)), for 100 columns', () => {
    const k = 100;
    const a = Float64Array.from({ length: k * k }, (_, at) => {
      const gap = Math.abs(Math.floor(at / k) - (at % k));
      return gap === 0 ? 2 : gap === 1 ? -1 : 0;
    });
    symmetricEigen(a, k).values.forEach((value, j) => {
      expect(relativeError(value, 4 * Math.sin(((j + 1) * Math.PI) / (2 * k + 2)) ** 2)).toBeLessThanOrEqual(1e-11);
    });
  });

  test('keeps the digits of small eigenvalues of a badly scaled matrix', () => {
    // D H D with H = [[1, .5], [.5, 1]] and D = diag(1, 1e-10): eigenvalues from the characteristic polynomial,
    // (t +- sqrt(t^2 - 4 d)) / 2 with trace t = 1 + 1e-20 and determinant d = .75e-20; the small one is d / the large
    // one.
    const { values } = symmetricEigen(Float64Array.of(1, 0.5e-10, 0.5e-10, 1e-20), 2);
    expect(relativeError(values[0]!, 0.75e-20)).toBeLessThanOrEqual(1e-15);
    expect(relativeError(values[1]!, 1)).toBeLessThanOrEqual(1e-15);
  });

  test('keeps them beside large elements as well', () => {
    // D H D, H with 1 on and .5 off the diagonal, D = diag(1, 1, 1e-17): eigenvalues 1.5, .5 and det H / det of its
    // leading 2 x 2 part = .5 / .75 times 1e-34, each right to 1e-33 of itself.
    const { values } = symmetricEigen(Float64Array.of(1, 0.5, 0.5e-17, 0.5, 1, 0.5e-17, 0.5e-17, 0.5e-17, 1e-34), 3);
    [(2 / 3) * 1e-34, 0.5, 1.5].forEach((exact, i) => {
      expect(relativeError(values[i]!, exact)).toBeLessThanOrEqual(1e-15);
    });
  });

  test('finds equal eigenvalues, zeros and numbers near the ends of the range', () => {
    expect([...symmetricEigen(identity(4), 4).values]).toEqual([1, 1, 1, 1]);
    expect([...symmetricEigen(new Float64Array(9), 3).values]).toEqual([0, 0, 0]);
    const ones = symmetricEigen(new Float64Array(9).fill(1), 3).values;
    expect(Math.abs(ones[0]!)).toBeLessThanOrEqual(1e-15);
    expect(relativeError(ones[2]!, 3)).toBeLessThanOrEqual(1e-15);
    for (const scale of [1e-150, 1e150]) {
      const { values } = symmetricEigen(
        Float64Array.of(2, 1, 1, 2).map((x) => x * scale),
        2,
      );
      expect(relativeError(values[0]!, scale)).toBeLessThanOrEqual(1e-15);
      expect(relativeError(values[1]!, 3 * scale)).toBeLessThanOrEqual(1e-15);
    }
  });

  property.prop([symmetric])('reads the lower triangle only; the version without allocation agrees', ({ a, k }) => {
    const { values } = symmetricEigen(a, k);
    const half = a.map((x, at) => (at % k > Math.floor(at / k) ? 1e9 : x));
    expect(symmetricEigen(half, k).values).toEqual(values);
    const unsorted = new Float64Array(k);
    symmetricEigenInto(unsorted, new Float64Array(k * k), half, k);
    expect(unsorted.sort()).toEqual(values);
  });

  test('refuses the wrong size, and numbers that are not finite', () => {
    expect(() => symmetricEigen(new Float64Array(3), 2)).toThrow(refused('length_mismatch'));
    expect(() => symmetricEigen(Float64Array.of(Number.NaN), 1)).toThrow(refused('not_finite'));
  });
});

describe('functions of a matrix', () => {
  property.prop([positiveDefinite])('the inverse square root squared times A is the identity', ({ a, k }) => {
    const root = inverseSquareRoot(a, k);
    const square = multiply(root, root, k, k, k);
    expect(distance(multiply(square, a, k, k, k), identity(k))).toBeLessThanOrEqual(1e-9);
    expect(transpose(root, k, k)).toEqual(root);
  });

  test('the inverse square root of a singular matrix is that of its Moore-Penrose inverse', () => {
    // v v' with |v|^2 = 25 has the inverse square root v v' / 125.
    const expected = Float64Array.of(9, 12, 12, 16).map((x) => x / 125);
    expect(distance(inverseSquareRoot(Float64Array.of(9, 12, 12, 16), 2), expected)).toBeLessThanOrEqual(rounding);
    expect(inverseSquareRoot(new Float64Array(4), 2)).toEqual(new Float64Array(4));
  });

  property.prop([symmetric])('the square by eigenvalues is the square by multiplication', ({ a, k }) => {
    const square = spectralFunction(a, k, (x) => x * x);
    expect(distance(square, multiply(a, a, k, k, k))).toBeLessThanOrEqual(rounding);
  });

  test('refuse a negative eigenvalue where there must be none, and values that are not finite', () => {
    expect(() => inverseSquareRoot(Float64Array.of(1, 2, 2, 1), 2)).toThrow(refused('out_of_domain'));
    expect(() => spectralFunction(new Float64Array(1), 1, (x) => 1 / x)).toThrow(refused('not_finite'));
  });
});
