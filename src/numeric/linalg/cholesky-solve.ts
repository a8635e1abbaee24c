import { zeros } from '../math.js';
import type { Cholesky } from './cholesky.js';
import { needMatrix } from './matrix.js';
import { backwardSolveInto, forwardSolveInto } from './triangular-solve.js';

/** Solves `L L' x = b`, 0 for dropped columns; x may be b. */
export function choleskySolveInto(x: Float64Array, lower: Float64Array, b: Float64Array, k: number): void {
  forwardSolveInto(x, lower, b, k);
  backwardSolveInto(x, lower, x, k);
}

/**
 * Writes the inverse of `L L'` on the kept columns, with zeros in the rows and columns of dropped ones; `out` is not L.
 */
export function choleskyInverseInto(out: Float64Array, lower: Float64Array, k: number): void {
  // First W, the inverse of L, in the lower triangle; then W'W over it, row by row: row i needs no row of W above it.
  for (let i = 0; i < k; i++) {
    const pivot = lower[i * k + i]!;
    for (let j = 0; j <= i; j++) {
      let sum = i === j ? 1 : 0;
      for (let m = j; m < i; m++) sum -= lower[i * k + m]! * out[m * k + j]!;
      out[i * k + j] = pivot === 0 ? 0 : sum / pivot;
    }
  }
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let m = i; m < k; m++) sum += out[m * k + i]! * out[m * k + j]!;
      out[i * k + j] = out[j * k + i] = sum;
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
  needMatrix('solveCholesky', b, factor.k, 1);
  const x = zeros(factor.k);
  choleskySolveInto(x, factor.lower, b, factor.k);
  return x;
}

/** Inverse of A from its factor, k x k; rows and columns of dropped columns are 0. */
export function invertCholesky(factor: Cholesky): Float64Array {
  const inverse = zeros(factor.k ** 2);
  choleskyInverseInto(inverse, factor.lower, factor.k);
  return inverse;
}
