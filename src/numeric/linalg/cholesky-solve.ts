import type { Cholesky } from './cholesky.js';
import { needMatrix } from './matrix.js';
import { backwardSolveInto, forwardSolveInto } from './triangular-solve.js';

/** Solves `L L' x = b`, 0 for dropped columns; x, which may be b, starts at `at`. */
export function choleskySolveInto(x: Float64Array, lower: Float64Array, b: Float64Array, k: number, at = 0): void {
  forwardSolveInto(x, lower, b, k, k, at);
  backwardSolveInto(x, lower, x, k, k, at);
}

/**
 * Writes the inverse of `L L'` on the kept columns, with zeros in the rows and columns of dropped ones; `out` is not L.
 */
export function choleskyInverseInto(out: Float64Array, lower: Float64Array, k: number): void {
  out.fill(0);
  for (let j = 0; j < k; j++) {
    out[j * k + j] = 1;
    choleskySolveInto(out, lower, out, k, j * k);
    for (let i = 0; i < j; i++) out[i * k + j] = out[j * k + i]!; // or rounding would make it unsymmetric
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
