import { addBlock, type Cells, cellBytes } from './cells.js';
import { addOddRows, type LeftOutRows, nothingLeftOut } from './odd-rows.js';
import { chunkRows, enoughRows, kernelFor, type RowKernel } from './row-kernel.js';
import type { Rows } from './rows.js';

/**
 * Rows are summed in blocks of this many, by their number in the whole, and the blocks' sums are added in order. So the result has the
 * same bits however the rows come in, and on however many workers the blocks are summed.
 */
export const blockRows: number = 2 ** 20;

/** Sums in the making. */
export interface Accumulation {
  readonly blockRows: number;
  /** Rows added so far, those left out included. */
  rows: number;
  readonly k: number;
  readonly weighted: boolean;
  /** What adds rows, with the sums of the block at hand and the shifts of all groups; null as long as there were none. */
  kernel: RowKernel | null;
  /** Sums of the blocks before; null as long as there are none. */
  totals: Cells | null;
  slots: number;
  /** Whether a weight is a number of rows. */
  readonly countsRows: boolean;
  readonly left: LeftOutRows;
}

/**
 * Sums of no rows.
 *
 * @param weights - whether rows have them, and whether they count rows
 * @param rowsABlock - another number gives other last digits
 */
export function newAccumulation(
  k: number,
  slots: number,
  weights: { readonly weighted: boolean; readonly countsRows: boolean },
  rowsABlock: number = blockRows,
): Accumulation {
  return {
    blockRows: rowsABlock,
    rows: 0,
    k,
    weighted: weights.weighted,
    kernel: null,
    totals: null,
    slots,
    countsRows: weights.countsRows,
    left: nothingLeftOut(k),
  };
}

/** The kernel at hand, or the right one now that so many rows are to come. */
export function kernelOf(sums: Accumulation, rowsToCome = 0): RowKernel {
  const { k, weighted, slots, kernel } = sums;
  const rows = sums.rows + rowsToCome;
  if (kernel === null || (sums.rows < enoughRows && rows >= enoughRows && !kernel.isFast)) {
    sums.kernel = kernelFor(rows, k, weighted, slots, kernel);
  }
  return sums.kernel!;
}

/** Makes room for slots that were not known before, as when labels are read one after another. */
export function growAccumulation(sums: Accumulation, slots: number): void {
  if (slots <= sums.slots) return;
  const { k, weighted, kernel, totals } = sums;
  sums.slots = Math.max(slots, 2 * sums.slots);
  if (kernel !== null) sums.kernel = kernelFor(sums.rows, k, weighted, sums.slots, kernel);
  if (totals === null) return;
  sums.totals = newTotals(sums);
  sums.totals.values.set(totals.values);
}

/** Adds the rows `from` to before `end`, which come after all that were added before. */
export function addRows(sums: Accumulation, rows: Rows, from: number, end: number): void {
  const kernel = kernelOf(sums, end - from);
  for (let row = from; row < end; ) {
    const inBlock = sums.rows % sums.blockRows;
    if (inBlock === 0) closeBlock(sums);
    const count = Math.min(chunkRows, end - row, sums.blockRows - inBlock);
    addChunk(sums, kernel, rows, row, count);
    sums.rows += count;
    row += count;
  }
}

/** The sums of all rows that were added. */
export function totalsOf(sums: Accumulation): Cells {
  if (sums.totals !== null) closeBlock(sums);
  return sums.totals ?? kernelOf(sums).cells;
}

function closeBlock(sums: Accumulation): void {
  if (sums.rows === 0) return;
  sums.totals ??= newTotals(sums);
  addBlock(sums.totals, kernelOf(sums).cells, sums.slots);
}

/** Zeros alone: the shifts come with the first block. */
function newTotals({ k, weighted, slots }: Accumulation): Cells {
  return { k, weighted, values: new Float64Array(cellBytes(k, weighted, slots) / 8) };
}

function addChunk(
  { left, countsRows }: Accumulation,
  kernel: RowKernel,
  { columns, weights, keys, sizes }: Rows,
  from: number,
  count: number,
): void {
  for (let i = 0; i < columns.length; i++) kernel.columns[i]!.set(columns[i]!.subarray(from, from + count));
  if (weights !== null) kernel.weights!.set(weights.subarray(from, from + count));
  left.noGroup += kernel.fillSlots(keys, sizes, from, count);
  const odds = kernel.add(count);
  if (odds > 0) addOddRows(kernel, left, countsRows, odds);
}
