import { cellStride } from './cells.js';
import type { RowKernel } from './row-kernel.js';

/** Rows left out, and what they had. */
export interface LeftOutRows {
  noGroup: number;
  incomplete: number;
  zeroWeight: number;
  /** For each column how many incomplete rows lack it. */
  readonly byColumn: Float64Array;
  /** For each slot whether it has rows that were left out. */
  seen: Uint8Array;
  /** For each slot and column how many incomplete rows have a value; with frequency weights, rows that they stand for. */
  values: Float64Array;
}

/** Nothing left out. */
export function nothingLeftOut(k: number): LeftOutRows {
  return {
    noGroup: 0,
    incomplete: 0,
    zeroWeight: 0,
    byColumn: new Float64Array(k),
    seen: new Uint8Array(0),
    values: new Float64Array(0),
  };
}

/** Room for slots, made when the first row is left out: most data lack little. */
function reserve(left: LeftOutRows, slots: number): void {
  if (left.seen.length >= slots) return;
  const k = left.byColumn.length;
  const room = Math.max(slots, 2 * left.seen.length);
  const { seen, values } = left;
  left.seen = new Uint8Array(room);
  left.seen.set(seen);
  left.values = new Float64Array(room * k);
  left.values.set(values);
}

/** Adds what was left out elsewhere. */
export function addLeftOut(into: LeftOutRows, from: LeftOutRows): void {
  into.noGroup += from.noGroup;
  into.incomplete += from.incomplete;
  into.zeroWeight += from.zeroWeight;
  reserve(into, from.seen.length);
  from.byColumn.forEach((n, i) => {
    into.byColumn[i]! += n;
  });
  from.seen.forEach((s, slot) => {
    if (s !== 0) into.seen[slot] = 1;
  });
  from.values.forEach((n, at) => {
    into.values[at]! += n;
  });
}

/** Counts a row that lacks values or whose weight is 0; false when it is neither. */
export function leaveOut(
  left: LeftOutRows,
  columns: readonly Float64Array[],
  row: number,
  weight: number,
  countsRows: boolean,
  slot: number,
  slots: number,
): boolean {
  const k = columns.length;
  let has = 0;
  for (let i = 0; i < k; i++) if (!Number.isNaN(columns[i]![row])) has++;
  if (has === k && weight !== 0) return false;
  if (left.seen.length < slots) reserve(left, slots);
  left.seen[slot] = 1;
  if (weight === 0) {
    left.zeroWeight++;
    return true;
  }
  left.incomplete++;
  const one = countsRows ? weight : 1;
  for (let i = 0; i < k; i++) {
    if (Number.isNaN(columns[i]![row])) left.byColumn[i]! += 1;
    else left.values[slot * k + i]! += one;
  }
  return true;
}

/**
 * The rows that a kernel passed by: a group without a shift gets the values of its first complete row, and its rows are tried again in their
 * order; what is passed by then is counted as left out.
 */
export function addOddRows(kernel: RowKernel, left: LeftOutRows, countsRows: boolean, odds: number): void {
  const { columns, weights, slots, odd, cells } = kernel;
  const noGroup = cells.values.length / cellStride(cells) - 1;
  const again = setShifts(kernel, odds) ? tryAgain(kernel, odds) : odds;
  for (let o = 0; o < again; o++) {
    const q = odd[o]!;
    const slot = slots[q]!;
    if (slot === noGroup) continue;
    const w = weights === null ? 1 : weights[q]!;
    if (!leaveOut(left, columns, q, w, countsRows, slot, noGroup)) addHugeRow(kernel, q, w, slot);
  }
}

/** A complete row of which the kernel could not tell that it is: its deviations are beyond all doubles, and so will be the sums. */
function addHugeRow(
  { columns, cells: { k, values, weighted } }: RowKernel,
  row: number,
  w: number,
  slot: number,
): void {
  const p = slot * cellStride({ k, weighted });
  values[p + k]! += 1;
  let at = p + 1 + 2 * k;
  for (let i = 0; i < k; i++) {
    const wd = w * (columns[i]![row]! - values[p + i]!);
    values[p + 1 + k + i]! += wd;
    for (let j = 0; j <= i; j++, at++) values[at]! += wd * (columns[j]![row]! - values[p + j]!);
  }
  if (weighted) values[at]! += w;
}

/** Whether any group got its shift. */
function setShifts({ columns, weights, slots, odd, cells: { k, values, weighted } }: RowKernel, odds: number): boolean {
  const stride = cellStride({ k, weighted });
  let any = false;
  for (let o = 0; o < odds; o++) {
    const q = odd[o]!;
    const p = slots[q]! * stride;
    if (!Number.isNaN(values[p]) || !isComplete(columns, weights, q)) continue;
    for (let i = 0; i < k; i++) values[p + i] = columns[i]![q]!;
    any = true;
  }
  return any;
}

/** Adds the odd rows alone, which are moved to the front; returns how many are odd still. */
function tryAgain({ columns, weights, slots, odd, add }: RowKernel, odds: number): number {
  for (const column of columns) for (let o = 0; o < odds; o++) column[o] = column[odd[o]!]!;
  if (weights !== null) for (let o = 0; o < odds; o++) weights[o] = weights[odd[o]!]!;
  for (let o = 0; o < odds; o++) slots[o] = slots[odd[o]!]!;
  return add(odds);
}

/** Whether a row has all values, and a weight above 0. */
export function isComplete(columns: readonly Float64Array[], weights: Float64Array | null, row: number): boolean {
  for (let i = 0; i < columns.length; i++) if (Number.isNaN(columns[i]![row])) return false;
  return weights === null || weights[row] !== 0;
}
