import { addBlock, type Cells, cellStride, growCells, newCells } from './cells.js';
import { type AddRun, addRows as addPlainRows, addRun, addWeightedRows } from './kernels.js';
import { addManyColumns } from './many-columns.js';
import { addOddRows, type LeftOutRows, nothingLeftOut } from './odd-rows.js';
import { type Parts, partitionRows } from './partition.js';
import { fillSlots, type Rows } from './rows.js';

/**
 * Rows are summed in blocks of this many, by their number in the whole, and the blocks' sums are added in order. So the result has the
 * same bits however the rows come in, and on however many workers the blocks are summed.
 */
export const blockRows: number = 2 ** 20;

/** Rows whose slots are found at a time: small enough for the nearest cache. */
const chunkRows = 2048;

/** Above this many bytes of cells, a core's own cache does not hold them. */
const cacheBytes = 2 ** 20;

/** Memory for rows that are sorted into parts. */
const partitionBytes = 2 ** 26;

/** A stretch of rows is sorted into parts by slot only when it is this long. */
const fewestToPartition = 2 ** 17;

/** Sums in the making. */
export interface Accumulation {
  readonly blockRows: number;
  /** Rows added so far, those left out included. */
  rows: number;
  /** Sums of the block at hand, and the shifts of all groups. */
  block: Cells;
  /** Sums of the blocks before; null as long as there are none. */
  totals: Cells | null;
  slots: number;
  /** Whether a weight is a number of rows. */
  readonly countsRows: boolean;
  readonly left: LeftOutRows;
  /** Memory for rows sorted into parts, kept from block to block. */
  parts: Parts | null;
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
  const block = newCells(k, weights.weighted, slots);
  return {
    blockRows: rowsABlock,
    rows: 0,
    block,
    totals: null,
    slots,
    countsRows: weights.countsRows,
    left: nothingLeftOut(k),
    parts: null,
  };
}

/** Makes room for slots that were not known before, as when labels are read one after another. */
export function growAccumulation(sums: Accumulation, slots: number): void {
  if (slots <= sums.slots) return;
  const room = Math.max(slots, 2 * sums.slots);
  sums.block = growCells(sums.block, room);
  if (sums.totals !== null) sums.totals = growCells(sums.totals, room);
  sums.slots = room;
}

/** Adds the rows `from` to before `end`, which come after all that were added before. */
export function addRows(sums: Accumulation, rows: Rows, from: number, end: number): void {
  const { blockRows } = sums;
  let row = from;
  while (row < end) {
    const inBlock = sums.rows % blockRows;
    if (inBlock === 0 && sums.rows > 0) closeBlock(sums);
    const byParts = inBlock === 0 && isWide(sums, end - row) && isScattered(sums, rows, row);
    const stop = Math.min(end, row + (byParts ? partitionBlocks(rows, blockRows) * blockRows : blockRows - inBlock));
    if (byParts) addByParts(sums, rows, row, stop);
    else addInOrder(sums, rows, row, stop);
    sums.rows += stop - row;
    row = stop;
  }
}

/** The sums of all rows that were added. */
export function totalsOf(sums: Accumulation): Cells {
  if (sums.totals === null) return sums.block;
  closeBlock(sums);
  return sums.totals;
}

function closeBlock(sums: Accumulation): void {
  const { k, weighted } = sums.block;
  sums.totals ??= newCells(k, weighted, sums.slots);
  addBlock(sums.totals, sums.block, 0, sums.slots);
}

/** Adds rows of one block as they come. */
function addInOrder(sums: Accumulation, rows: Rows, from: number, end: number): void {
  const slots = new Uint32Array(Math.min(chunkRows, end - from));
  const found = { changes: 0, noGroup: 0 };
  for (let row = from; row < end; row += chunkRows) {
    const count = Math.min(chunkRows, end - row);
    found.changes = 0;
    fillSlots(rows, row, slots, count, sums.slots, found);
    addChunk(sums, rows.columns, rows.weights, row, slots, count, found.changes);
  }
  sums.left.noGroup += found.noGroup;
}

