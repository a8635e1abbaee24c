import { type Code, either, f64x2, i32, i64x2, local } from '../support/wasm/code.js';
import type { WasmFunction } from '../support/wasm/machine.js';
import {
  eachRow,
  firstVector,
  frame,
  helpCode,
  noteOdd,
  odds,
  type Pair,
  type Place,
  pairs,
  parameter,
  place,
  placeIn,
  q,
  type RowMemory,
  rowMemory,
} from './row-code.js';

/**
 * Numbers are cut into three digits a, b, c of 25 bits, x = a + b + c exactly, in units of 2^(e - 25), 2^(e - 50) and 2^(e - 75), where 2^e is the
 * limit of the column. Counted in their units |a| is up to 2^25, |b| and |c| up to 2^24, so that the products of two columns' digits,
 * added up by size, are whole numbers of at most 2^51 units, and exact as doubles:
 *
 *     a a', a b' + b a', a c' + b b' + c a', b c' + c b', c c'
 *
 * A whole number p of units u of at most 2^51 in size, added to m = 1.5 * 2^52 u, gives the double whose bits, read as a whole number of 64 bits,
 * are those of m plus p: all these doubles have one exponent. So bits are added up, modulo 2^64; n times the bits of m subtracted at the end leaves the
 * exact sum for up to {@link mostRows} rows, because it is below 2^63 in size.
 *
 * @see Demmel & Nguyen (2015), Parallel reproducible summation, IEEE Trans. Comput. 64(7), 2060-2070 (pre-rounding into bins).
 */
export const digits = 3;
export const digitBits = 25;
const sizes = 2 * digits - 1;

/** 2^51 times so many is below 2^63. */
export const mostRows = 4095;

/** A chunk may be added to cells of no more rows. */
const fullRows = (chunkRows: number): number => mostRows - chunkRows;

/** Where numbers of a cell and the constants that go with them are, in bytes; constants are doubles m as told above. */
export interface ExactRowMemory extends RowMemory {
  readonly bytes: number;
  /** Slots that are to be emptied before the next chunk. */
  readonly full: number;
  /** From where on the constants are: at `constants + p` that of the number at p of a cell. At 0 of a cell is its count. */
  readonly constants: number;
  readonly limit: (i: number) => number;
  readonly digit: (i: number, digit: number) => number;
  /** Products of pair number `pair` of columns, in the order of the packed triangle. */
  readonly product: (pair: number, size: number) => number;
}

const vectorBytes = 16;

/** The memory of a machine for chunks of so many rows. */
export function exactRowMemory(k: number, chunkRows: number): ExactRowMemory {
  const halves = Math.ceil(k / 2);
  const terms = Math.ceil((k * (k + 1)) / 4);
  const bytes = vectorBytes * (1 + digits * halves + sizes * terms);
  const rows = rowMemory(k, false, chunkRows);
  const full = rows.cells;
  const limits = full + 4 * chunkRows;
  const constants = limits + vectorBytes * halves;
  return {
    ...rows,
    bytes,
    full,
    constants,
    cells: constants + bytes,
    limit: (i) => limits + 8 * i,
    digit: (i, digit) => vectorBytes * (1 + digits * (i >> 1) + digit) + 8 * (i & 1),
    product: (pair, size) => vectorBytes * (1 + digits * halves + sizes * (pair >> 1) + size) + 8 * (pair & 1),
  };
}

/**
 * The loops over a chunk of rows of k columns. `add(count, 0)` adds the digits of the rows and their products to the cells of their slots; rows with
 * a number that is missing, beyond its limit or not cut to the end by three digits are odd. It returns how many rows are odd, plus 2^16 times how
 * many slots were noted as full.
 */
