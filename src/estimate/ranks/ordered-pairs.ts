/** Numbers that pairs make, too many to be kept: how many are at most d, and which lie in a range. */
export interface OrderedPairs {
  readonly count: number;
  readonly least: number;
  readonly greatest: number;
  /** How many are at most d. */
  readonly atMost: (d: number) => number;
  /** Those above `low` and at most `high`. */
  readonly between: (low: number, high: number) => readonly number[];
}

/** All differences x - y. */
export function differences(x: Float64Array, y: Float64Array): OrderedPairs {
  const [xs, ys] = [x.slice().sort(), y.slice().sort()];
  const [m, n] = [xs.length, ys.length];
  /** For x the first of the sorted ys whose difference is at most d, searched from the place of the x before. */
  const walk = (d: number, visit: (i: number, first: number) => void): void => {
    let first = 0;
    for (let i = 0; i < m; i++) {
      while (first < n && xs[i]! - ys[first]! > d) first++;
      visit(i, first);
    }
  };
  return {
    count: m * n,
    least: xs[0]! - ys[n - 1]!,
    greatest: xs[m - 1]! - ys[0]!,
    atMost(d) {
      let total = 0;
      walk(d, (_, first) => {
        total += n - first;
      });
      return total;
    },
    between(low, high) {
      const found: number[] = [];
      walk(high, (i, first) => {
        for (let j = first; j < n && xs[i]! - ys[j]! > low; j++) found.push(xs[i]! - ys[j]!);
      });
      return found;
    },
  };
}

/** All means of two values or of one with itself (Walsh averages). */
export function walshAverages(values: Float64Array): OrderedPairs {
  const x = values.slice().sort();
  const n = x.length;
  const mean = (i: number, j: number): number => x[i]! / 2 + x[j]! / 2;
  /** For i the number of values, from i on, whose mean with it is at most d. */
  const walk = (d: number, visit: (i: number, end: number) => void): void => {
    let end = n;
    for (let i = 0; i < n; i++) {
      while (end > 0 && mean(i, end - 1) > d) end--;
      visit(i, Math.max(i, end));
    }
  };
  return {
    count: (n * (n + 1)) / 2,
    least: x[0]!,
    greatest: x[n - 1]!,
    atMost(d) {
      let total = 0;
      walk(d, (i, end) => {
        total += end - i;
      });
      return total;
    },
    between(low, high) {
      const found: number[] = [];
      walk(high, (i, end) => {
        for (let j = end - 1; j >= i && mean(i, j) > low; j--) found.push(mean(i, j));
      });
      return found;
    },
  };
}

/**
 * The k-th smallest, k from 1: halving the range until few are left, so that pairs are never all made.
 */
export function nthPair(pairs: OrderedPairs, k: number): number {
  let low = Number.NEGATIVE_INFINITY;
  let high = pairs.greatest;
  let [below, upTo] = [0, pairs.count];
  let floor = pairs.least;
  while (upTo - below > 10_000) {
    const middle = floor / 2 + high / 2;
    if (!(middle < high) || middle <= low) return high; // no double lies between: all that are left are ties
    const count = pairs.atMost(middle);
    if (count >= k) [high, upTo] = [middle, count];
    else [low, floor, below] = [middle, middle, count];
  }
  const left = pairs.between(low, high);
  return Float64Array.from(left).sort()[k - below - 1]!;
}

/** The median. */
export function medianPair(pairs: OrderedPairs): number {
  const half = Math.ceil(pairs.count / 2);
  const lower = nthPair(pairs, half);
  return pairs.count % 2 === 1 ? lower : lower / 2 + nthPair(pairs, half + 1) / 2;
}
