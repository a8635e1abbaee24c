import { type ExactSums, exactSums } from '../numeric/sums/index.js';
import { addExactRow, addWeightedExactRow, exactWidth } from './exact-cells.js';
import { type ExactKernel, exactKernel, limitOf } from './exact-row-kernel.js';
import { type LeftOutRows, leaveOut, nothingLeftOut } from './odd-rows.js';
import { chunkRows } from './row-kernel.js';
import { fillSlots, type Rows } from './rows.js';

/** From so many rows on it pays to make a kernel. */
const enoughRows = 2 ** 12;

/** When more of a chunk than this does not fit under the limits, new ones are chosen; but not for ever. */
const mostMisfits = chunkRows / 8;
const mostChoices = 16;

/** Exact sums in the making. */
export interface ExactAccumulation {
  readonly k: number;
  readonly weighted: boolean;
  readonly countsRows: boolean;
  slots: number;
  /** Rows added so far, those left out included. */
  rowsSeen: number;
  /** For each slot the rows used, but for those that the kernel has. */
  rows: Float64Array;
  /** For each slot its sums: see {@link exactWidth}. */
  sums: ExactSums;
  /** Sums not yet added to those. None with weights. */
  kernel: ExactKernel | null;
  /** Exponents of the columns' limits in the kernel; null as long as they are not chosen. */
  limits: readonly (number | null)[] | null;
  limitsChosen: number;
  readonly left: LeftOutRows;
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
    rowsSeen: 0,
    rows: new Float64Array(slots),
    sums: exactSums(slots * exactWidth(k, weighted)),
    kernel: null,
    limits: null,
    limitsChosen: 0,
    left: nothingLeftOut(k),
  };
}

/** Makes room for slots that were not known before, as when labels are read one after another. */
export function growExactAccumulation(sums: ExactAccumulation, slots: number): void {
  if (slots <= sums.slots) return;
  emptyKernel(sums);
  const room = Math.max(slots, 2 * sums.slots);
  const larger = newExactAccumulation(sums.k, room, sums);
  larger.rows.set(sums.rows);
  larger.sums.cells.set(sums.sums.cells);
  for (const [i, far] of sums.sums.far) larger.sums.far.set(i, far);
  Object.assign(sums, { slots: room, rows: larger.rows, sums: larger.sums, kernel: null });
}

/** Adds the rows `from` to before `end`. */
export function addExactRows(sums: ExactAccumulation, rows: Rows, from: number, end: number): void {
  sums.rowsSeen += end - from;
  for (let row = from; row < end; row += chunkRows) addChunk(sums, rows, row, Math.min(chunkRows, end - row));
}

/** The exact sums of all rows that were added. */
export function exactTotalsOf(sums: ExactAccumulation): ExactSums {
  emptyKernel(sums);
  return sums.sums;
}

const slotRoom = new Uint32Array(chunkRows);

function addChunk(sums: ExactAccumulation, rows: Rows, from: number, count: number): void {
  const kernel = kernelFor(sums, rows.columns, from, count);
  if (kernel === null) {
    sums.left.noGroup += fillSlots(rows, from, slotRoom, count, sums.slots);
    for (let q = 0; q < count; q++) addRow(sums, rows, from + q, slotRoom[q]!);
    return;
  }
  for (let i = 0; i < sums.k; i++) kernel.columns[i]!.set(rows.columns[i]!.subarray(from, from + count));
  sums.left.noGroup += kernel.fillSlots(rows.keys, rows.sizes, from, count);
  const [odds, fulls] = kernel.add(count);
  for (let f = 0; f < fulls; f++) empty(sums, kernel, kernel.full[f]!);
  let misfits = 0;
  for (let o = 0; o < odds; o++) {
    const q = kernel.odd[o]!;
    if (addRow(sums, rows, from + q, kernel.slots[q]!)) misfits++;
  }
  if (misfits > mostMisfits && sums.limitsChosen < mostChoices) dropLimits(sums);
}

/** Adds one row, or notes that it was left out: whether it was added. */
function addRow(sums: ExactAccumulation, { columns, weights }: Rows, row: number, slot: number): boolean {
  const w = weights === null ? 1 : weights[row]!;
  if (slot === sums.slots || leaveOut(sums.left, columns, row, w, sums.countsRows, slot, sums.slots)) return false;
  sums.rows[slot]! += 1;
  const first = slot * exactWidth(sums.k, sums.weighted);
  if (sums.weighted) addWeightedExactRow(sums.sums, first, columns, row, w);
  else addExactRow(sums.sums, first, columns, row);
  return true;
}

/** The kernel at hand, or a new one with limits from the rows at hand; null where there can be none, or for few rows. */
function kernelFor(
  sums: ExactAccumulation,
  columns: readonly Float64Array[],
  from: number,
  count: number,
): ExactKernel | null {
  if (sums.kernel !== null || sums.weighted || sums.rowsSeen < enoughRows) return sums.kernel;
  if (sums.limits === null) {
    if (sums.limitsChosen === mostChoices) return null;
    sums.limitsChosen++;
    sums.limits = columns.map((column) => limitOf(column, from, count));
  }
  const limits = sums.limits.filter((limit) => limit !== null);
  if (limits.length === sums.k) sums.kernel = exactKernel(limits, sums.slots);
  if (sums.kernel === null) sums.limits = null;
  return sums.kernel;
}

/** Sums in a kernel have units that follow from its limits, so that they are added up before there are others. */
function dropLimits(sums: ExactAccumulation): void {
  emptyKernel(sums);
  sums.kernel = null;
  sums.limits = null;
}

function emptyKernel(sums: ExactAccumulation): void {
  const { kernel, slots } = sums;
  if (kernel !== null) for (let slot = 0; slot < slots; slot++) empty(sums, kernel, slot);
}

/** The slot behind the last one has rows without a group, whose sums nobody wants. */
function empty({ k, slots, rows, sums }: ExactAccumulation, kernel: ExactKernel, slot: number): void {
  if (slot < slots) rows[slot]! += kernel.empty(slot, sums, slot * exactWidth(k, false));
}