export function exactRowCode(k: number, chunkRows: number): WasmFunction[] {
  const memory = exactRowMemory(k, chunkRows);
  return [addCode(k, memory, fullRows(chunkRows)), ...helpCode(memory, memory.bytes)];
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

function addCode(k: number, memory: ExactRowMemory, mostInCell: number): WasmFunction {
  let vectors = 0;
  const newVector = (): number => firstVector + vectors++;
  const halves = range(Math.ceil(k / 2));
  const rest = newVector();
  const odd = newVector();
  const marks = range(digits).map(() => halves.map(newVector));
  const cut = range(digits).map(() => halves.map(newVector));

  const row8 = i32.shiftLeft(local.get(q), 1);
  const none = i32.constant(0);
  const loads = halves.flatMap((h) => {
    const i = 2 * h;
    const value =
      i + 1 < k
        ? f64x2.loadSecond(row8, memory.column(i + 1), f64x2.loadFirst(row8, memory.column(i)))
        : f64x2.loadTwice(row8, memory.column(i));
    const isLarge = f64x2.greater(f64x2.size(local.tee(rest, value)), f64x2.load(none, memory.limit(i)));
    const cuts = range(digits).flatMap((d) => {
      const rounder = f64x2.load(none, memory.constants + memory.digit(i, d));
      return [
        ...local.set(marks[d]![h]!, f64x2.add(local.get(rest), rounder)),
        ...local.set(cut[d]![h]!, f64x2.subtract(local.get(marks[d]![h]!), rounder)),
        ...local.set(rest, f64x2.subtract(local.get(rest), local.get(cut[d]![h]!))),
      ];
    });
    const isLong = f64x2.notEqual(local.get(rest), f64x2.constant(0));
    return [
      ...local.set(odd, h === 0 ? isLarge : f64x2.or(local.get(odd), isLarge)),
      ...cuts,
      ...local.set(odd, f64x2.or(local.get(odd), isLong)),
    ];
  });

  const cell = local.get(place);
  const addBits = (at: number, value: Code): Code =>
    f64x2.store(cell, memory.cells + at, i64x2.add(f64x2.load(cell, memory.cells + at), value));
  const sums = halves.flatMap((h) =>
    range(digits).flatMap((d) => addBits(memory.digit(2 * h, d), local.get(marks[d]![h]!))),
  );
  const body = [
    ...local.set(place, i32.multiply(i32.load(local.get(q), memory.slots), i32.constant(memory.bytes))),
    ...loads,
    ...either(f64x2.anyTrue(local.get(odd)), noteOdd(memory), [
      ...countRow(memory, mostInCell),
      ...sums,
      ...products(k, cut, memory, pairs(newVector), addBits),
    ]),
  ];
  const result = i32.or(i32.shiftRight(local.get(odds), 2), i32.shiftLeft(local.get(parameter), 14));
  return { name: 'add', ...frame, vectors, body: [...eachRow(body), ...result] };
}

/** Counts the row, and notes its slot where the cell is full: behind those noted before, which the parameter counts by fours. */
function countRow(memory: ExactRowMemory, mostInCell: number): Code {
  const cell = local.get(place);
  const count = i32.load(cell, memory.cells);
  return [
    ...i32.store(cell, memory.cells, i32.add(count, i32.constant(1))),
    ...i32.store(local.get(parameter), memory.full, i32.load(local.get(q), memory.slots)),
    ...local.set(parameter, i32.add(local.get(parameter), i32.shiftLeft(i32.less(i32.constant(mostInCell), count), 2))),
  ];
}

/** Adds the products of digits to the cell at hand, two pairs of columns at a time. */
function products(
  k: number,
  cut: readonly (readonly number[])[],
  memory: ExactRowMemory,
  pair: Pair,
  addBits: (at: number, value: Code) => Code,
): Code {
  const terms = range(k).flatMap((i) => range(i + 1).map((j) => [i, j] as const));
  const digit = (i: number, d: number): Place => placeIn(cut[d]!, i, k);
  return range(Math.ceil(terms.length / 2)).flatMap((t) => {
    const [i, j] = terms[2 * t]!;
    const [m, n] = terms[2 * t + 1] ?? [i, j];
    const product = (d: number, e: number): Code =>
      f64x2.multiply(pair(digit(i, d), digit(m, d)), pair(digit(j, e), digit(n, e)));
    return range(sizes).flatMap((size) => {
      const first = Math.max(0, size - digits + 1);
      const sum = range(Math.min(size, digits - 1) - first + 1)
        .map((d) => product(first + d, size - first - d))
        .reduce((a, b) => f64x2.add(a, b));
      const at = memory.product(2 * t, size);
      return addBits(at, f64x2.add(sum, f64x2.load(i32.constant(0), memory.constants + at)));
    });
  });
}
