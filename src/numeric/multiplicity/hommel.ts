import { floor, max, min, zeros } from '../math.js';

/**
 * Hommel's adjusted p values by the closure principle: for each test the largest Simes p value among the sets that hold it.
 *
 * Of all sets of one size Simes' p value is largest for that of the largest p values, so one set a size is enough: the p values
 * from index s on, with the smallest of p_j / (j + 1 - s) times its size. The j of that slope moves up with s, so that all of
 * them are found by halving, in a time of n log n.
 *
 * @param sorted - p values in increasing order
 * @param m - tests in the family; those whose p value is not given have 1
 * @see Hommel (1988), Biometrika 75, 383-386; Meijer, Krebs & Goeman (2019), Biometrical Journal 61(1), 73-82, for the
 * shortcut: p is rejected where it times the size of the largest set that is not is small enough.
 */
export function hommelValues(sorted: Float64Array, m: number): Float64Array {
  const n = sorted.length;
  /** At s, the largest Simes p value of the sets that begin before s: that of every set larger than m - s. */
  const larger = zeros(n + 1);
  fill(0, n, 0, n - 1);
  for (let s = 2; s <= n; s++) larger[s] = max(larger[s]!, larger[s - 1]!);

  let s = 0;
  return sorted.map((p) => {
    while (s < n && larger[s]! < (m - s) * p) s++;
    const before = s > 0 ? (m - s + 1) * p : 1;
    return min(1, before, max(larger[s]!, (m - s) * p));
  });

  /** The sets that begin from `low` up to `high`, with the smallest slope at one of `first` to `last`. */
  function fill(low: number, high: number, first: number, last: number): void {
    if (low >= high) return;
    const s = floor((low + high) / 2);
    let least = Infinity;
    let at = last;
    for (let j = max(s, first); j <= last; j++) {
      const slope = sorted[j]! / (j + 1 - s);
      if (slope < least) [least, at] = [slope, j];
    }
    larger[s + 1] = min(1, (m - s) * least);
    fill(low, s, first, at);
    fill(s + 1, high, at, last);
  }
}