/** Whether the cells do not fit into the cache, and the rows are enough to make sorting them worth while. */
function isWide({ block, slots }: Accumulation, rows: number): boolean {
  return block.values.byteLength > 2 * cacheBytes && rows > Math.max(fewestToPartition, slots / 2);
}

/** Whether neighbouring rows mostly are of different groups, as far as a first look tells. */
function isScattered({ slots: noGroup }: Accumulation, rows: Rows, from: number): boolean {
  const count = Math.min(chunkRows, rows.columns[0]!.length - from);
  const found = { changes: 0, noGroup: 0 };
  fillSlots(rows, from, new Uint32Array(count), count, noGroup, found);
  return 2 * found.changes > count;
}

/** How many blocks of rows to sort at a time. */
function partitionBlocks({ columns, weights }: Rows, blockRows: number): number {
  const bytes = blockRows * (8 * (columns.length + (weights === null ? 0 : 1)) + 4);
  return Math.max(1, Math.floor(partitionBytes / bytes));
}

/** Sorts rows of some blocks by ranges of groups whose cells fit into the cache, and adds them range by range. */
function addByParts(sums: Accumulation, rows: Rows, from: number, end: number): void {
  const { block, blockRows, slots, left } = sums;
  const blocks = Math.ceil((end - from) / blockRows);
  const bits = Math.max(0, Math.floor(Math.log2(cacheBytes / 2 / (8 * cellStride(block)))));
  const parts = partitionRows(rows, { from, end, blockRows, slots, bits }, sums.parts);
  const { starts } = parts;
  sums.parts = parts;
  left.noGroup += end - from - starts[starts.length - 1]!;
  if (blocks > 1) sums.totals ??= newCells(block.k, block.weighted, slots);
  for (let part = 0; part < starts.length - 1; part++) {
    const stop = starts[part + 1]!;
    for (let row = starts[part]!; row < stop; row += chunkRows) {
      const count = Math.min(chunkRows, stop - row);
      addChunk(sums, parts.columns, parts.weights, row, parts.slots.subarray(row, row + count), count, count);
    }
    // The sums of the last block wait for rows that may yet come.
    const first = Math.floor(part / blocks) << bits;
    if (sums.totals !== null && (part + 1) % blocks > 0)
      addBlock(sums.totals, block, first, Math.min(slots, first + (1 << bits)));
  }
}

const odd = new Uint32Array(chunkRows);

/** Adds a chunk of rows of one block, by the loop that suits it: all of them give the same bits. */
function addChunk(
  sums: Accumulation,
  columns: readonly Float64Array[],
  weights: Float64Array | null,
  from: number,
  slots: Uint32Array,
  count: number,
  changes: number,
): void {
  const { k, values } = sums.block;
  const run = addRun[k - 1];
  const plain = addPlainRows[k - 1];
  const weighted = addWeightedRows[k - 1];
  let odds: number;
  if (weights === null && run !== undefined && 8 * changes < count)
    odds = addRuns(run, sums, columns, from, slots, count);
  else if (weights === null && plain !== undefined) odds = plain(columns, from, slots, count, values, odd);
  else if (weights !== null && weighted !== undefined)
    odds = weighted(columns, weights, from, slots, count, values, odd);
  else odds = addManyColumns(columns, weights, from, slots, count, values, odd);
  if (odds > 0) addOddRows(sums.block, sums.left, columns, weights, sums.countsRows, from, slots, odd, odds);
}

/** Rows that lie together by group. */
function addRuns(
  run: AddRun,
  { block: { values, k }, slots: noGroup }: Accumulation,
  columns: readonly Float64Array[],
  from: number,
  slots: Uint32Array,
  count: number,
): number {
  const stride = cellStride({ k, weighted: false });
  let odds = 0;
  for (let start = 0, end = 1; start < count; start = end, end++) {
    const slot = slots[start]!;
    while (end < count && slots[end] === slot) end++;
    if (slot !== noGroup) odds = run(columns, from, start, end, values, slot * stride, odd, odds);
  }
  return odds;
}
