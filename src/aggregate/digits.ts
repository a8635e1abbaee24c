/**
 * Numbers cut into three digits of 21 bits, a + b + c exactly, so that products of digits and sums of up to {@link mostRows} of them are
 * exact doubles. A column has its own window of 62 bits; a number that does not fit in is left to a slower way.
 *
 * @see Demmel & Nguyen (2015), Parallel reproducible summation, IEEE Trans. Comput. 64(7), 2060-2070 (pre-rounding into bins).
 */
export interface Window {
  /** The largest size that fits. */
  readonly limit: number;
  /** Adding and subtracting these rounds to the unit of the first, second and third digit. */
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

const digitBits = 21;

/**
 * A sum of three products of digits is exact for so many rows: each digit is up to 2^20 units in size, and 3 * 2^40 * 2730 < 2^53.
 */
export const mostRows = 2730;

/** Beyond these exponents digits or their products would leave the range of doubles. */
const farthest = 400;

/** The window in which the largest of some values just fits; null where that would be too far from 1. */
export function windowOf(values: Float64Array, from: number, count: number): Window | null {
  let largest = 0;
  for (let row = from; row < from + count; row++) largest = Math.max(largest, Math.abs(values[row]!) || 0);
  const exponent = largest === 0 ? 0 : Math.ceil(Math.log2(largest));
  if (Math.abs(exponent) > farthest) return null;
  const rounder = (digit: number): number => 1.5 * 2 ** (52 + exponent - digitBits * digit + 1);
  return { limit: 2 ** exponent, first: rounder(1), second: rounder(2), third: rounder(3) };
}

/**
 * Cuts `count` values from row `from` on into digits; where one does not fit or is missing, the row is marked as odd.
 *
 * @param odd - 1 for each row that some column cannot cut
 */
export function cutDigits(
  values: Float64Array,
  from: number,
  count: number,
  { limit, first, second, third }: Window,
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  odd: Uint8Array,
): void {
  for (let q = 0; q < count; q++) {
    const x = values[from + q]!;
    const high = x + first - first;
    const rest = x - high;
    const middle = rest + second - second;
    const low = rest - middle;
    a[q] = high;
    b[q] = middle;
    c[q] = low;
    if (!(Math.abs(x) <= limit) || low + third - third !== low) odd[q] = 1;
  }
}

/** Adds the digits of one column, and of their squares, to the cells of the rows' slots. */
export function addDigitSquares(
  slots: Uint32Array,
  count: number,
  [a, b, c]: readonly Float64Array[],
  cells: Float64Array,
  stride: number,
  sumAt: number,
  productAt: number,
): void {
  for (let q = 0; q < count; q++) {
    const p = slots[q]! * stride;
    const s = p + sumAt;
    const t = p + productAt;
    const x = a![q]!;
    const y = b![q]!;
    const z = c![q]!;
    cells[s]! += x;
    cells[s + 1]! += y;
    cells[s + 2]! += z;
    cells[t]! += x * x;
    cells[t + 1]! += 2 * (x * y);
    cells[t + 2]! += 2 * (x * z) + y * y;
    cells[t + 3]! += 2 * (y * z);
    cells[t + 4]! += z * z;
  }
}

/** Adds the products of the digits of two columns to the cells of the rows' slots, by their size. */
export function addDigitProducts(
  slots: Uint32Array,
  count: number,
  [a, b, c]: readonly Float64Array[],
  [d, e, f]: readonly Float64Array[],
  cells: Float64Array,
  stride: number,
  productAt: number,
): void {
  for (let q = 0; q < count; q++) {
    const t = slots[q]! * stride + productAt;
    const x = a![q]!;
    const y = b![q]!;
    const z = c![q]!;
    const u = d![q]!;
    const v = e![q]!;
    const w = f![q]!;
    cells[t]! += x * u;
    cells[t + 1]! += x * v + y * u;
    cells[t + 2]! += x * w + y * v + z * u;
    cells[t + 3]! += y * w + z * v;
    cells[t + 4]! += z * w;
  }
}
