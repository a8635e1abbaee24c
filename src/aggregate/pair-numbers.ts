import { missingCode } from '../columns/column.js';

/**
 * Pairs of codes and the number of each, from 0 in the order in which they were first met: an open hash table. Sizes need not be known
 * in advance, so that it serves rows that are still being read.
 */
export interface PairNumbers {
  count: number;
  /** Number + 1 of the pair in this place of the table, or 0. */
  places: Uint32Array;
  /** The pairs by their number. */
  first: Uint32Array;
  second: Uint32Array;
}

/** No pairs. */
export function newPairNumbers(): PairNumbers {
  return { count: 0, places: new Uint32Array(2048), first: new Uint32Array(1024), second: new Uint32Array(1024) };
}

/** Writes the numbers of the pairs `a[from], b[from]` and so on; a pair that lacks one gets {@link missingCode}. */
export function numberPairs(
  pairs: PairNumbers,
  a: Uint32Array,
  b: Uint32Array | null,
  from: number,
  numbers: Uint32Array,
  count: number,
): void {
  let { places, first, second } = pairs;
  let mask = places.length - 1;
  for (let q = 0; q < count; q++) {
    const x = a[from + q]!;
    const y = b === null ? 0 : b[from + q]!;
    if (x === missingCode || y === missingCode) {
      numbers[q] = missingCode;
      continue;
    }
    let place = placeOf(x, y) & mask;
    let known = places[place]!;
    while (known !== 0 && (first[known - 1] !== x || second[known - 1] !== y)) {
      place = (place + 1) & mask;
      known = places[place]!;
    }
    if (known === 0) {
      known = ++pairs.count;
      places[place] = known;
      first[known - 1] = x;
      second[known - 1] = y;
      if (known === first.length) {
        grow(pairs);
        ({ places, first, second } = pairs);
        mask = places.length - 1;
      }
    }
    numbers[q] = known - 1;
  }
}

/** Multiply and mix: neighbouring codes must not land in neighbouring places only. */
function placeOf(x: number, y: number): number {
  let h = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}

function grow(pairs: PairNumbers): void {
  const { first, second, count } = pairs;
  pairs.first = longer(first);
  pairs.second = longer(second);
  pairs.places = new Uint32Array(2 * pairs.places.length);
  const mask = pairs.places.length - 1;
  for (let n = 0; n < count; n++) {
    let place = placeOf(first[n]!, second[n]!) & mask;
    while (pairs.places[place] !== 0) place = (place + 1) & mask;
    pairs.places[place] = n + 1;
  }
}

function longer(codes: Uint32Array): Uint32Array {
  const twice = new Uint32Array(2 * codes.length);
  twice.set(codes);
  return twice;
}
