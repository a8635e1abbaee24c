import type { PoolTask } from '../support/pool/pool-task.js';
import { type Cells, cellBytes, newCells } from './cells.js';
import { isComplete } from './odd-rows.js';
import { fillSlots, type Rows } from './rows.js';

/** In place of a row's number: there is none. */
export const noRow = 0xffffffff;

/** Rows whose slots are found at a time. */
const chunkRows = 2048;

/** For each slot the first of the rows `from` to before `end` that is used: complete and of a weight above 0; else {@link noRow}. */
export function firstRows(rows: Rows, slots: number, from: number, end: number): Uint32Array<ArrayBuffer> {
  const first = new Uint32Array(slots).fill(noRow);
  const chunk = new Uint32Array(chunkRows);
  let unknown = slots;
  for (let row = from; row < end && unknown > 0; row += chunkRows) {
    const count = Math.min(chunkRows, end - row);
    fillSlots(rows, row, chunk, count, slots);
    for (let q = 0; q < count; q++) {
      if (first[chunk[q]!] !== noRow || !isComplete(rows.columns, rows.weights, row + q)) continue;
      first[chunk[q]!] = row + q;
      unknown--;
    }
  }
  return first;
}

/** Writes the first rows of later rows where there were none. */
export function addFirstRows(first: Uint32Array, later: Uint32Array): void {
  for (let slot = 0; slot < first.length; slot++) if (first[slot] === noRow) first[slot] = later[slot]!;
}

/** Cells without rows, whose shifts are the values of each slot's first row, in shared memory. */
export function shiftsAt(first: Uint32Array, { columns, weights }: Rows): Cells {
  const k = columns.length;
  const weighted = weights !== null;
  const slots = first.length;
  const cells = newCells(k, weighted, slots, new SharedArrayBuffer(cellBytes(k, weighted, slots)));
  const stride = cells.values.length / (slots + 1);
  for (let slot = 0; slot < slots; slot++) {
    const row = first[slot]!;
    if (row === noRow) continue;
    for (let i = 0; i < k; i++) cells.values[slot * stride + i] = columns[i]![row]!;
  }
  return cells;
}

/** Finds the first rows of stretches of rows, given by their first and the one behind their last. */
export const firstRowsTask: PoolTask<
  { readonly rows: Rows; readonly slots: number },
  readonly [from: number, end: number],
  Uint32Array<ArrayBuffer>
> = {
  name: 'first-rows',
  begin:
    ({ rows, slots }) =>
    ([from, end]) =>
      firstRows(rows, slots, from, end),
  outputMoves: (first) => [first.buffer],
};
