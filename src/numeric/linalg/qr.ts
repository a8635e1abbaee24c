import { need } from '../../support/need.js';
import { floor, zeros } from '../math.js';
import { reflect, triangularize } from './householder.js';
import { needMatrix, needTolerance } from './matrix.js';

/** `A = Q R` with orthonormal columns in Q. */
export interface Qr {
  /** Rows of the matrix. */
  readonly n: number;
  /** Its columns. */
  readonly k: number;
  /** n x rank, row-major. */
  readonly q: Float64Array;
  /** rank x k, row-major: a step of a staircase for each kept column. */
  readonly r: Float64Array;
  /** How many columns are kept. */
  readonly rank: number;
  /** Columns that are linear combinations of earlier kept ones, in ascending order. */
  readonly dropped: readonly number[];
}

/** Settings of {@link qr}. */
export interface QrOptions {
  /**
   * A column is dropped when what earlier columns leave of its length is at most this share of it.
   * @defaultValue `1e-10`
   */
  readonly tolerance?: number;
}

/**
 * QR factors of a matrix, by Householder reflections. Columns are taken in their order, so that of a collinear set the
 * last is dropped; its part of R says how it follows from the kept ones.
 *
 * @param a - n x k, row-major, n at least k; sizes between 1e-140 and 1e150
 * @throws {@link EfficacyError} `length_mismatch`, `not_finite`, `too_few_observations` when n is below k,
 * `invalid_argument` for a tolerance that is not from 0 to 1
 *
 * @see Golub and Van Loan (2013), Matrix Computations, 4th ed., sections 5.1 and 5.2.
 */
export function qr(a: Float64Array, n: number, k: number, options: QrOptions = {}): Qr {
  const { tolerance = 1e-10 } = options;
  needMatrix('qr', a, n, k);
  needTolerance('qr', tolerance);
  need(n >= k, 'too_few_observations', 'qr', 'at least as many rows as columns', `${n} x ${k}`);
  const work = zeros(n * k); // column-major
  for (let at = 0; at < n * k; at++) work[(at % k) * n + floor(at / k)] = a[at]!;
  const { kept, reflectors } = triangularize(work, n, k, tolerance);
  const rank = kept.length;
  const q = zeros(n * rank);
  const r = zeros(rank * k);
  const unit = zeros(n);
  for (let i = 0; i < rank; i++) {
    for (let j = kept[i]!; j < k; j++) r[i * k + j] = work[j * n + i]!;
    unit.fill(0)[i] = 1;
    for (let m = i; m >= 0; m--) reflect(unit, m, reflectors, m * n + m, n - m);
    for (let row = 0; row < n; row++) q[row * rank + i] = unit[row]!;
  }
  const dropped = Array.from({ length: k }, (_, j) => j).filter((j) => !kept.includes(j));
  return { n, k, q, r, rank, dropped };
}

/**
 * Coefficients b that make `|y - A b|` least, in double precision; {@link leastSquares} works in double-double.
 *
 * @param factor - the QR factors of A
 * @param y - n values
 * @returns one coefficient for each column of A; NaN for a dropped one
 * @throws {@link EfficacyError} `length_mismatch`, `not_finite`
 */
export function solveQr(factor: Qr, y: Float64Array): Float64Array {
  const { n, k, q, r, rank, dropped } = factor;
  needMatrix('solveQr', y, n, 1);
  const b = zeros(k);
  let i = rank - 1;
  for (let column = k - 1; column >= 0; column--) {
    if (dropped.includes(column)) continue;
    let sum = 0;
    for (let row = 0; row < n; row++) sum += q[row * rank + i]! * y[row]!;
    for (let j = column + 1; j < k; j++) sum -= r[i * k + j]! * b[j]!;
    b[column] = sum / r[i-- * k + column]!;
  }
  for (const column of dropped) b[column] = Number.NaN;
  return b;
}
