import { type WasmFunction, wasmMachine } from '../support/wasm/machine.js';
import { type Cells, cellBytes, copyCells, newCells } from './cells.js';
import { addRows, addWeightedRows } from './kernels.js';
import { addManyColumns } from './many-columns.js';
import { type RowMemory, rowCode, rowMemory } from './row-code.js';
import { fillSlots } from './rows.js';

type Functions = Record<'add' | 'touch' | 'join' | 'name', (count: number, parameter: number) => number>;

/** Rows that are added at a time: few enough for the nearest cache. */
export const chunkRows = 2048;

/** From so many rows on it pays to make a fast kernel. */
export const enoughRows: number = 2 ** 15;

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
  /** Fills in the slots of `count` rows from row `from` on, and returns how many have no group. */
  readonly fillSlots: (keys: readonly Uint32Array[], sizes: readonly number[], from: number, count: number) => number;
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
function plainKernel(k: number, weighted: boolean, slots: number): RowKernel {
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
  return {
    columns,
    weights,
    slots: slotOf,
    fillSlots: (keys, sizes, from, count) => fillSlots({ keys, sizes }, from, slotOf, count, slots),
    cells,
    odd,
    add,
    isFast: false,
  };
}

/** The kernel in WebAssembly, which takes half the time, from 2 to 5 ms after it was made first; null where there can be none. */
function fastKernel(k: number, weighted: boolean, slots: number): RowKernel | null {
  if (k > mostColumns) return null;
  const at = rowMemory(k, weighted, chunkRows);
  const bytes = cellBytes(k, weighted, slots);
  const code = (): WasmFunction[] => rowCode(k, weighted, chunkRows);
  const machine = rowMachine({ name: `rows ${k} ${weighted}`, code, k, at, bytes, slots });
  if (machine === null) return null;
  const { memory, ...loops } = machine;
  return {
    ...loops,
    weights: weighted ? new Float64Array(memory, at.weights, chunkRows) : null,
    cells: newCells(k, weighted, slots, memory, at.cells),
    isFast: true,
  };
}

/** What a machine in WebAssembly is to be made of. */
interface MachinePlan {
  /** Of the code, which is compiled once. */
  readonly name: string;
  readonly code: () => WasmFunction[];
  readonly k: number;
  readonly at: RowMemory;
  /** How many bytes the cells take. */
  readonly bytes: number;
  readonly slots: number;
}

/** The loops of a kernel in WebAssembly and the chunk that they work on. */
interface RowMachine extends Pick<RowKernel, 'columns' | 'slots' | 'fillSlots' | 'odd' | 'add'> {
  readonly memory: ArrayBuffer;
}

/** A machine that adds rows; null where there can be none. */
export function rowMachine({ name, code, k, at, bytes, slots }: MachinePlan): RowMachine | null {
  const machine = wasmMachine(name, code, at.cells + bytes);
  if (machine === null) return null;
  const { memory, call } = machine;
  const { add, touch, join, name: nameSlots } = call as Functions;
  const numbers = (offset: number): Uint32Array => new Uint32Array(memory, offset, chunkRows);
  const slotOf = numbers(at.slots);
  const key = numbers(at.key);
  return {
    memory,
    columns: Array.from({ length: k }, (_, i) => new Float64Array(memory, at.column(i), chunkRows)),
    slots: slotOf,
    fillSlots: (keys, sizes, from, count) => {
      slotOf.fill(0, keys.length === 0 ? 0 : count, count + (-count & 3));
      for (let j = 0; j < keys.length; j++) {
        (j === 0 ? slotOf : key).set(keys[j]!.subarray(from, from + count));
        if (j > 0) join(count, sizes[j]!);
      }
      return nameSlots(count, slots);
    },
    odd: numbers(at.odd),
    add:
      bytes <= cacheBytes
        ? (count) => add(count, 0)
        : (count) => {
            touch(count, 0);
            return add(count, 0);
          },
  };
}

/** A kernel for about so many rows, with the cells of another one and room for so many slots. */
export function kernelFor(
  rows: number,
  k: number,
  weighted: boolean,
  slots: number,
  before: RowKernel | null,
): RowKernel {
  const isMany = rows >= enoughRows || before?.isFast === true;
  const next = (isMany ? fastKernel(k, weighted, slots) : null) ?? plainKernel(k, weighted, slots);
  if (before !== null) copyCells(before.cells, next.cells);
  return next;
}
