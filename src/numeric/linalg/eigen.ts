import { requireMatrix } from './matrix.js';

/**
 * Eigenvalues in ascending order, and in row i of `vectors` the unit eigenvector of `values[i]`:
 * `A = V' diag(values) V`.
 */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi rotations: slower than other methods on large matrices
 * (200 x 200 takes about 0.3 s) and more accurate on small eigenvalues.
 *
 * @param a - k x k, row-major; only the lower triangle is read
 * @throws {@link EfficacyError} `length_mismatch`, `not_finite`
 *
 * @example
 * symmetricEigen(Float64Array.of(2, 1, 1, 2), 2).values; // [1, 3]
 *
 * @see Golub and Van Loan (2013), Matrix Computations, 4th ed., section 8.5; Demmel and Veselic (1992), SIAM J. Matrix
 * Anal. Appl. 13(4), 1204-1245, for the stopping rule.
 */
export function symmetricEigen(a: Float64Array, k: number): SymmetricEigen {
  requireMatrix('symmetricEigen', a, k, k);
  const values = new Float64Array(k);
  const vectors = new Float64Array(k * k);
  symmetricEigenInto(values, vectors, a.slice(), k);
  const ascending = Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!);
  return {
    values: values.slice().sort(),
    vectors: Float64Array.from(vectors, (_, at) => vectors[ascending[Math.floor(at / k)]! * k + (at % k)]!),
  };
}

/**
 * As {@link symmetricEigen}, into `values` and `vectors` and in no particular order; destroys `a`. No checks, no
 * allocation.
 */
export function symmetricEigenInto(values: Float64Array, vectors: Float64Array, a: Float64Array, k: number): void {
  let largest = 0;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      if (j > i) a[i * k + j] = a[j * k + i]!;
      else if (j < i) largest = Math.max(largest, Math.abs(a[i * k + j]!));
      vectors[i * k + j] = i === j ? 1 : 0;
    }
  }
  // Convergence is quadratic: some 5 to 9 sweeps. The bound only guards the loop.
  let rotated = true;
  for (let sweep = 0; rotated && sweep < 60; sweep++) {
    rotated = false;
    for (let p = 0; p < k; p++) {
      for (let q = p + 1; q < k; q++) {
        const off = Math.abs(a[p * k + q]!);
        const relative = Math.sqrt(Math.abs(a[p * k + p]!)) * Math.sqrt(Math.abs(a[q * k + q]!));
        if (off <= relative * 2 ** -53 || off <= largest * 2 ** -90) continue;
        rotate(vectors, a, k, p, q);
        rotated = true;
      }
    }
  }
  for (let i = 0; i < k; i++) values[i] = a[i * k + i]!;
}

/** The rotation that makes element (p, q) vanish, in `a` from both sides and in the rows of `vectors`. */
function rotate(vectors: Float64Array, a: Float64Array, k: number, p: number, q: number): void {
  const apq = a[p * k + q]!;
  const app = a[p * k + p]!;
  const aqq = a[q * k + q]!;
  const theta = (aqq - app) / 2 / apq;
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  turnRows(a, p * k, q * k, k, c, s);
  turnRows(vectors, p * k, q * k, k, c, s);
  for (let r = 0; r < k; r++) {
    a[r * k + p] = a[p * k + r]!;
    a[r * k + q] = a[q * k + r]!;
  }
  a[p * k + p] = app - t * apq;
  a[q * k + q] = aqq + t * apq;
  a[p * k + q] = 0;
  a[q * k + p] = 0;
}

/** Turns the rows that start at p and q by the angle with cosine c and sine s. */
function turnRows(a: Float64Array, p: number, q: number, k: number, c: number, s: number): void {
  for (const end = p + k; p < end; p++, q++) {
    const x = a[p]!;
    const y = a[q]!;
    a[p] = c * x - s * y;
    a[q] = s * x + c * y;
  }
}
