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

/** The digits of one column of a chunk of rows. */
export interface Digits {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
  /** Whether any second or third digit is not 0; the first is enough for whole numbers. */
  long: boolean;
}

/** Memory for the digits of `rows` values. */
export function newDigits(rows: number): Digits {
  return { a: new Float64Array(rows), b: new Float64Array(rows), c: new Float64Array(rows), long: false };
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
  digits: Digits,
  odd: Uint8Array,
): void {
  const { a, b, c } = digits;
  let long = false;
  for (let q = 0; q < count; q++) {
    const x = values[from + q]!;
    const high = x + first - first;
    const rest = x - high;
    const middle = rest + second - second;
    const low = rest - middle;
    a[q] = high;
    b[q] = middle;
    c[q] = low;
    if (Math.abs(rest) > 0) long = true;
    if (!(Math.abs(x) <= limit) || low + third - third !== low) odd[q] = 1;
  }
  digits.long = long;
}

/** Adds the digits of one column to the cells of the rows' slots. */
export function addDigitSums(
  slots: Uint32Array,
  count: number,
  x: Digits,
  cells: Float64Array,
  stride: number,
  at: number,
): void {
  const { a, b, c } = x;
  if (!x.long) {
    for (let q = 0; q < count; q++) cells[slots[q]! * stride + at]! += a[q]!;
    return;
  }
  for (let q = 0; q < count; q++) {
    const p = slots[q]! * stride + at;
    cells[p]! += a[q]!;
    cells[p + 1]! += b[q]!;
    cells[p + 2]! += c[q]!;
  }
}

/** Adds the products of the digits of two columns, which may be the same, to the cells of the rows' slots: one sum for each size. */
export function addDigitProducts(
  slots: Uint32Array,
  count: number,
  x: Digits,
  y: Digits,
  cells: Float64Array,
  stride: number,
  at: number,
): void {
  if (x === y && x.long) addSquares(slots, count, x, cells, stride, at);
  else if (x.long && y.long) addLongLong(slots, count, x, y, cells, stride, at);
  else if (x.long) addLongShort(slots, count, x, y, cells, stride, at);
  else if (y.long) addLongShort(slots, count, y, x, cells, stride, at);
  else for (let q = 0; q < count; q++) cells[slots[q]! * stride + at]! += x.a[q]! * y.a[q]!;
}

type AddProducts = typeof addDigitProducts;

const addLongLong: AddProducts = (slots, count, { a, b, c }, { a: d, b: e, c: f }, cells, stride, at) => {
  for (let q = 0; q < count; q++) {
    const t = slots[q]! * stride + at;
    const x = a[q]!;
    const y = b[q]!;
    const z = c[q]!;
    const u = d[q]!;
    const v = e[q]!;
    const w = f[q]!;
    cells[t]! += x * u;
    cells[t + 1]! += x * v + y * u;
    cells[t + 2]! += x * w + y * v + z * u;
    cells[t + 3]! += y * w + z * v;
    cells[t + 4]! += z * w;
  }
};

const addLongShort: AddProducts = (slots, count, { a, b, c }, { a: d }, cells, stride, at) => {
  for (let q = 0; q < count; q++) {
    const t = slots[q]! * stride + at;
    const u = d[q]!;
    cells[t]! += a[q]! * u;
    cells[t + 1]! += b[q]! * u;
    cells[t + 2]! += c[q]! * u;
  }
};

function addSquares(
  slots: Uint32Array,
  count: number,
  { a, b, c }: Digits,
  cells: Float64Array,
  stride: number,
  at: number,
): void {
  for (let q = 0; q < count; q++) {
    const t = slots[q]! * stride + at;
    const x = a[q]!;
    const y = b[q]!;
    const z = c[q]!;
    cells[t]! += x * x;
    cells[t + 1]! += 2 * (x * y);
    cells[t + 2]! += 2 * (x * z) + y * y;
    cells[t + 3]! += 2 * (y * z);
    cells[t + 4]! += z * z;
  }
}
