import type { Cholesky } from './cholesky.js';
import { requireMatrix } from './matrix.js';

// In each of these a column with 0 on the diagonal of L was dropped, and its solution is 0.

/** Solves `L x = b`; x may be b. */
export function forwardSolveInto(x: Float64Array, lower: Float64Array, b: Float64Array, k: number): void {
  for (let i = 0; i < k; i++) {
    const pivot = lower[i * k + i]!;
    let sum = b[i]!;
    for (let m = 0; m < i; m++) sum -= lower[i * k + m]! * x[m]!;
    x[i] = pivot === 0 ? 0 : sum / pivot;
  }
}

/** Solves `L' x = b`; x may be b. */
export function backwardSolveInto(x: Float64Array, lower: Float64Array, b: Float64Array, k: number): void {
  for (let i = k - 1; i >= 0; i--) {
    const pivot = lower[i * k + i]!;
    let sum = b[i]!;
    for (let m = i + 1; m < k; m++) sum -= lower[m * k + i]! * x[m]!;
    x[i] = pivot === 0 ? 0 : sum / pivot;
  }
}

/** Solves `L L' x = b`; x may be b. */
export function choleskySolveInto(x: Float64Array, lower: Float64Array, b: Float64Array, k: number): void {
  forwardSolveInto(x, lower, b, k);
  backwardSolveInto(x, lower, x, k);
}

/**
 * Writes the inverse of `L L'` on the kept columns, with zeros in the rows and columns of dropped ones; `out` is not L.
 */
export function choleskyInverseInto(out: Float64Array, lower: Float64Array, k: number): void {
  // First W, the inverse of L, in the lower triangle; then W'W over it, row by row: row i needs no row of W above it.
  for (let j = 0; j < k; j++) {
    for (let i = j; i < k; i++) {
      const pivot = lower[i * k + i]!;
      let sum = i === j ? 1 : 0;
      for (let m = j; m < i; m++) sum -= lower[i * k + m]! * out[m * k + j]!;
      out[i * k + j] = pivot === 0 ? 0 : sum / pivot;
    }
  }
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let m = i; m < k; m++) sum += out[m * k + i]! * out[m * k + j]!;
      out[i * k + j] = sum;
      out[j * k + i] = sum;
    }
  }
}

/**
 * Solution of `A x = b` from the factor of A; 0 for dropped columns.
 *
 * @throws {@link EfficacyError} `length_mismatch`, `not_finite`
 *
 * @example
 * solveCholesky(cholesky(Float64Array.of(4, 2, 2, 3), 2), Float64Array.of(8, 8)); // [1, 2]
 */
export function solveCholesky(factor: Cholesky, b: Float64Array): Float64Array {
  requireMatrix('solveCholesky', b, factor.k, 1);
  const x = new Float64Array(factor.k);
  choleskySolveInto(x, factor.lower, b, factor.k);
  return x;
}

/** Inverse of A from its factor, k x k; rows and columns of dropped columns are 0. */
export function invertCholesky(factor: Cholesky): Float64Array {
  const inverse = new Float64Array(factor.k ** 2);
  choleskyInverseInto(inverse, factor.lower, factor.k);
  return inverse;
}
