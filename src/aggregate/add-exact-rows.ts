import { addExact, type ExactSums, exactSums } from '../numeric/sums/index.js';
import {
  addDigitProducts,
  addDigitSums,
  cutDigits,
  type Digits,
  mostRows,
  newDigits,
  type Window,
  windowOf,
} from './digits.js';
import { addExactRow, addWeightedExactRow, exactWidth } from './exact-cells.js';
import { type LeftOutRows, leaveOut, nothingLeftOut } from './odd-rows.js';
import { type Parts, partitionRows } from './partition.js';
import { fillSlots, type Rows } from './rows.js';

/** Rows that are cut into digits at a time. */
const chunkRows = 1024;

/** Cells that may still take a chunk have at most so many rows. */
const fullRows = mostRows - chunkRows;

/** Above so many bytes of cells, rows are sorted first, by ranges of slots whose cells take so many. */
const manyBytes = 2 ** 21;
const rangeBytes = 2 ** 17;

/** How many rows are sorted at a time. */
const sortedRows = 2 ** 20;

/** When more of a chunk than this does not fit into the windows, new ones are chosen; but not for ever. */
const mostMisfits = chunkRows / 8;
const mostWindows = 16;

/** Exact sums in the making. */
export interface ExactAccumulation {
  readonly k: number;
  readonly weighted: boolean;
  readonly countsRows: boolean;
  slots: number;
  /** For each slot the rows used. */
  rows: Float64Array;
  /** For each slot its sums: see {@link exactWidth}. */
  sums: ExactSums;
  /**
   * Sums of digits not yet added to those: for each slot `[rows, three digits x k, five sizes x k (k + 1) / 2]`. None with weights.
   */
  cells: Float64Array;
  windows: readonly (Window | null)[] | null;
  windowsChosen: number;
  readonly left: LeftOutRows;
  parts: Parts | null;
}

/** Exact sums of no rows. */
export function newExactAccumulation(
  k: number,
  slots: number,
  { weighted, countsRows }: { readonly weighted: boolean; readonly countsRows: boolean },
): ExactAccumulation {
  return {
    k,
    weighted,
    countsRows,
    slots,
    rows: new Float64Array(slots + 1),
    sums: exactSums((slots + 1) * exactWidth(k, weighted)),
    cells: new Float64Array(weighted ? 0 : (slots + 1) * strideOf(k)),
    windows: null,
    windowsChosen: 0,
    left: nothingLeftOut(k),
    parts: null,
  };
}

/** Makes room for slots that were not known before, as when labels are read one after another. */
export function growExactAccumulation(sums: ExactAccumulation, slots: number): void {
  if (slots <= sums.slots) return;
  const room = Math.max(slots, 2 * sums.slots);
  const larger = newExactAccumulation(sums.k, room, sums);
  // Without the cell behind the last slot: it holds what rows without a group have left there.
  const copy = (from: Float64Array, to: Float64Array): void => {
    to.set(from.subarray(0, (from.length / (sums.slots + 1)) * sums.slots));
  };
  copy(sums.rows, larger.rows);
  copy(sums.cells, larger.cells);
  copy(sums.sums.cells, larger.sums.cells);
  const known = sums.slots * exactWidth(sums.k, sums.weighted);
  for (const [i, far] of sums.sums.far) if (i < known) larger.sums.far.set(i, far);
  Object.assign(sums, { slots: room, rows: larger.rows, cells: larger.cells, sums: larger.sums });
}

function strideOf(k: number): number {
  return 1 + 3 * k + (5 * k * (k + 1)) / 2;
}

/** Adds the rows `from` to before `end`. */
export function addExactRows(sums: ExactAccumulation, rows: Rows, from: number, end: number): void {
  const { left, slots: noGroup } = sums;
  if (sums.cells.byteLength > manyBytes && end - from > chunkRows * 64) {
    const bits = Math.max(0, Math.floor(Math.log2(rangeBytes / (8 * strideOf(sums.k)))));
    for (let row = from; row < end; row += sortedRows) {
      const stop = Math.min(end, row + sortedRows);
      const plan = { from: row, end: stop, blockRows: sortedRows, slots: noGroup, bits };
      const parts = partitionRows(rows, plan, sums.parts);
      const used = parts.starts[parts.starts.length - 1]!;
      sums.parts = parts;
      left.noGroup += stop - row - used;
      for (let at = 0; at < used; at += chunkRows) {
        const count = Math.min(chunkRows, used - at);
        addChunk(sums, parts.columns, null, at, parts.slots.subarray(at, at + count), count);
      }
    }
    return;
  }
  const slots = new Uint32Array(chunkRows);
  for (let row = from; row < end; row += chunkRows) {
    const count = Math.min(chunkRows, end - row);
    left.noGroup += fillSlots(rows, row, slots, count, noGroup);
    addChunk(sums, rows.columns, rows.weights, row, slots, count);
  }
}

