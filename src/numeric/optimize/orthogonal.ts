/**
 * Turns the columns of a matrix into an upper triangle by Householder reflections, in place; further columns go along.
 *
 * @param a - column-major, `rows` by at least `columns`; the part below the diagonal is left as rubbish
 * @param rows - at least `columns`
 * @param columns - columns to triangularize
 * @param all - columns to reflect, these included
 * @see Golub & Van Loan (2013), Matrix Computations, algorithm 5.2.1.
 */
export function triangularize(a: Float64Array, rows: number, columns: number, all: number): void {
  for (let k = 0; k < columns; k++) {
    const at = k * rows;
    let size = 0;
    for (let i = k; i < rows; i++) size += a[at + i]! * a[at + i]!;
    const norm = Math.sqrt(size);
    if (norm === 0) continue;
    const head = a[at + k]!;
    const diagonal = head > 0 ? -norm : norm;
    a[at + k] = head - diagonal;
    const half = norm * (norm + Math.abs(head)); // v'v / 2
    for (let j = k + 1; j < all; j++) {
      const other = j * rows;
      let dot = 0;
      for (let i = k; i < rows; i++) dot += a[at + i]! * a[other + i]!;
      dot /= half;
      for (let i = k; i < rows; i++) a[other + i]! -= dot * a[at + i]!;
    }
    a[at + k] = diagonal;
  }
}

/** Solves R x = b in place for the upper triangle R in column-major `r` with column length `rows`. */
export function solveUpper(r: Float64Array, rows: number, size: number, x: Float64Array): void {
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let j = i + 1; j < size; j++) sum -= r[j * rows + i]! * x[j]!;
    x[i] = sum / r[i * rows + i]!;
  }
}

/** Solves R'x = b in place. */
export function solveUpperTransposed(r: Float64Array, rows: number, size: number, x: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let sum = x[i]!;
    for (let j = 0; j < i; j++) sum -= r[i * rows + j]! * x[j]!;
    x[i] = sum / r[i * rows + i]!;
  }
}

/** Euclidean length. */
export function norm(x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * x[i]!;
  return Math.sqrt(sum);
}
