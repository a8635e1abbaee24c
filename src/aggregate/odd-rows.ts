import { type Cells, cellStride } from './cells.js';

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

/** The rows that the kernels passed by: those of a group without a shift are added, the others are counted as left out. */
export function addOddRows(
  cells: Cells,
  left: LeftOutRows,
  columns: readonly Float64Array[],
  weights: Float64Array | null,
  countsRows: boolean,
  from: number,
  slots: Uint32Array,
  odd: Uint32Array,
  odds: number,
): void {
  const { k, values } = cells;
  const stride = cellStride(cells);
  const noGroup = values.length / stride - 1;
  for (let o = 0; o < odds; o++) {
    const q = odd[o]!;
    const slot = slots[q]!;
    const row = from + q;
    if (slot === noGroup) continue;
    const w = weights === null ? 1 : weights[row]!;
    if (leaveOut(left, columns, row, w, countsRows, slot, noGroup)) continue;
    addRow(values, slot * stride, columns, row, w, k);
    if (weights !== null) values[slot * stride + stride - 1]! += w;
  }
}

/** One complete row, with the operations and the order of the kernels; the first of a group is its shift. */
function addRow(
  values: Float64Array,
  p: number,
  columns: readonly Float64Array[],
  row: number,
  w: number,
  k: number,
): void {
  if (Number.isNaN(values[p + 1])) for (let i = 0; i < k; i++) values[p + 1 + i] = columns[i]![row]!;
  values[p]! += 1;
  let at = p + 1 + 2 * k;
  for (let i = 0; i < k; i++) {
    const d = columns[i]![row]! - values[p + 1 + i]!;
    const wd = w * d;
    values[p + 1 + k + i]! += wd;
    for (let j = 0; j <= i; j++, at++) values[at]! += wd * (columns[j]![row]! - values[p + 1 + j]!);
  }
}
