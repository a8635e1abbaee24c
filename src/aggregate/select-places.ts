import { selectNth } from './select-nth.js';

/** Below this many values, sorting is as quick. */
const few = 48;

/** Bins that values are counted into, at most: their counts stay in the nearest cache. */
const mostBins = 2 ** 11;

/** Memory that is used again from one stretch of values to the next. */
export interface SelectRoom {
  /** How many values each bin has; then where its next value goes, -1 where nobody asks for it. */
  readonly counts: Int32Array;
  readonly next: Int32Array;
  /** The values of the bins that are asked for. */
  kept: Float64Array;
}

/** Room for stretches of any length. */
export function selectRoom(): SelectRoom {
  return { counts: new Int32Array(mostBins + 1), next: new Int32Array(mostBins + 1), kept: new Float64Array(few) };
}

/**
 * Writes to `found` the values that stand at some places of a stretch when it is sorted.
 *
 * Values are counted into bins of equal width, which takes no comparisons that a processor could guess wrongly; only those in the bins
 * where the places lie are then looked at one by one.
 *
 * @param values - not changed; the stretch goes from `start` to before `end`, and is not empty
 * @param places - counted from `start`, in any order; ascending is quickest
 */
export function selectPlaces(
  values: Float64Array,
  start: number,
  end: number,
  places: Uint32Array,
  found: Float64Array,
  room: SelectRoom,
): void {
  const n = end - start;
  if (room.kept.length < n) room.kept = new Float64Array(2 * n);
  const { kept } = room;
  const bins = n < few ? 0 : Math.min(mostBins, 2 ** (Math.ceil(Math.log2(n)) - 2));
  const low = leastOf(values, start, end);
  const scale = bins / (mostOf(values, start, end) - low);
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) {
    const sorted = kept.subarray(0, n);
    sorted.set(values.subarray(start, end));
    sorted.sort();
    for (let i = 0; i < places.length; i++) found[i] = sorted[places[i]!]!;
    return;
  }
  countBins(values, start, end, low, scale, room.counts.fill(0, 0, bins + 1));
  chooseBins(places, bins, room);
  keepBins(values, start, end, low, scale, room.next, kept);
  for (let i = 0, bin = 0, before = 0; i < places.length; i++) {
    if (places[i]! < before) bin = before = 0;
    for (; places[i]! >= before + room.counts[bin]!; bin++) before += room.counts[bin]!;
    const last = room.next[bin]! - 1;
    const first = last + 1 - room.counts[bin]!;
    selectNth(kept, first, last, first + places[i]! - before);
    found[i] = kept[first + places[i]! - before]!;
  }
}

function leastOf(values: Float64Array, start: number, end: number): number {
  let least = values[start]!;
  for (let i = start; i < end; i++) if (values[i]! < least) least = values[i]!;
  return least;
}

function mostOf(values: Float64Array, start: number, end: number): number {
  let most = values[start]!;
  for (let i = start; i < end; i++) if (values[i]! > most) most = values[i]!;
  return most;
}

function countBins(
  values: Float64Array,
  start: number,
  end: number,
  low: number,
  scale: number,
  counts: Int32Array,
): void {
  for (let i = start; i < end; i++) counts[((values[i]! - low) * scale) | 0]! += 1;
}

/** Gives each bin in which a place lies its stretch of what is kept. */
function chooseBins(places: Uint32Array, bins: number, { counts, next }: SelectRoom): void {
  next.fill(-1, 0, bins + 1);
  for (let i = 0, bin = 0, before = 0, from = 0; i < places.length; i++) {
    if (places[i]! < before) bin = before = 0;
    for (; places[i]! >= before + counts[bin]!; bin++) before += counts[bin]!;
    if (next[bin] !== -1) continue;
    next[bin] = from;
    from += counts[bin]!;
  }
}

function keepBins(
  values: Float64Array,
  start: number,
  end: number,
  low: number,
  scale: number,
  next: Int32Array,
  kept: Float64Array,
): void {
  for (let i = start; i < end; i++) {
    const x = values[i]!;
    const bin = ((x - low) * scale) | 0;
    const at = next[bin]!;
    if (at === -1) continue;
    kept[at] = x;
    next[bin] = at + 1;
  }
}
