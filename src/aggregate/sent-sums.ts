import { type ExactSums, mergeExact } from '../numeric/sums/index.js';
import { exactTotalsOf } from './add-exact-rows.js';
import { kernelOf, totalsOf } from './add-rows.js';
import { addBlock, cellStride } from './cells.js';
import { exactWidth } from './exact-cells.js';
import { placeOfSlot, placeSlots, type RangePlaces } from './key-range.js';
import { addLeftOut, type LeftOutRows } from './odd-rows.js';
import { isExact, type SumsOfRows } from './sums-of-rows.js';

/** Complete sums of some slots, as a worker sends them. */
export type SentSums =
  | { readonly cells: Float64Array; readonly left: LeftOutRows }
  | { readonly rows: Float64Array; readonly sums: ExactSums; readonly left: LeftOutRows };

/** Sums ready to be sent. */
export function sentSums(sums: SumsOfRows): SentSums {
  const { left } = sums;
  if (isExact(sums)) return { sums: exactTotalsOf(sums), rows: sums.rows, left };
  const { values } = totalsOf(sums);
  // Sums of one block alone are in the memory of a machine, which cannot move: a browser refuses.
  return { cells: sums.totals === null ? values.slice() : values, left };
}

/** Memory of sums that moves with them; shared memory stays where it is. */
export function memoryOfSums(sent: SentSums): ArrayBuffer[] {
  const arrays = 'cells' in sent ? [sent.cells] : [sent.rows, sent.sums.cells];
  return arrays.map(({ buffer }) => buffer).filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer);
}

/** Adds sums of the same slots, of rows that come after all that were added before. */
export function addSentSums(into: SumsOfRows, sent: SentSums): void {
  addLeftOut(into.left, sent.left);
  if ('cells' in sent && !isExact(into)) {
    const { cells } = kernelOf(into);
    addBlock(cells, { ...cells, values: sent.cells }, into.slots);
  } else if ('sums' in sent && isExact(into)) {
    const { rows, sums, slots } = into;
    const width = exactWidth(into.k, into.weighted);
    for (let slot = 0; slot < slots; slot++) {
      if (sent.rows[slot] === 0) continue;
      rows[slot]! += sent.rows[slot]!;
      for (let i = slot * width; i < (slot + 1) * width; i++) mergeExact(sums, i, sent.sums, i);
    }
  }
}

/**
 * Puts sums of all rows of the groups in a range into their places, which were empty.
 *
 * @param slots - how many the range has
 */
export function placeSentSums(into: SumsOfRows, sent: SentSums, slots: number, places: RangePlaces): void {
  placeLeftOut(into.left, sent.left, into.slots, slots, places);
  if ('cells' in sent && !isExact(into)) {
    const { cells } = kernelOf(into);
    placeSlots(sent.cells, slots, cells.values, cellStride(cells), places);
  } else if ('sums' in sent && isExact(into)) {
    const width = exactWidth(into.k, into.weighted);
    placeSlots(sent.rows, slots, into.rows, 1, places);
    placeSlots(sent.sums.cells, slots, into.sums.cells, 4 * width, places);
    for (const [i, far] of sent.sums.far) {
      into.sums.far.set(placeOfSlot(Math.floor(i / width), places) * width + (i % width), far);
    }
  }
}

function placeLeftOut(into: LeftOutRows, from: LeftOutRows, all: number, slots: number, places: RangePlaces): void {
  const k = into.byColumn.length;
  addLeftOut(into, { ...from, seen: new Uint8Array(0), values: new Float64Array(0) });
  if (from.seen.length === 0) return;
  if (into.seen.length === 0) {
    into.seen = new Uint8Array(all);
    into.values = new Float64Array(all * k);
  }
  placeSlots(from.seen, slots, into.seen, 1, places);
  placeSlots(from.values, slots, into.values, k, places);
}
