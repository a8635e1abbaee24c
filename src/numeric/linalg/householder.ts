import { abs, sqrt } from '../math.js';
/** What {@link triangularize} did. */
export interface Reflected {
  /** Columns of which the earlier ones leave something, in ascending order; row i of the staircase begins in the i-th. */
  readonly kept: readonly number[];
  /** The i-th is v of the reflection `I - v v'` that acts on the rows from i. */
  readonly reflectors: readonly Float64Array[];
}

/**
 * Turns the columns of a matrix into an upper staircase by Householder reflections, in place; further columns go along.
 *
 * @param a - column-major, with columns of length `rows`
 * @param rows - at least `columns`
 * @param columns - columns to be turned
 * @param tolerance - a column is passed over when what is left of its length is at most this share of it
 * @see Golub & Van Loan (2013), Matrix Computations, 4th ed., algorithm 5.2.1.
 */
export function triangularize(a: Float64Array, rows: number, columns: number, tolerance = 0): Reflected {
  const kept: number[] = [];
  const reflectors: Float64Array[] = [];
  for (let column = 0; column < columns; column++) {
    const top = kept.length;
    const start = column * rows;
    const end = start + rows;
    const v = a.slice(start + top, end);
    const left = norm(v);
    if (!(left > tolerance * norm(a.subarray(start, end)))) continue;
    const head = v[0]! / left;
    const away = head < 0 ? -left : left; // from 0, so that nothing cancels
    v[0]! += away;
    const scale = left * sqrt(1 + abs(head));
    for (let i = 0; i < v.length; i++) v[i]! /= scale;
    for (let other = end; other < a.length; other += rows) reflect(a, v, other + top);
    a.fill(0, start + top, end);
    a[start + top] = -away;
    kept.push(column);
    reflectors.push(v);
  }
  return { kept, reflectors };
}

/** Applies `I - v v'` to the numbers from `at`. */
export function reflect(a: Float64Array, v: Float64Array, at: number): void {
  let dot = 0;
  for (let i = 0; i < v.length; i++) dot += v[i]! * a[at + i]!;
  for (let i = 0; i < v.length; i++) a[at + i]! -= dot * v[i]!;
}

/** Euclidean length. */
export function norm(x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * x[i]!;
  return sqrt(sum);
}
