import type { RandomSource } from './source.js';

/** An array, typed or not, whose entries can be exchanged. */
export interface Exchangeable<T> {
  /** How many entries there are. */
  readonly length: number;
  /** An entry. */
  [index: number]: T;
}

/** Puts the entries of an array into random order, in place; every order is equally likely (Fisher & Yates). */
export function shuffleInPlace<T>(source: RandomSource, array: Exchangeable<T>): void {
  for (let i = array.length - 1; i > 0; i--) exchange(array, i, source.integer(i + 1));
}

/**
 * k of the indices 0 to n - 1 in random order, none twice: the first k exchanges of a shuffle. Only exchanged places are kept when k
 * is small beside n.
 */
export function drawWithout(source: RandomSource, n: number, k: number): Uint32Array {
  if (k * 8 >= n) {
    const all = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = 0; i < k; i++) exchange(all, i, i + source.integer(n - i));
    return all.slice(0, k);
  }
  const moved = new Map<number, number>();
  return new Uint32Array(k).map((_, i) => {
    const j = i + source.integer(n - i);
    const drawn = moved.get(j) ?? j;
    moved.set(j, moved.get(i) ?? i);
    return drawn;
  });
}

function exchange<T>(array: Exchangeable<T>, i: number, j: number): void {
  const kept = array[i]!;
  array[i] = array[j]!;
  array[j] = kept;
}
