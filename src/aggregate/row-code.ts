import { type Code, either, f64x2, i32, i32x4, local, repeat } from '../support/wasm/code.js';
import type { WasmFunction } from '../support/wasm/machine.js';
import { cellStride } from './cells.js';

/** Where things are in the memory of a machine that adds rows, in bytes. */
export interface RowMemory {
  readonly column: (i: number) => number;
  readonly weights: number;
  readonly slots: number;
  /** Codes of one key, to be joined to the slots. */
  readonly key: number;
  readonly odd: number;
  /** The cells come last, as many as are wanted. */
  readonly cells: number;
}

/** The memory of a machine for chunks of so many rows. */
export function rowMemory(k: number, weighted: boolean, chunkRows: number): RowMemory {
  const weights = 8 * chunkRows * k;
  const slots = weights + (weighted ? 8 * chunkRows : 0);
  const key = slots + 4 * chunkRows;
  const odd = key + 4 * chunkRows;
  return { column: (i) => 8 * chunkRows * i, weights, slots, key, odd, cells: odd + 4 * chunkRows };
}

/** A number in a vector: at its first place, its second, or at both. */
export interface Place {
  readonly vector: number;
  readonly at: 0 | 1 | 'both';
}

/** What is added to a number of a cell: one number, or the product of two. */
type Term = readonly [Place] | readonly [Place, Place];

/** Local variables that are not vectors: two parameters, then others. */
const count = 0;
export const parameter = 1;
export const q = 2;
export const place = 3;
export const odds = 4;
export const firstVector = 5;
export const frame: Pick<WasmFunction, 'parameters' | 'numbers'> = { parameters: 2, numbers: 3 };

/** The same as a signed number. */
const missing = -1;

/**
 * The loops over a chunk of rows of k columns. `add(count)` adds the rows to the cells of their slots and returns how many are odd; terms are
 * taken two at a time, each rounded as it would be on its own, so that the bits are those of the kernels in JavaScript.
 */
export function rowCode(k: number, weighted: boolean, chunkRows: number): WasmFunction[] {
  const memory = rowMemory(k, weighted, chunkRows);
  const bytes = 8 * cellStride({ k, weighted });
  return [addCode(k, weighted, memory, bytes), ...helpCode(memory, bytes)];
}

/** The loops that do not depend on what is added: `touch`, `join` and `name`. */
export const helpCode = (memory: RowMemory, bytes: number): WasmFunction[] => [
  touchCode(memory, bytes),
  joinCode(memory),
  nameCode(memory),
];

/** Where the number of column i is, two columns to a vector; the last of an odd number fills its own. */
export const placeIn = (vectors: readonly number[], i: number, k: number): Place => ({
  vector: vectors[i >> 1]!,
  at: i === k - 1 && i % 2 === 0 ? 'both' : i % 2 === 0 ? 0 : 1,
});

function addCode(k: number, weighted: boolean, memory: RowMemory, bytes: number): WasmFunction {
  let vectors = 0;
  const newVector = (): number => firstVector + vectors++;

  const one = newVector();
  const weight = newVector();
  const halves = Array.from({ length: Math.ceil(k / 2) }, newVector);
  const scaled = weighted ? halves.map(newVector) : halves;
  const deviation = (i: number): Place => placeIn(halves, i, k);
  const left = (i: number): Place => placeIn(scaled, i, k);

  const terms: Term[] = [[{ vector: one, at: 'both' }]];
  for (let i = 0; i < k; i++) terms.push([left(i)]);
  for (let i = 0; i < k; i++) for (let j = 0; j <= i; j++) terms.push([left(i), deviation(j)]);
  if (weighted) terms.push([{ vector: weight, at: 'both' }]);

  const pair = pairs(newVector);
  const adds: Code = addTerms(terms, memory.cells + 8 * k, pair, { vector: one, at: 'both' });
  const row8 = i32.shiftLeft(local.get(q), 1);
  const loads = halves.flatMap((half, h) => local.set(half, deviationsOf(2 * h, k, memory, row8)));
  const [first, ...rest] = halves;
  const total = rest.reduce<Code>((sum, half) => f64x2.add(sum, local.get(half)), local.get(first!));
  const sum = newVector();
  const isNone = f64x2.notEqual(local.tee(sum, total), local.get(sum));
  const isZero = f64x2.equal(local.tee(weight, f64x2.loadTwice(row8, memory.weights)), f64x2.constant(0));
  const scale = halves.flatMap((half, h) => local.set(scaled[h]!, f64x2.multiply(local.get(weight), local.get(half))));
  const body = [
    ...local.set(place, i32.multiply(i32.load(local.get(q), memory.slots), i32.constant(bytes))),
    ...loads,
    ...either(
      f64x2.anyTrue(weighted ? f64x2.or(isNone, isZero) : isNone),
      noteOdd(memory),
      weighted ? [...scale, ...adds] : adds,
    ),
  ];
  return {
    name: 'add',
    ...frame,
    vectors,
    body: [...local.set(one, f64x2.constant(1)), ...eachRow(body), ...i32.shiftRight(local.get(odds), 2)],
  };
}

/** Goes through the rows, `step` at a time; q is four times the row's number. */
export const eachRow = (body: Code, step = 1): Code => [
  ...local.set(count, i32.shiftLeft(local.get(count), 2)),
  ...repeat(
    body.concat(local.set(q, i32.add(local.get(q), i32.constant(4 * step)))),
    i32.less(local.get(q), local.get(count)),
  ),
];

