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

/** What {@link fillSlots} found in a stretch of rows. */
export interface SlotsFound {
  /** How often the slot differs from that of the row before. */
  changes: number;
  /** Rows that lack a key. */
  noGroup: number;
}

/** Writes the slots of `count` rows from row `from` on; a row that lacks a key gets the one after the last, `noGroup`. */
export function fillSlots(
  { keys, sizes }: Pick<Rows, 'keys' | 'sizes'>,
  from: number,
  slots: Uint32Array,
  count: number,
  noGroup: number,
  found: SlotsFound,
): void {
  if (keys.length === 0) slots.fill(0, 0, count);
  else if (keys.length === 1) slots.set(keys[0]!.subarray(from, from + count));
  else joinTwo(keys[0]!, keys[1]!, sizes[1]!, from, slots, count);
  for (let j = 2; j < keys.length; j++) joinOneMore(keys[j]!, sizes[j]!, from, slots, count);

  // Counted in variables of the loop's own: it takes half the time.
  let before = noGroup;
  let changes = 0;
  let without = 0;
  for (let q = 0; q < count; q++) {
    let slot = slots[q]!;
    if (slot === missingCode) {
      slots[q] = slot = noGroup;
      without++;
    }
    if (slot !== before) changes++;
    before = slot;
  }
  found.changes += changes;
  found.noGroup += without;
}

function joinTwo(a: Uint32Array, b: Uint32Array, size: number, from: number, slots: Uint32Array, count: number): void {
  for (let q = 0; q < count; q++) {
    const x = a[from + q]!;
    const y = b[from + q]!;
    slots[q] = x === missingCode || y === missingCode ? missingCode : x * size + y;
  }
}

function joinOneMore(a: Uint32Array, size: number, from: number, slots: Uint32Array, count: number): void {
  for (let q = 0; q < count; q++) {
    const x = slots[q]!;
    const y = a[from + q]!;
    slots[q] = x === missingCode || y === missingCode ? missingCode : x * size + y;
  }
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
  const found = { changes: 0, noGroup: 0 };
  for (let from = 0; from < rowCount; from += chunkRows) {
    const count = Math.min(chunkRows, rowCount - from);
    fillSlots(grouping, from, slots, count, grouping.slots, found);
    visit(slots, from, count);
  }
}
