import { need } from '../../support/need.js';
import { abs, finite, zeros } from '../math.js';
import { type Dyadic, dyadic, plusDyadic, timesDyadic } from './dyadic.js';
import { productError, sumError } from './error-free.js';

/**
 * Many sums side by side, each of them exact: the value does not depend on the order of the additions, nor on how the
 * data were cut into parts that were merged afterwards.
 *
 * Sum `i` is the exact total of four doubles (`cells[4 i]` to `cells[4 i + 3]`), each keeping what rounding left out of
 * the one before, and of a big integer in `far` in the rare case that more than 212 bits are needed or a number is
 * beyond 2^960. 32 bytes a sum, then; a big integer for every sum would take 40 times as long to fill. Plain data, which
 * a worker can be sent as it is; {@link exactDigits} gives JSON.
 */
export interface ExactSums {
  /** Four doubles a sum. */
  readonly cells: Float64Array;
  /** By number of the sum, what the four have no room for. */
  readonly far: Map<number, Dyadic>;
}

/** Up to here 2^63 additions cannot overflow. */
const near = 2 ** 960;
/** Up to here factors can be split, and down to here the rounding error of a product is a double. */
const factorLimit = 2 ** 480;
const productFloor = 2 ** -900;

/** Sums that are all 0. */
export const exactSums = (count: number): ExactSums => ({ cells: zeros(4 * count), far: new Map() });

/**
 * Adds x to sum i, exactly.
 *
 * @throws {@link EfficacyError} `not_finite` for NaN or an infinity
 */
export function addExact(sums: ExactSums, i: number, x: number): void {
  if (!(abs(x) <= near)) {
    checkFinite(x);
    addFar(sums, i, dyadic(x));
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
  if (!(abs(x) <= factorLimit && abs(y) <= factorLimit && abs(p) >= productFloor)) {
    checkFinite(x);
    checkFinite(y);
    if (x !== 0 && y !== 0) addFar(sums, i, timesDyadic(dyadic(x), dyadic(y)));
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
  if (far) addFar(into, i, far);
  for (const x of cells) addExact(into, i, x);
}

/**
 * Gives sum i the one form that its value has: each of the four doubles is the nearest to what those before it leave. Sums that were added up in
 * different ways have the same bits after it, unless some of them needs more than the four.
 */
export function settleExact({ cells }: ExactSums, i: number): void {
  const at = 4 * i;
  for (let j = at; j < at + 4; j++) cells[j]! += 0; // not -0
  for (let changed = true; changed; ) {
    changed = false;
    for (let j = at + 2; j >= at; j--) {
      const high = cells[j]!;
      const low = cells[j + 1]!;
      let sum = high + low;
      let rest = sumError(high, low, sum);
      // Half way between two doubles the cells behind decide, which the rounded sum did not look at.
      const behind = j < at + 2 ? cells[j + 2]! : 0;
      if (rest * behind > 0 && sum + rest * (1 + 2 ** -52) !== sum) {
        sum += 2 * rest;
        rest = -rest;
      }
      if (sum === high && rest === low) continue;
      cells[j] = sum + 0;
      cells[j + 1] = rest + 0;
      changed = true;
    }
  }
}

/** What the first two cells had no room for goes to the other two, and from there to the big integer. */
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
  if (e3 !== 0) addFar(sums, i, dyadic(e3));
}

/** Adds x to sum i where its four cells cannot. */
export function addFar({ far }: ExactSums, i: number, x: Dyadic): void {
  far.set(i, plusDyadic(x, far.get(i) ?? [0n, 0]));
}

function checkFinite(x: number): void {
  need(finite(x), 'not_finite', 'exactSums', 'finite numbers (leave missing values out)', x);
}