export const noteOdd = (memory: RowMemory): Code => [
  ...i32.store(local.get(odds), memory.odd, i32.shiftRight(local.get(q), 2)),
  ...local.set(odds, i32.add(local.get(odds), i32.constant(4))),
];

/** Values i and i + 1 of a row less their shifts; the last of an odd number twice. */
function deviationsOf(i: number, k: number, memory: RowMemory, row8: Code): Code {
  const shift = memory.cells + 8 * i;
  const cell = local.get(place);
  if (i + 1 === k) return f64x2.subtract(f64x2.loadTwice(row8, memory.column(i)), f64x2.loadTwice(cell, shift));
  const values = f64x2.loadSecond(row8, memory.column(i + 1), f64x2.loadFirst(row8, memory.column(i)));
  return f64x2.subtract(values, f64x2.load(cell, shift));
}

export type Pair = (a: Place, b: Place) => Code;

/** Puts two numbers side by side, each pair once. */
export function pairs(newVector: () => number): Pair {
  const made = new Map<string, number>();
  return (a, b) => {
    if (a.vector === b.vector && a.at !== 1 && b.at !== 0) return local.get(a.vector);
    const key = `${a.vector} ${a.at} ${b.vector} ${b.at}`;
    const known = made.get(key);
    if (known !== undefined) return local.get(known);
    const vector = newVector();
    made.set(key, vector);
    const picked = f64x2.pick(local.get(a.vector), local.get(b.vector), a.at === 1 ? 1 : 0, b.at === 0 ? 2 : 3);
    return local.tee(vector, picked);
  };
}

/** Adds terms to the numbers from `offset` on of the cell at hand. */
function addTerms(terms: readonly Term[], offset: number, pair: Pair, one: Place): Code {
  const cell = local.get(place);
  const code: number[] = [];
  for (let t = 0; t < terms.length; t += 2) {
    const a = terms[t]!;
    const b = terms[t + 1] ?? a;
    const left = pair(a[0], b[0]);
    const value = a.length + b.length === 2 ? left : f64x2.multiply(left, pair(a[1] ?? one, b[1] ?? one));
    const at = offset + 8 * t;
    code.push(
      ...(t + 1 < terms.length
        ? f64x2.store(cell, at, f64x2.add(f64x2.load(cell, at), value))
        : f64x2.storeFirst(cell, at, f64x2.add(f64x2.loadFirst(cell, at), value))),
    );
  }
  return code;
}

/**
 * `touch(count)` looks at the cells of a chunk of rows and does nothing with them: where there are more than the cache holds, they are
 * fetched side by side, and the loop that adds does not wait for one after the other.
 */
function touchCode(memory: RowMemory, bytes: number): WasmFunction {
  const line = 64;
  const seen = odds;
  const offsets = [...Array.from({ length: Math.ceil(bytes / line) }, (_, i) => i * line), bytes - 8];
  const body = [
    ...local.set(place, i32.multiply(i32.load(local.get(q), memory.slots), i32.constant(bytes))),
    ...offsets.flatMap((offset) =>
      local.set(seen, i32.or(local.get(seen), i32.load(local.get(place), memory.cells + offset))),
    ),
  ];
  return { name: 'touch', ...frame, vectors: 0, body: [...eachRow(body), ...local.get(seen)] };
}

/** `join(count, size)` makes the codes of one more key, which has `size` of them, the last digit of the slots. */
function joinCode(memory: RowMemory): WasmFunction {
  const [slot, code, none] = [firstVector, firstVector + 1, firstVector + 2];
  const lacks = i32x4.or(
    i32x4.equal(local.tee(slot, i32x4.load(local.get(q), memory.slots)), local.get(none)),
    i32x4.equal(local.tee(code, i32x4.load(local.get(q), memory.key)), local.get(none)),
  );
  const joined = i32x4.add(i32x4.multiply(local.get(slot), i32x4.fill(local.get(parameter))), local.get(code));
  const body = [
    ...local.set(none, i32x4.fill(i32.constant(missing))),
    ...eachRow(i32x4.store(local.get(q), memory.slots, i32x4.or(lacks, joined)), 4),
  ];
  return { name: 'join', ...frame, vectors: 3, body: [...body, ...i32.constant(0)] };
}

/** `name(count, noGroup)` puts rows that lack a key into the slot `noGroup`, and returns how many they are. Rows are taken by fours. */
function nameCode(memory: RowMemory): WasmFunction {
  const [slot, lacking] = [firstVector, firstVector + 1];
  const isMissing = i32x4.equal(
    local.tee(slot, i32x4.load(local.get(q), memory.slots)),
    i32x4.fill(i32.constant(missing)),
  );
  const body = [
    ...local.set(lacking, i32x4.subtract(local.get(lacking), isMissing)),
    ...i32x4.store(local.get(q), memory.slots, i32x4.least(local.get(slot), i32x4.fill(local.get(parameter)))),
  ];
  const counted = [1, 2, 3].reduce<Code>(
    (sum, lane) => i32.add(sum, i32x4.at(local.get(lacking), lane)),
    i32x4.at(local.get(lacking), 0),
  );
  return { name: 'name', ...frame, vectors: 2, body: [...eachRow(body, 4), ...counted] };
}
