import { missingCode } from '../columns/column.js';

/**
 * Pairs of codes and the number of each, from 0 in the order in which they were first met. Sizes need not be known in advance, so that it
 * serves rows that are still being read. While the codes are small, the two side by side are the pair's place in a table; then it is
 * an open hash table.
 */
export interface PairNumbers {
  count: number;
  /** Number + 1 of the pair in this place of the table, or 0. */
  places: Uint32Array;
  /** How many bits the codes may have for their pair to be its own place; null once they had more. */
  bits: readonly [first: number, second: number] | null;
  /** The pairs by their number. */
  first: Uint32Array;
  second: Uint32Array;
}

/** Bits of a table by codes at most: a megabyte of it stays in a core's own cache. */
const mostBits = 18;

/** No pairs. */
export function newPairNumbers(): PairNumbers {
  return {
    count: 0,
    places: new Uint32Array(1024),
    bits: [6, 4],
    first: new Uint32Array(1024),
    second: new Uint32Array(1024),
  };
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
  let done = 0;
  while (done < count && pairs.bits !== null) {
    done = numberSmall(pairs, pairs.bits, a, b, from, numbers, done, count);
    if (done === count) return;
    const x = a[from + done]!;
    const y = b === null ? 0 : b[from + done]!;
    if (x === missingCode || y === missingCode) numbers[done++] = missingCode;
    else widen(pairs, x, y);
  }
  numberHashed(pairs, a, b, from, numbers, done, count);
}

/** Numbers pairs whose codes are their place, up to the first with a code that is missing or too large. */
function numberSmall(
  pairs: PairNumbers,
  [xBits, yBits]: readonly [number, number],
  a: Uint32Array,
  b: Uint32Array | null,
  from: number,
  numbers: Uint32Array,
  done: number,
  count: number,
): number {
  const { places } = pairs;
  for (let q = done; q < count; q++) {
    const x = a[from + q]!;
    const y = b === null ? 0 : b[from + q]!;
    if (x >>> xBits !== 0 || y >>> yBits !== 0) return q;
    const place = (x << yBits) | y;
    let known = places[place]!;
    if (known === 0) {
      known = addPair(pairs, x, y);
      places[place] = known;
    }
    numbers[q] = known - 1;
  }
  return count;
}

/** Makes room for larger codes: a larger table, or one by hashes. */
function widen(pairs: PairNumbers, x: number, y: number): void {
  const [xBits, yBits] = pairs.bits!;
  const [xWanted, yWanted] = [Math.max(xBits, 32 - Math.clz32(x)), Math.max(yBits, 32 - Math.clz32(y))];
  if (xWanted + yWanted > mostBits) {
    pairs.bits = null;
    pairs.places = new Uint32Array(0);
    fillHashed(pairs);
    return;
  }
  pairs.bits = [xWanted, yWanted];
  pairs.places = new Uint32Array(2 ** (xWanted + yWanted));
  for (let n = 0; n < pairs.count; n++) pairs.places[(pairs.first[n]! << yWanted) | pairs.second[n]!] = n + 1;
}

function numberHashed(
  pairs: PairNumbers,
  a: Uint32Array,
  b: Uint32Array | null,
  from: number,
  numbers: Uint32Array,
  done: number,
  count: number,
): void {
  let { places, first, second } = pairs;
  let mask = places.length - 1;
  for (let q = done; q < count; q++) {
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
      known = addPair(pairs, x, y);
      places[place] = known;
      if (2 * known > places.length) fillHashed(pairs);
      ({ places, first, second } = pairs);
      mask = places.length - 1;
    }
    numbers[q] = known - 1;
  }
}

/** Gives a pair the next number, and says that number + 1. */
function addPair(pairs: PairNumbers, x: number, y: number): number {
  if (pairs.count === pairs.first.length) {
    pairs.first = longer(pairs.first);
    pairs.second = longer(pairs.second);
  }
  pairs.first[pairs.count] = x;
  pairs.second[pairs.count] = y;
  return ++pairs.count;
}

/** Multiply and mix: neighbouring codes must not land in neighbouring places only. */
function placeOf(x: number, y: number): number {
  let h = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}

/** Puts all pairs into a table by hashes with room for as many again. */
function fillHashed(pairs: PairNumbers): void {
  const { first, second, count } = pairs;
  pairs.places = new Uint32Array(2 ** Math.ceil(Math.log2(4 * Math.max(count, 256))));
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
