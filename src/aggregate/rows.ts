import { missingCode } from '../columns/column.js';

/**
 * Rows to be aggregated: typed arrays alone, over shared memory too, so that a worker can be given them as they are.
 * The group of a row is its *slot*: the codes of its keys as digits of one number, the last key counting fastest.
 */
export interface Rows {
  readonly columns: readonly Float64Array[];
  readonly weights: Float64Array | null;
  /** For each key the code of each row, or {@link missingCode}. */
  readonly keys: readonly Uint32Array[];
  /** For each key how many codes there are. */
  readonly sizes: readonly number[];
}

/** How many slots there are: combinations of codes, whether rows have them or not. */
export function slotCount(sizes: readonly number[]): number {
  return sizes.reduce((product, size) => product * size, 1);
}

/**
 * Writes the slots of `count` rows from row `from` on; a row that lacks a key gets `noGroup`.
 *
 * @returns how many rows lack a key
 */
export function fillSlots(
  { keys, sizes }: Pick<Rows, 'keys' | 'sizes'>,
  from: number,
  slots: Uint32Array,
  count: number,
  noGroup: number,
): number {
  const last = keys.length - 1;
  if (last < 0) {
    slots.fill(0, 0, count);
    return 0;
  }
  if (last === 0) return copyCodes(keys[0]!, from, slots, count, noGroup);
  if (last === 1) return joinTwo(keys[0]!, keys[1]!, sizes[1]!, from, slots, count, noGroup);
  joinTwo(keys[0]!, keys[1]!, sizes[1]!, from, slots, count, missingCode);
  for (let j = 2; j < last; j++) joinOneMore(keys[j]!, sizes[j]!, from, slots, count, missingCode);
  return joinOneMore(keys[last]!, sizes[last]!, from, slots, count, noGroup);
}

// Each loop has what it needs in variables of its own, and whole numbers of 32 bits throughout: it takes a third of the time.

function copyCodes(key: Uint32Array, from: number, slots: Uint32Array, count: number, noGroup: number): number {
  let without = 0;
  for (let q = 0; q < count; q++) {
    const x = key[from + q]!;
    if (x === missingCode) without++;
    slots[q] = x === missingCode ? noGroup : x;
  }
  return without;
}

function joinTwo(
  a: Uint32Array,
  b: Uint32Array,
  size: number,
  from: number,
  slots: Uint32Array,
  count: number,
  noGroup: number,
): number {
  let without = 0;
  for (let q = 0; q < count; q++) {
    const x = a[from + q]!;
    const y = b[from + q]!;
    const lacks = x === missingCode || y === missingCode;
    if (lacks) without++;
    slots[q] = lacks ? noGroup : Math.imul(x, size) + y;
  }
  return without;
}

function joinOneMore(
  a: Uint32Array,
  size: number,
  from: number,
  slots: Uint32Array,
  count: number,
  noGroup: number,
): number {
  let without = 0;
  for (let q = 0; q < count; q++) {
    const x = slots[q]!;
    const y = a[from + q]!;
    const lacks = x === missingCode || y === missingCode;
    if (lacks) without++;
    slots[q] = lacks ? noGroup : Math.imul(x, size) + y;
  }
  return without;
}

/** Rows whose slots are found at a time: small enough for the nearest cache. */
const chunkRows = 2048;

/** Calls back with the slots of one chunk of rows after another. */
export function eachChunk(
  grouping: Pick<Rows, 'keys' | 'sizes'> & { readonly slots: number },
  rowCount: number,
  visit: (slots: Uint32Array, from: number, count: number) => void,
): void {
  const slots = new Uint32Array(chunkRows);
  for (let from = 0; from < rowCount; from += chunkRows) {
    const count = Math.min(chunkRows, rowCount - from);
    fillSlots(grouping, from, slots, count, grouping.slots);
    visit(slots, from, count);
  }
}
