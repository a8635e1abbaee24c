import { need } from '../../support/need.js';
import { abs, max, sqrt, zeros } from '../math.js';
import { needMatrix, needTolerance } from './matrix.js';
import { forwardSolveInto } from './triangular-solve.js';

/** The factor of a symmetric matrix, `A = L L'`, and which of its columns say something new. */
export interface Cholesky {
  /** Rows and columns of the matrix. */
  readonly k: number;
  /** L, row-major with zeros above the diagonal; the diagonal is 0 for a dropped column. */
  readonly lower: Float64Array;
  /** How many columns are kept. */
  readonly rank: number;
  /** Columns that are linear combinations of earlier kept ones, in ascending order. */
  readonly dropped: readonly number[];
}

/** Settings of {@link cholesky}. */
export interface CholeskyOptions {
  /**
   * A column is dropped when what earlier columns leave of its diagonal element is at most this share of it; for
   * cross-products of centred columns, when its `1 - R^2` given the earlier ones is.
   * @defaultValue `1e-11`: cross-products summed in doubles hold no information below that
   */
  readonly tolerance?: number;
}

const defaultTolerance = 1e-11;

/**
 * Cholesky factor of a symmetric positive semidefinite matrix. Columns are taken in their order, so that of a collinear
 * set the last is dropped: `A = L L'` holds for all columns, and solutions give a dropped one 0.
 *
 * @param a - k x k, row-major; only the lower triangle is read
 * @throws {@link EfficacyError} `length_mismatch`, `not_finite`, `invalid_argument` for a tolerance that is not from 0 to 1, and
 * `out_of_domain` for a matrix with a negative eigenvalue
 *
 * @example
 * cholesky(Float64Array.of(4, 2, 2, 1), 2).dropped; // [1]
 *
 * @see Golub and Van Loan (2013), Matrix Computations, 4th ed., sections 4.2.5 and 4.2.8.
 */
export function cholesky(a: Float64Array, k: number, options: CholeskyOptions = {}): Cholesky {
  const { tolerance = defaultTolerance } = options;
  needMatrix('cholesky', a, k, k);
  needTolerance('cholesky', tolerance);
  const lower = zeros(k * k);
  const rank = choleskyInto(lower, a, k, tolerance);
  const dropped: number[] = [];
  for (let j = 0; j < k; j++) {
    if (lower[j * k + j]! > 0) continue;
    dropped.push(j);
    needNothingLeft(lower, a, k, j, max(tolerance, defaultTolerance));
  }
  return { k, lower, rank, dropped };
}

/**
 * Writes L and returns the rank; see {@link cholesky}. L may be written over A.
 */
export function choleskyInto(lower: Float64Array, a: Float64Array, k: number, tolerance: number): number {
  let rank = 0;
  for (let i = 0; i < k; i++) {
    const row = i * k;
    const diagonal = a[row + i]!;
    forwardSolveInto(lower, lower, a, i, k, row);
    let left = diagonal;
    for (let m = 0; m < i; m++) left -= lower[row + m]! * lower[row + m]!;
    const kept = left > tolerance * diagonal;
    lower[row + i] = kept ? sqrt(left) : 0;
    if (kept) rank++;
    lower.fill(0, row + i + 1, row + k);
  }
  return rank;
}

/**
 * Refuses a matrix in which a dropped column leaves more than the tolerance lets a positive semidefinite one leave: a
 * negative diagonal, or something beside it.
 */
function needNothingLeft(lower: Float64Array, a: Float64Array, k: number, j: number, tolerance: number): void {
  for (let i = j; i < k; i++) {
    const size = sqrt(abs(a[i * k + i]! * a[j * k + j]!));
    let left = a[i * k + j]!;
    for (let m = 0; m < j; m++) left -= lower[i * k + m]! * lower[j * k + m]!;
    const fine = i === j ? left >= -tolerance * size : abs(left) <= 2 * sqrt(tolerance) * size;
    need(
      fine,
      'out_of_domain',
      'cholesky',
      'a matrix without negative eigenvalues',
      `${left} left in row ${i}, column ${j}`,
    );
  }
}
