import { need } from '../../support/need.js';
import { finite, floor, whole } from '../math.js';

// Matrices are row-major: element (i, j) of a matrix with c columns is a[i c + j]. What ends in `Into` neither checks
// nor allocates, and writes to its first argument.

/** `out = A B`, for A of rows x inner and B of inner x columns; `out` is neither of them. */
export function multiplyInto(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let m = 0; m < inner; m++) sum += a[i * inner + m]! * b[m * columns + j]!;
      out[i * columns + j] = sum;
    }
  }
}

/** `out = A x`, for A of rows x columns; `out` is not x. */
export function timesVectorInto(
  out: Float64Array,
  a: Float64Array,
  x: Float64Array,
  rows: number,
  columns: number,
): void {
  multiplyInto(out, a, x, rows, columns, 1);
}

/** `x' A y`, for A of k x k. */
export function bilinear(x: Float64Array, a: Float64Array, y: Float64Array, k: number): number {
  let total = 0;
  for (let i = 0; i < k; i++) {
    let sum = 0;
    for (let j = 0; j < k; j++) sum += a[i * k + j]! * y[j]!;
    total += x[i]! * sum;
  }
  return total;
}

/** Refuses a matrix of the wrong size or with NaN or infinities in it. */
export function needMatrix(name: string, a: Float64Array, rows: number, columns: number): void {
  const right = whole(rows) && whole(columns) && rows >= 0 && a.length === rows * columns;
  if (right && a.every(finite)) return;
  need(right, 'length_mismatch', name, `a matrix of ${rows} x ${columns}`, `${a.length} numbers`);
  const at = a.findIndex((x) => !finite(x));
  need(false, 'not_finite', name, 'finite numbers', `${a[at]} in row ${floor(at / columns)}, column ${at % columns}`);
}

/** Refuses a share that is to be left of a column for it to count as one. */
export function needTolerance(name: string, tolerance: number): void {
  need(
    finite(tolerance) && tolerance >= 0 && tolerance < 1,
    'invalid_argument',
    name,
    'a tolerance from 0 to 1',
    tolerance,
  );
}