/** The exact sums of all rows that were added. */
export function exactTotalsOf(sums: ExactAccumulation): ExactSums {
  if (!sums.weighted) for (let slot = 0; slot < sums.slots; slot++) empty(sums, slot);
  return sums.sums;
}

const odd = new Uint8Array(chunkRows);

function addChunk(
  sums: ExactAccumulation,
  columns: readonly Float64Array[],
  weights: Float64Array | null,
  from: number,
  slots: Uint32Array,
  count: number,
): void {
  const windows = sums.weighted ? null : windowsFor(sums, columns, from, count);
  if (windows === null) {
    odd.fill(1, 0, count);
  } else {
    odd.fill(0, 0, count);
    addDigits(sums, windows, columns, from, slots, count);
  }
  let misfits = 0;
  for (let q = 0; q < count; q++) {
    if (odd[q] === 0) continue;
    const slot = slots[q]!;
    const w = weights === null ? 1 : weights[from + q]!;
    if (slot === sums.slots || leaveOut(sums.left, columns, from + q, w, sums.countsRows, slot, sums.slots)) continue;
    misfits++;
    sums.rows[slot]! += 1;
    const first = slot * exactWidth(sums.k, sums.weighted);
    if (sums.weighted) addWeightedExactRow(sums.sums, first, columns, from + q, w);
    else addExactRow(sums.sums, first, columns, from + q);
  }
  if (!sums.weighted && misfits > mostMisfits && sums.windowsChosen < mostWindows) dropWindows(sums);
}

/** The windows at hand, or new ones from the rows at hand; null where there can be none. */
function windowsFor(
  sums: ExactAccumulation,
  columns: readonly Float64Array[],
  from: number,
  count: number,
): readonly Window[] | null {
  if (sums.windows === null) {
    sums.windowsChosen++;
    sums.windows = columns.map((column) => windowOf(column, from, count));
  }
  return sums.windows.includes(null) ? null : (sums.windows as readonly Window[]);
}

/** Sums of digits have the unit of their window, so that they are added up before there is another. */
function dropWindows(sums: ExactAccumulation): void {
  for (let slot = 0; slot < sums.slots; slot++) empty(sums, slot);
  sums.windows = null;
}

/** Memory for the digits of the columns of a chunk. */
const room: Digits[] = [];

function addDigits(
  sums: ExactAccumulation,
  windows: readonly Window[],
  columns: readonly Float64Array[],
  from: number,
  slots: Uint32Array,
  count: number,
): void {
  const { k, cells } = sums;
  const stride = strideOf(k);
  while (room.length < k) room.push(newDigits(chunkRows));
  for (let i = 0; i < k; i++) cutDigits(columns[i]!, from, count, windows[i]!, room[i]!, odd);
  clearOdd(k, count);
  countRows(slots, count, cells, stride);
  for (let i = 0, at = 1 + 3 * k; i < k; i++) {
    addDigitSums(slots, count, room[i]!, cells, stride, 1 + 3 * i);
    for (let j = 0; j <= i; j++, at += 5) addDigitProducts(slots, count, room[i]!, room[j]!, cells, stride, at);
  }
  for (let q = 0; q < count; q++) if (cells[slots[q]! * stride]! > fullRows) empty(sums, slots[q]!);
}

/** Odd rows add nothing. */
function clearOdd(k: number, count: number): void {
  for (let q = 0; q < count; q++) {
    if (odd[q] === 0) continue;
    for (let i = 0; i < k; i++) {
      const { a, b, c } = room[i]!;
      a[q] = b[q] = c[q] = 0;
    }
  }
}

function countRows(slots: Uint32Array, count: number, cells: Float64Array, stride: number): void {
  for (let q = 0; q < count; q++) cells[slots[q]! * stride]! += 1 - odd[q]!;
}

/** Adds the digits of a slot to its sums. */
function empty({ k, cells, rows, sums }: ExactAccumulation, slot: number): void {
  const width = exactWidth(k, false);
  let p = slot * strideOf(k);
  if (cells[p] === 0) return;
  rows[slot]! += cells[p]!;
  cells[p++] = 0;
  for (let i = 0; i < width; i++) {
    for (let digits = i < k ? 3 : 5; digits > 0; digits--, p++) {
      if (cells[p] === 0) continue;
      addExact(sums, slot * width + i, cells[p]!);
      cells[p] = 0;
    }
  }
}
