import type { RandomSource } from './source.js';

/** An array, typed or not, whose entries can be exchanged. */
export interface Exchangeable<T> {
  readonly length: number;
  [index: number]: T;
}

/** Puts the entries of an array into random order, in place; every order is equally likely (Fisher & Yates). */
export function shuffleInPlace<T>(source: RandomSource, array: Exchangeable<T>): void {
  for (let i = array.length - 1; i > 0; i--) {
    const j = source.integer(i + 1);
    const moved = array[i]!;
    array[i] = array[j]!;
    array[j] = moved;
  }
}

/**
 * k of the indices 0 to n - 1 in random order, none twice: the first k exchanges of a shuffle. Only exchanged places are kept when k
 * is small beside n.
 */
export function drawWithout(source: RandomSource, n: number, k: number): Uint32Array {
  const out = new Uint32Array(k);
  const places = k * 8 < n ? new Map<number, number>() : Uint32Array.from({ length: n }, (_, i) => i);
  const read = places instanceof Map ? (i: number) => places.get(i) ?? i : (i: number) => places[i]!;
  const write =
    places instanceof Map
      ? (i: number, x: number) => places.set(i, x)
      : (i: number, x: number) => {
          places[i] = x;
        };
  for (let i = 0; i < k; i++) {
    const j = i + source.integer(n - i);
    out[i] = read(j);
    write(j, read(i));
  }
  return out;
}
