import { wasmMachine } from '../support/wasm/machine.js';
import { type Cells, cellBytes, copyCells, newCells } from './cells.js';
import { addRows, addWeightedRows } from './kernels.js';
import { addManyColumns } from './many-columns.js';
import { rowCode, rowMemory } from './row-code.js';

/** Rows that are added at a time: few enough for the nearest cache. */
export const chunkRows = 2048;

/** Beyond so many columns the code would be longer than the time it saves. */
const mostColumns = 24;

/** Above so many bytes a core's own cache does not hold the cells. */
const cacheBytes = 2 ** 20;

/**
 * The hot loop and what it works on: a chunk of rows that the caller fills in, and the cells to which it adds them. There is one in WebAssembly
 * and one in JavaScript; they do the same operations in the same order, so that nobody can tell by the result which it was.
 */
export interface RowKernel {
  readonly columns: readonly Float64Array[];
  readonly weights: Float64Array | null;
  /** For each row its slot, or the number of slots where it has no group. */
  readonly slots: Uint32Array;
  readonly cells: Cells;
  /** Numbers of the rows that `add` passed by: they lack a value or their group a shift, or their weight is 0. */
  readonly odd: Uint32Array;
  /** Adds the first `count` rows of the chunk, at least one, and returns how many are odd. */
  readonly add: (count: number) => number;
  readonly isFast: boolean;
}

/** What kernels of all accumulations share: one is at work at a time, from filling in the chunk to its odd rows. */
const room = {
  columns: [] as Float64Array[],
  weights: new Float64Array(chunkRows),
  slots: new Uint32Array(chunkRows),
  odd: new Uint32Array(chunkRows),
};

/** The kernel in JavaScript: ready at once, for few rows and where there is no other. */
export function plainKernel(k: number, weighted: boolean, slots: number): RowKernel {
  while (room.columns.length < k) room.columns.push(new Float64Array(chunkRows));
  const cells = newCells(k, weighted, slots);
  const columns = room.columns.slice(0, k);
  const weights = weighted ? room.weights : null;
  const { slots: slotOf, odd } = room;
  const { values } = cells;
  const plain = addRows[k - 1];
  const scaled = addWeightedRows[k - 1];
  const add =
    weights === null && plain !== undefined
      ? (count: number) => plain(columns, slotOf, count, values, odd)
      : weights !== null && scaled !== undefined
        ? (count: number) => scaled(columns, weights, slotOf, count, values, odd)
        : (count: number) => addManyColumns(columns, weights, slotOf, count, values, odd);
  return { columns, weights, slots: slotOf, cells, odd, add, isFast: false };
}

/** The kernel in WebAssembly, which takes half the time, from 2 to 5 ms after it was made first; null where there can be none. */
export function fastKernel(k: number, weighted: boolean, slots: number): RowKernel | null {
  if (k > mostColumns) return null;
  const at = rowMemory(k, weighted, chunkRows);
  const name = `rows ${k} ${weighted}`;
  const bytes = cellBytes(k, weighted, slots);
  const machine = wasmMachine(name, () => rowCode(k, weighted, chunkRows), at.cells + bytes);
  if (machine === null) return null;
  const { memory, call } = machine;
  const { add, touch } = call as { add(count: number): number; touch(count: number): number };
  const numbers = (offset: number): Uint32Array => new Uint32Array(memory, offset, chunkRows);
  const column = (offset: number): Float64Array => new Float64Array(memory, offset, chunkRows);
  return {
    columns: Array.from({ length: k }, (_, i) => column(at.column(i))),
    weights: weighted ? column(at.weights) : null,
    slots: numbers(at.slots),
    cells: newCells(k, weighted, slots, memory, at.cells),
    odd: numbers(at.odd),
    add:
      bytes <= cacheBytes
        ? add
        : (count) => {
            touch(count);
            return add(count);
          },
    isFast: true,
  };
}

/** A kernel with the cells of another, and room for so many slots: fast if wanted and possible. */
export function kernelFrom(kernel: RowKernel, slots: number, fast: boolean): RowKernel {
  const { k, weighted } = kernel.cells;
  const next = (fast ? fastKernel(k, weighted, slots) : null) ?? plainKernel(k, weighted, slots);
  copyCells(kernel.cells, next.cells);
  return next;
}
