import { addExact, type ExactSums } from '../numeric/sums/index.js';
import type { WasmFunction } from '../support/wasm/machine.js';
import { digitBits, digits, exactRowCode, exactRowMemory } from './exact-row-code.js';
import { chunkRows, type RowKernel, rowMachine } from './row-kernel.js';

/** Beyond so many columns the code would be longer than the time it saves. */
const mostColumns = 12;

/** The loop that adds chunks of rows exactly, and what it works on. */
export interface ExactKernel extends Pick<RowKernel, 'columns' | 'slots' | 'fillSlots' | 'odd'> {
  /** Slots that have to be emptied before the next chunk. */
  readonly full: Uint32Array;
  /** Adds the first `count` rows of the chunk, but for odd ones; returns how many rows are odd, and how many slots noted as full. */
  readonly add: (count: number) => readonly [odds: number, fulls: number];
  /** Moves what a slot has to its sums, which start at `first`; returns of how many rows. */
  readonly empty: (slot: number, sums: ExactSums, first: number) => number;
}

/** Beyond these exponents digits or their products would leave the range of doubles. */
const farthest = 400;

/** How many times larger than those at hand later numbers may be, as a power of 2. */
const margin = 3;

/** The exponent of a limit for a column, from some of its values; null where that would be too far from 1. */
export function limitOf(values: Float64Array, from: number, count: number): number | null {
  let largest = 0;
  for (let row = from; row < from + count; row++) largest = Math.max(largest, Math.abs(values[row]!) || 0);
  const exponent = (largest === 0 ? 0 : Math.ceil(Math.log2(largest))) + margin;
  return Math.abs(exponent) > farthest ? null : exponent;
}

/**
 * A kernel whose columns have these limits, as exponents of 2; null where there can be none, and rows have to be added one by one.
 */
export function exactKernel(limits: readonly number[], slots: number): ExactKernel | null {
  const k = limits.length;
  if (k > mostColumns) return null;
  const at = exactRowMemory(k, chunkRows);
  const code = (): WasmFunction[] => exactRowCode(k, chunkRows);
  const machine = rowMachine({ name: `exact rows ${k}`, code, k, at, bytes: at.bytes * (slots + 1), slots });
  if (machine === null) return null;
  const { memory, columns, slots: slotOf, fillSlots, odd, add } = machine;
  const numbers = numbersOf(limits);
  writeConstants(new Float64Array(memory, 0, at.cells / 8), limits, numbers);
  const words = new Int32Array(memory, at.cells);
  return {
    columns,
    slots: slotOf,
    fillSlots,
    odd,
    full: new Uint32Array(memory, at.full, chunkRows),
    add: (count) => {
      const noted = add(count);
      return [noted & 0xffff, noted >>> 16];
    },
    empty: (slot, sums, first) => empty(words, (slot * at.bytes) / 4, numbers, sums, first),
  };
}

/** The sums in a cell, one array a property. */
interface CellNumbers {
  /** Where each is in a cell, in words of 32 bits. */
  readonly places: Int32Array;
  /** To which exact sum of the group each belongs. */
  readonly sums: Int32Array;
  readonly units: Float64Array;
  /** The upper half of the bits that every row adds; the lower half is 0. */
  readonly bits: Int32Array;
}

function numbersOf(limits: readonly number[]): CellNumbers {
  const k = limits.length;
  const at = exactRowMemory(k, chunkRows);
  const list: (readonly [place: number, sum: number, exponent: number])[] = [];
  limits.forEach((limit, i) => {
    for (let d = 0; d < digits; d++) list.push([at.digit(i, d), i, limit - digitBits * (d + 1)]);
    // The second of two places that the last of an odd number fills belongs to no column.
    for (let j = 0; j <= i; j++) {
      const pair = (i * (i + 1)) / 2 + j;
      const product = limit + limits[j]!;
      for (let size = 0; size < 2 * digits - 1; size++) {
        list.push([at.product(pair, size), k + pair, product - digitBits * (size + 2)]);
      }
    }
  });
  const units = Float64Array.from(list, ([, , exponent]) => 2 ** exponent);
  return {
    places: Int32Array.from(list, ([place]) => place / 4),
    sums: Int32Array.from(list, ([, sum]) => sum),
    units,
    bits: Int32Array.from(units, (unit) => new Int32Array(Float64Array.of(markOf(unit)).buffer)[1]!),
  };
}

/** What, added to a number, leaves its whole number of units as the lower bits. */
const markOf = (unit: number): number => 1.5 * 2 ** 52 * unit;

function writeConstants(memory: Float64Array, limits: readonly number[], { places, units }: CellNumbers): void {
  const k = limits.length;
  const at = exactRowMemory(k, chunkRows);
  const base = at.constants / 8;
  // Places that no number has are those next to one, at the end of an odd number of them.
  for (let n = 0; n < places.length; n++) memory[base + (places[n]! >> 1)] = markOf(units[n]!);
  for (let i = 0; i < k; i++) memory[at.limit(i) / 8] = 2 ** limits[i]!;
  if (k % 2 === 1) {
    memory[at.limit(k) / 8] = memory[at.limit(k - 1) / 8]!;
    for (let d = 0; d < digits; d++) memory[base + at.digit(k, d) / 8] = memory[base + at.digit(k - 1, d) / 8]!;
  }
}

function empty(words: Int32Array, cell: number, numbers: CellNumbers, into: ExactSums, first: number): number {
  const rows = words[cell]!;
  if (rows === 0) return 0;
  const { places, sums, units, bits } = numbers;
  words[cell] = 0;
  for (let n = 0; n < places.length; n++) {
    const at = cell + places[n]!;
    const high = ((words[at + 1]! - Math.imul(rows, bits[n]!)) | 0) * 2 ** 32;
    const low = words[at]! >>> 0;
    words[at] = 0;
    words[at + 1] = 0;
    // |high| is 0 or no less than low, so that what rounding leaves out is this (Dekker's FastTwoSum).
    const sum = high + low;
    const rest = low - (sum - high);
    if (sum !== 0) addExact(into, first + sums[n]!, sum * units[n]!);
    if (rest !== 0) addExact(into, first + sums[n]!, rest * units[n]!);
  }
  return rows;
}
