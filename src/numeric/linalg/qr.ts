import { EfficacyError } from '../../support/errors.js';
import { requireMatrix } from './matrix.js';

/** `A = Q R` with orthonormal columns in Q. */
export interface Qr {
  /** n x rank, row-major. */
  readonly q: Float64Array;
  /** rank x k, row-major: a step of the staircase for each kept column. */
  readonly r: Float64Array;
  readonly rank: number;
  /** Columns that are linear combinations of earlier kept ones, in ascending order. */
  readonly dropped: readonly number[];
}

export interface QrOptions {
  /**
   * A column is dropped when what earlier columns leave of its length is at most this share of it.
   * @defaultValue `1e-10`
   */
  readonly tolerance?: number;
}

/**
 * QR factors of a matrix, by Householder reflections. Columns are taken in their order, so that of a collinear set the last
 * is dropped; its part of R says how it follows from the kept ones.
 *
 * @param a - n x k, row-major, n at least k
 * @throws {@link EfficacyError} `length_mismatch`, `not_finite`, `too_few_observations` when n is below k
 *
 * @see Golub and Van Loan (2013), Matrix Computations, 4th ed., sections 5.1 and 5.2.
 */
export function qr(a: Float64Array, n: number, k: number, options: QrOptions = {}): Qr {
  requireTall('qr', a, n, k);
  const work = a.slice();
  const { kept, dropped } = reflect(work, n, k, k, options.tolerance);
  const rank = kept.length;
  const r = new Float64Array(rank * k);
  const q = new Float64Array(n * rank);
  for (let i = 0; i < rank; i++) {
    q[i * rank + i] = 1;
    for (let j = kept[i]!.column; j < k; j++) r[i * k + j] = work[i * k + j]!;
  }
  for (let i = rank - 1; i >= 0; i--) applyReflection(kept[i]!.reflector, q, i, n, rank, i);
  return { q, r, rank, dropped };
}

/** What {@link qrLeastSquares} found. */
export interface QrLeastSquares {
  /** One for each column of A; NaN for a dropped one. */
  readonly coefficients: Float64Array;
  readonly residualSumOfSquares: number;
  readonly rank: number;
  readonly dropped: readonly number[];
}

/**
 * Coefficients b that make `|y - A b|` least, by QR in double precision: for many rows and moderately related columns.
 * {@link leastSquares} works in double-double.
 *
 * @param a - n x k, row-major, n at least k
 * @param y - n values
 * @throws {@link EfficacyError} `length_mismatch`, `not_finite`, `too_few_observations` when n is below k
 */
export function qrLeastSquares(
  a: Float64Array,
  n: number,
  k: number,
  y: Float64Array,
  options: QrOptions = {},
): QrLeastSquares {
  requireTall('qrLeastSquares', a, n, k);
  requireMatrix('qrLeastSquares', y, n, 1);
  // y rides along as one more column, and what is left of it below the staircase is the residual.
  const width = k + 1;
  const work = new Float64Array(n * width);
  for (let i = 0; i < n; i++) {
    work.set(a.subarray(i * k, i * k + k), i * width);
    work[i * width + k] = y[i]!;
  }
  const { kept, dropped } = reflect(work, n, k, width, options.tolerance);
  const coefficients = new Float64Array(k).fill(Number.NaN);
  for (let i = kept.length - 1; i >= 0; i--) {
    let sum = work[i * width + k]!;
    for (let m = i + 1; m < kept.length; m++)
      sum -= work[i * width + kept[m]!.column]! * coefficients[kept[m]!.column]!;
    coefficients[kept[i]!.column] = sum / work[i * width + kept[i]!.column]!;
  }
  let residualSumOfSquares = 0;
  for (let i = kept.length; i < n; i++) residualSumOfSquares += work[i * width + k]! ** 2;
  return { coefficients, residualSumOfSquares, rank: kept.length, dropped };
}

interface Reflection {
  /** The column it cleared. */
  readonly column: number;
  /** v of `I - v v'`, for the rows from the step of the staircase down. */
  readonly reflector: Float64Array;
}

/** Turns the first k columns of an n x width matrix into a staircase, and the other columns with them. */
function reflect(
  work: Float64Array,
  n: number,
  k: number,
  width: number,
  tolerance = 1e-10,
): { kept: Reflection[]; dropped: number[] } {
  const kept: Reflection[] = [];
  const dropped: number[] = [];
  for (let column = 0; column < k; column++) {
    const top = kept.length;
    const whole = columnLength(work, 0, n, width, column);
    const left = columnLength(work, top, n, width, column);
    if (!(left > tolerance * whole)) {
      dropped.push(column);
      continue;
    }
    const reflector = new Float64Array(n - top);
    for (let i = top; i < n; i++) reflector[i - top] = work[i * width + column]! / left;
    // v = (x / |x| + sign e1) scaled so that |v|^2 = 2; the sign avoids cancellation.
    const head = reflector[0]!;
    const scale = Math.sqrt(1 + Math.abs(head));
    reflector[0] = head + (head < 0 ? -1 : 1);
    for (let i = 0; i < reflector.length; i++) reflector[i]! /= scale;
    applyReflection(reflector, work, top, n, width, column);
    kept.push({ column, reflector });
  }
  return { kept, dropped };
}

/** Applies `I - v v'` to the rows from `top` and the columns from `first`. */
function applyReflection(v: Float64Array, a: Float64Array, top: number, n: number, width: number, first: number): void {
  for (let j = first; j < width; j++) {
    let sum = 0;
    for (let i = top; i < n; i++) sum += v[i - top]! * a[i * width + j]!;
    for (let i = top; i < n; i++) a[i * width + j]! -= sum * v[i - top]!;
  }
}

function columnLength(a: Float64Array, top: number, n: number, width: number, column: number): number {
  let largest = 0;
  for (let i = top; i < n; i++) largest = Math.max(largest, Math.abs(a[i * width + column]!));
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = top; i < n; i++) sum += (a[i * width + column]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}

function requireTall(name: string, a: Float64Array, n: number, k: number): void {
  requireMatrix(name, a, n, k);
  if (n >= k) return;
  throw new EfficacyError('too_few_observations', `${name} needs at least as many rows as columns, got ${n} x ${k}`, {
    rows: n,
    columns: k,
  });
}
