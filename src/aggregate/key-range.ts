import { type Rows, slotCount } from './rows.js';

/** Some codes of one key, from `first` to before `end`; in a worker's own slots they are numbered from 0. */
export interface KeyRange {
  readonly key: number;
  readonly first: number;
  readonly end: number;
}

/** Rows that are looked at: enough to tell where half of them lie to within a hundredth. */
const sampleSize = 8192;

/**
 * Cuts the key with the most codes into ranges of about as many rows each, as far as a sample of the rows tells. The result of an
 * aggregation does not depend on the cuts, only how well its work is shared.
 *
 * @returns ranges without gaps: as many as are wanted, or fewer; one for no keys
 */
export function cutKeys({ keys, sizes }: Rows, rowCount: number, wanted: number): KeyRange[] {
  const key = sizes.indexOf(Math.max(...sizes));
  const codes = keys[key];
  if (codes === undefined) return [{ key: 0, first: 0, end: 0 }];
  const size = sizes[key]!;
  const sample = Uint32Array.from({ length: Math.min(rowCount, sampleSize) }, (_, q) => {
    return codes[Math.floor((q * rowCount) / Math.min(rowCount, sampleSize))]!;
  });
  sample.sort();
  const ranges: KeyRange[] = [];
  let first = 0;
  for (let range = 1; range <= wanted && first < size; range++) {
    const quantile = sample[Math.floor((range * sample.length) / wanted)] ?? size;
    const end = range === wanted ? size : Math.min(size, quantile);
    if (end > first) ranges.push({ key, first, end });
    first = Math.max(first, end);
  }
  return ranges;
}

/** How many codes each key has in a range. */
export function sizesInRange(sizes: readonly number[], { key, first, end }: KeyRange): number[] {
  return sizes.map((size, j) => (j === key ? end - first : size));
}

/** Where the slots of a range are among all slots. */
export interface RangePlaces {
  /** So many slots of the range follow one another among all. */
  readonly stretch: number;
  /** Where the first stretch starts, and how far it is from there to the next. */
  readonly start: number;
  readonly step: number;
}

/**
 * Where the slots of a range are.
 *
 * @param sizes - how many codes each key has in all
 */
export function placesOfRange(sizes: readonly number[], { key, first, end }: KeyRange): RangePlaces {
  const behind = slotCount(sizes.slice(key + 1));
  return { stretch: behind * (end - first), start: behind * first, step: behind * sizes[key]! };
}

/** The place among all slots of a slot of the range. */
export function placeOfSlot(slot: number, { stretch, start, step }: RangePlaces): number {
  return Math.floor(slot / stretch) * step + start + (slot % stretch);
}

/** Copies numbers of all slots of the range, `width` of each, to their places. */
export function placeSlots<T extends Float64Array | Uint8Array>(
  from: T,
  slots: number,
  into: T,
  width: number,
  places: RangePlaces,
): void {
  const { stretch } = places;
  for (let slot = 0; slot < slots; slot += stretch) {
    into.set(from.subarray(slot * width, (slot + stretch) * width), placeOfSlot(slot, places) * width);
  }
}
