import { fillSlots, type Rows } from './rows.js';

/** Some rows, without those that have no group, sorted by ranges of slots, and in a range by blocks; in a block they keep their order. */
export interface Parts {
  readonly columns: readonly Float64Array[];
  readonly weights: Float64Array | null;
  readonly slots: Uint32Array;
  /** Where block b of range r starts: at `r blocks + b`. The end comes last. */
  starts: Uint32Array;
}

/** Which rows to sort, and how. */
export interface PartitionPlan {
  readonly from: number;
  readonly end: number;
  /** Rows in a block; the first starts at `from`. */
  readonly blockRows: number;
  /** How many slots there are, and the logarithm to base 2 of how many a range has. */
  readonly slots: number;
  readonly bits: number;
}

/** Rows whose slots are found at a time. */
const chunkRows = 2048;

/**
 * Sorts rows by ranges of slots: one pass to count, one to move. Where there are more groups than a core's own cache holds, adding
 * the rows range by range takes half the time.
 *
 * @param memory - of an earlier call, to be used again
 */
export function partitionRows(rows: Rows, plan: PartitionPlan, memory: Parts | null): Parts {
  const { from, end, blockRows, slots, bits } = plan;
  const n = end - from;
  const blocks = Math.ceil(n / blockRows);
  const ranges = (slots >>> bits) + 1;
  const parts = memory !== null && memory.slots.length > n ? memory : newParts(rows, n);

  const slotOf = new Uint32Array(n);
  const starts = new Uint32Array(ranges * blocks + 1);
  for (let q = 0; q < n; q += chunkRows) {
    const count = Math.min(chunkRows, n - q);
    const chunk = slotOf.subarray(q, q + count);
    fillSlots(rows, from + q, chunk, count, slots);
    countRanges(chunk, slots, bits, blocks, Math.floor(q / blockRows), starts);
  }
  for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!;

  const places = new Uint32Array(n);
  const next = starts.slice();
  for (let q = 0; q < n; q += chunkRows) {
    const chunk = slotOf.subarray(q, q + chunkRows);
    findPlaces(chunk, slots, bits, blocks, Math.floor(q / blockRows), next, places, q, parts.slots);
  }
  for (let i = 0; i < rows.columns.length; i++) move(rows.columns[i]!, from, places, parts.columns[i]!);
  if (rows.weights !== null && parts.weights !== null) move(rows.weights, from, places, parts.weights);
  parts.starts = starts;
  return parts;
}

/** Counts rows by range and block, one place further on, where the sums of what comes before will stand. */
function countRanges(
  slotOf: Uint32Array,
  noGroup: number,
  bits: number,
  blocks: number,
  block: number,
  starts: Uint32Array,
): void {
  for (let q = 0; q < slotOf.length; q++) {
    const slot = slotOf[q]!;
    if (slot !== noGroup) starts[(slot >>> bits) * blocks + block + 1]! += 1;
  }
}

/** Finds where each row goes; those without a group go to the one place behind all others. */
function findPlaces(
  slotOf: Uint32Array,
  noGroup: number,
  bits: number,
  blocks: number,
  block: number,
  next: Uint32Array,
  places: Uint32Array,
  at: number,
  slots: Uint32Array,
): void {
  const behind = slots.length - 1;
  for (let q = 0; q < slotOf.length; q++) {
    const slot = slotOf[q]!;
    const range = (slot >>> bits) * blocks + block;
    const place = slot === noGroup ? behind : next[range]!;
    if (slot !== noGroup) next[range] = place + 1;
    places[at + q] = place;
    slots[place] = slot;
  }
}

function newParts(rows: Rows, n: number): Parts {
  return {
    columns: rows.columns.map(() => new Float64Array(n + 1)),
    weights: rows.weights === null ? null : new Float64Array(n + 1),
    slots: new Uint32Array(n + 1),
    starts: new Uint32Array(0),
  };
}

function move(column: Float64Array, from: number, places: Uint32Array, to: Float64Array): void {
  for (let q = 0; q < places.length; q++) to[places[q]!] = column[from + q]!;
}
