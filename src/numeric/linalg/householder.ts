import { abs, sqrt, zeros } from '../math.js';

/** What {@link triangularize} did. */
export interface Reflected {
  /** Columns of which the earlier ones leave something, in ascending order; row i of the staircase begins in the i-th. */
  readonly kept: readonly number[];
  /**
   * Column i holds, from row i, the v of the reflection `I - v v'` that acts on the rows from there; columns as long as those
   * that were turned.
   */
  readonly reflectors: Float64Array;
}

/**
 * Turns the columns of a matrix into an upper staircase by Householder reflections, in place; further columns go along. Its
 * loops allocate nothing.
 *
 * @param a - column-major, with columns of length `rows`
 * @param rows - at least `columns`
 * @param columns - columns to be turned
 * @param tolerance - a column is passed over when what is left of its length is at most this share of it
 * @see Golub & Van Loan (2013), Matrix Computations, 4th ed., algorithm 5.2.1.
 */
export function triangularize(a: Float64Array, rows: number, columns: number, tolerance = 0): Reflected {
  const kept: number[] = [];
  const reflectors = zeros(rows * columns);
  for (let column = 0; column < columns; column++) {
    const top = kept.length;
    const start = column * rows;
    const end = start + rows;
    const left = norm(a, start + top, end);
    if (!(left > tolerance * norm(a, start, end))) continue;
    const head = a[start + top]! / left;
    const away = head < 0 ? -left : left; // from 0, so that nothing cancels
    a[start + top]! += away;
    const scale = left * sqrt(1 + abs(head));
    const v = top * rows + top;
    for (let i = top; i < rows; i++) reflectors[top * rows + i] = a[start + i]! / scale;
    for (let other = end; other < a.length; other += rows) reflect(a, other + top, reflectors, v, rows - top);
    a.fill(0, start + top, end);
    a[start + top] = -away;
    kept.push(column);
  }
  return { kept, reflectors };
}

/** Applies `I - v v'`, for the v of so many numbers that begins at `from`, to the numbers from `at`. */
export function reflect(a: Float64Array, at: number, v: Float64Array, from: number, length: number): void {
  let dot = 0;
  for (let i = 0; i < length; i++) dot += v[from + i]! * a[at + i]!;
  for (let i = 0; i < length; i++) a[at + i]! -= dot * v[from + i]!;
}

/** Euclidean length of the numbers from one index up to another. */
export function norm(x: Float64Array, from = 0, to: number = x.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += x[i]! * x[i]!;
  return sqrt(sum);
}
