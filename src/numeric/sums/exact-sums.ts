import { EfficacyError } from '../../support/errors.js';
import { productError, sumError } from './error-free.js';
import { addFar, addFarProduct, type Far, mergeFar, newFar } from './far.js';

/**
 * Many sums side by side, each of them exact: the value does not depend on the order of the additions, nor on how the
 * data were cut into parts that were merged afterwards.
 *
 * Sum `i` is the exact total of four doubles (`cells[4 i]` to `cells[4 i + 3]`), each keeping what rounding left out of
 * the one before, and of a fixed-point number in `far` in the rare case that more than 212 bits are needed or a number
 * is beyond 2^960. 32 bytes a sum, then; a fixed-point number for every sum would take a thousand, and 40 times as long
 * to fill. Plain data, which a worker can be sent as it is; {@link exactDigits} gives JSON.
 */
export interface ExactSums {
  readonly cells: Float64Array;
  readonly far: Map<number, Far>;
}

/** Up to here 2^63 additions cannot overflow. */
const near = 2 ** 960;
/** Up to here factors can be split, and down to here the rounding error of a product is a double. */
const factorLimit = 2 ** 480;
const productFloor = 2 ** -900;

/** Sums that are all 0. */
export function exactSums(count: number): ExactSums {
  return { cells: new Float64Array(4 * count), far: new Map() };
}

/**
 * Adds x to sum i, exactly.
 *
 * @throws {@link EfficacyError} `not_finite` for NaN or an infinity
 */
export function addExact(sums: ExactSums, i: number, x: number): void {
  if (!(Math.abs(x) <= near)) {
    addFar(farOf(sums, i), finite(x));
    return;
  }
  const { cells } = sums;
  const at = 4 * i;
  const c0 = cells[at]!;
  const s0 = c0 + x;
  const e0 = sumError(c0, x, s0);
  const c1 = cells[at + 1]!;
  const s1 = c1 + e0;
  const e1 = sumError(c1, e0, s1);
  cells[at] = s0;
  cells[at + 1] = s1;
  if (e1 !== 0) addLow(sums, i, e1);
}

/**
 * Adds the product x y to sum i, exactly: not the rounded product.
 *
 * @throws {@link EfficacyError} `not_finite` for NaN or an infinity
 */
export function addExactProduct(sums: ExactSums, i: number, x: number, y: number): void {
  const p = x * y;
  if (!(Math.abs(x) <= factorLimit && Math.abs(y) <= factorLimit && Math.abs(p) >= productFloor)) {
    const zero = [finite(x), finite(y)].includes(0);
    if (!zero) addFarProduct(farOf(sums, i), x, y);
    return;
  }
  const { cells } = sums;
  const at = 4 * i;
  const c0 = cells[at]!;
  const s0 = c0 + p;
  const e0 = sumError(c0, p, s0);
  const rest = productError(x, y, p);
  const lost = e0 + rest;
  const c1 = cells[at + 1]!;
  const s1 = c1 + lost;
  cells[at] = s0;
  cells[at + 1] = s1;
  // Two rounding errors are left, and what rounding takes from their sum.
  const lostError = sumError(e0, rest, lost);
  const e1 = sumError(c1, lost, s1);
  const low = lostError + e1;
  if (low !== 0) addLow(sums, i, low);
  const lowest = sumError(lostError, e1, low);
  if (lowest !== 0) addLow(sums, i, lowest);
}

/** Adds sum j of `from`, which may be the same sum, to sum i of `into`, exactly. */
export function mergeExact(into: ExactSums, i: number, from: ExactSums, j: number): void {
  const cells = from.cells.slice(4 * j, 4 * j + 4);
  const far = from.far.get(j);
  if (far !== undefined) mergeFar(farOf(into, i), far);
  for (const x of cells) addExact(into, i, x);
}

/** What the first two cells had no room for goes to the other two, and from there to the fixed-point number. */
function addLow(sums: ExactSums, i: number, x: number): void {
  const { cells } = sums;
  const at = 4 * i + 2;
  const c2 = cells[at]!;
  const s2 = c2 + x;
  cells[at] = s2;
  const e2 = sumError(c2, x, s2);
  const c3 = cells[at + 1]!;
  const s3 = c3 + e2;
  cells[at + 1] = s3;
  const e3 = sumError(c3, e2, s3);
  if (e3 !== 0) addFar(farOf(sums, i), e3);
}

/** The fixed-point part of sum i, made when it is first needed. */
export function farOf(sums: ExactSums, i: number): Far {
  let far = sums.far.get(i);
  if (far === undefined) {
    far = newFar();
    sums.far.set(i, far);
  }
  return far;
}

function finite(x: number): number {
  if (Number.isFinite(x)) return x;
  throw new EfficacyError('not_finite', `exactSums needs finite numbers, got ${x}; leave missing values out first`, {
    value: String(x),
  });
}
