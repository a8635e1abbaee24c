import { addBlock, type Cells, newCells } from './cells.js';
import { addOddRows, type LeftOutRows, nothingLeftOut } from './odd-rows.js';
import { chunkRows, kernelFrom, plainKernel, type RowKernel } from './row-kernel.js';
import { fillSlots, type Rows } from './rows.js';

/**
 * Rows are summed in blocks of this many, by their number in the whole, and the blocks' sums are added in order. So the result has the
 * same bits however the rows come in, and on however many workers the blocks are summed.
 */
export const blockRows: number = 2 ** 20;

/** From so many rows on it pays to make a fast kernel. */
const enoughRows = 2 ** 15;

/** Sums in the making. */
export interface Accumulation {
  readonly blockRows: number;
  /** Rows added so far, those left out included. */
  rows: number;
  /** What adds rows, with the sums of the block at hand and the shifts of all groups. */
  kernel: RowKernel;
  /** Sums of the blocks before; null as long as there are none. */
  totals: Cells | null;
  slots: number;
  /** Whether a weight is a number of rows. */
  readonly countsRows: boolean;
  readonly left: LeftOutRows;
  /** Whether a fast kernel was tried. */
  isFast: boolean;
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
    kernel: plainKernel(k, weights.weighted, slots),
    totals: null,
    slots,
    countsRows: weights.countsRows,
    left: nothingLeftOut(k),
    isFast: false,
  };
}

/** The sums of the block at hand. */
export function blockOf(sums: Accumulation): Cells {
  return sums.kernel.cells;
}

/** Makes room for slots that were not known before, as when labels are read one after another. */
export function growAccumulation(sums: Accumulation, slots: number): void {
  if (slots <= sums.slots) return;
  sums.slots = Math.max(slots, 2 * sums.slots);
  sums.kernel = kernelFrom(sums.kernel, sums.slots, sums.isFast);
  if (sums.totals === null) return;
  const { values } = sums.totals;
  sums.totals = newCells(sums.totals.k, sums.totals.weighted, sums.slots);
  sums.totals.values.set(values);
}

/** Adds the rows `from` to before `end`, which come after all that were added before. */
export function addRows(sums: Accumulation, rows: Rows, from: number, end: number): void {
  if (!sums.isFast && sums.rows + end - from >= enoughRows) {
    sums.isFast = true;
    sums.kernel = kernelFrom(sums.kernel, sums.slots, true);
  }
  for (let row = from; row < end; ) {
    const inBlock = sums.rows % sums.blockRows;
    if (inBlock === 0) closeBlock(sums);
    const count = Math.min(chunkRows, end - row, sums.blockRows - inBlock);
    addChunk(sums, rows, row, count);
    sums.rows += count;
    row += count;
  }
}

/** The sums of all rows that were added. */
export function totalsOf(sums: Accumulation): Cells {
  if (sums.totals !== null) closeBlock(sums);
  return sums.totals ?? sums.kernel.cells;
}

function closeBlock(sums: Accumulation): void {
  if (sums.rows === 0) return;
  const { k, weighted } = sums.kernel.cells;
  sums.totals ??= newCells(k, weighted, sums.slots);
  addBlock(sums.totals, sums.kernel.cells, sums.slots);
}

function addChunk(sums: Accumulation, { columns, weights, keys, sizes }: Rows, from: number, count: number): void {
  const { kernel, left, slots } = sums;
  for (let i = 0; i < columns.length; i++) kernel.columns[i]!.set(columns[i]!.subarray(from, from + count));
  if (weights !== null) kernel.weights!.set(weights.subarray(from, from + count));
  left.noGroup += fillSlots({ keys, sizes }, from, kernel.slots, count, slots);
  const odds = kernel.add(count);
  if (odds > 0) addOddRows(kernel, left, sums.countsRows, odds);
}
