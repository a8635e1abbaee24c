// In each of these a column with 0 on the diagonal of L was dropped, and its solution is 0.

/**
 * Solves `L x = b`; x may be b.
 *
 * @param width - length of the rows of L
 * @param at - where x and b start
 */
export function forwardSolveInto(
  x: Float64Array,
  lower: Float64Array,
  b: Float64Array,
  k: number,
  width: number = k,
  at = 0,
): void {
  for (let i = 0; i < k; i++) {
    const pivot = lower[i * width + i]!;
    let sum = b[at + i]!;
    for (let m = 0; m < i; m++) sum -= lower[i * width + m]! * x[at + m]!;
    x[at + i] = pivot === 0 ? 0 : sum / pivot;
  }
}

/** Solves `L' x = b` likewise. */
export function backwardSolveInto(
  x: Float64Array,
  lower: Float64Array,
  b: Float64Array,
  k: number,
  width: number = k,
): void {
  for (let i = k - 1; i >= 0; i--) {
    const pivot = lower[i * width + i]!;
    let sum = b[i]!;
    for (let m = i + 1; m < k; m++) sum -= lower[m * width + i]! * x[m]!;
    x[i] = pivot === 0 ? 0 : sum / pivot;
  }
}
