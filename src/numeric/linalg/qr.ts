import { EfficacyError } from '../../support/errors.js';
import { requireMatrix } from './matrix.js';

/** `A = Q R` with orthonormal columns in Q. */
export interface Qr {
  readonly n: number;
  readonly k: number;
  /** n x rank, row-major. */
  readonly q: Float64Array;
  /** rank x k, row-major: a step of a staircase for each kept column. */
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
 * QR factors of a matrix, by Householder reflections. Columns are taken in their order, so that of a collinear set the
 * last is dropped; its part of R says how it follows from the kept ones.
 *
 * @param a - n x k, row-major, n at least k; sizes between 1e-140 and 1e150
 * @throws {@link EfficacyError} `length_mismatch`, `not_finite`, `too_few_observations` when n is below k
 *
 * @see Golub and Van Loan (2013), Matrix Computations, 4th ed., sections 5.1 and 5.2.
 */
export function qr(a: Float64Array, n: number, k: number, options: QrOptions = {}): Qr {
  const { tolerance = 1e-10 } = options;
  requireMatrix('qr', a, n, k);
  if (n < k) {
    const detail = { rows: n, columns: k };
    throw new EfficacyError(
      'too_few_observations',
      `qr needs at least as many rows as columns, got ${n} x ${k}`,
      detail,
    );
  }
  const work = a.slice();
  const reflectors: Float64Array[] = [];
  const kept: number[] = [];
  const dropped: number[] = [];
  for (let column = 0; column < k; column++) {
    const top = kept.length;
    const left = columnLength(work, top, n, k, column);
    if (left > tolerance * columnLength(a, 0, n, k, column)) {
      const v = reflectorOf(work, top, n, k, column, left);
      reflect(work, v, top, n, k, column);
      reflectors.push(v);
      kept.push(column);
    } else dropped.push(column);
  }
  const rank = kept.length;
  const q = new Float64Array(n * rank);
  const r = new Float64Array(rank * k);
  for (let i = rank - 1; i >= 0; i--) {
    r.set(work.subarray(i * k + kept[i]!, i * k + k), i * k + kept[i]!);
    q[i * rank + i] = 1;
    reflect(q, reflectors[i]!, i, n, rank, i);
  }
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
  requireMatrix('solveQr', y, n, 1);
  const b = new Float64Array(k);
  let i = rank - 1;
  for (let column = k - 1; column >= 0; column--) {
    if (dropped.includes(column)) continue;
    let sum = 0;
    for (let row = 0; row < n; row++) sum += q[row * rank + i]! * y[row]!;
    for (let j = column + 1; j < k; j++) sum -= r[i * k + j]! * b[j]!;
    b[column] = sum / r[i * k + column]!;
    i--;
  }
  for (const column of dropped) b[column] = Number.NaN;
  return b;
}

/**
 * v of the reflection `I - v v'` that turns a column, from row `top` down, into a multiple of the first unit vector.
 */
function reflectorOf(a: Float64Array, top: number, n: number, k: number, column: number, length: number): Float64Array {
  const v = new Float64Array(n - top);
  for (let i = top; i < n; i++) v[i - top] = a[i * k + column]! / length;
  const head = v[0]!;
  v[0] = head + (head < 0 ? -1 : 1); // away from 0, so that nothing cancels
  const scale = Math.sqrt(1 + Math.abs(head));
  return v.map((x) => x / scale);
}

/** Applies `I - v v'` to the rows from `top` and the columns from `first` of a matrix of `width` columns. */
function reflect(a: Float64Array, v: Float64Array, top: number, n: number, width: number, first: number): void {
  for (let j = first; j < width; j++) {
    let sum = 0;
    for (let i = top; i < n; i++) sum += v[i - top]! * a[i * width + j]!;
    for (let i = top; i < n; i++) a[i * width + j]! -= sum * v[i - top]!;
  }
}

function columnLength(a: Float64Array, top: number, n: number, k: number, column: number): number {
  let sum = 0;
  for (let i = top; i < n; i++) sum += a[i * k + column]! ** 2;
  return Math.sqrt(sum);
}
