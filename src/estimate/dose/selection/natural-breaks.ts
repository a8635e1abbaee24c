/** A partition of values into classes whose spread within is least. */
export interface NaturalBreaks {
  /** For each class but the first its smallest value, ascending. */
  readonly cuts: readonly number[];
  /** Weighted sum of squares around the means of the classes. */
  readonly within: number;
  /** The same around one mean. */
  readonly total: number;
}

/**
 * Natural breaks: the partition of values into k classes of neighbours with the least sum of squares within, exactly.
 *
 * Dynamic programming over the distinct values; that the best break moves up with the last value leaves O(k n log n) steps.
 *
 * @param values - distinct and ascending, at least k of them
 * @param weights - how often each occurs, above 0
 *
 * @see Fisher (1958), JASA 53, 789-798; Wang & Song (2011), R Journal 3(2), 29-33.
 */
export function naturalBreaks(values: ArrayLike<number>, weights: ArrayLike<number>, k: number): NaturalBreaks {
  const n = values.length;
  const total = { weight: 0, mean: 0 };
  for (let i = 0; i < n; i++) {
    total.weight += weights[i]!;
    total.mean += ((values[i]! - total.mean) * weights[i]!) / total.weight;
  }
  // Sums of what comes before each value, around the mean so that little cancels.
  const [sumW, sumX, sumXX] = [new Float64Array(n + 1), new Float64Array(n + 1), new Float64Array(n + 1)];
  for (let i = 0; i < n; i++) {
    const [w, x] = [weights[i]!, values[i]! - total.mean];
    sumW[i + 1] = sumW[i]! + w;
    sumX[i + 1] = sumX[i]! + w * x;
    sumXX[i + 1] = sumXX[i]! + w * x * x;
  }
  const spread = (from: number, to: number): number => {
    const [w, x] = [sumW[to]! - sumW[from]!, sumX[to]! - sumX[from]!];
    return Math.max(0, sumXX[to]! - sumXX[from]! - (x * x) / w);
  };
  let least = Float64Array.from({ length: n + 1 }, (_, to) => (to === 0 ? 0 : spread(0, to)));
  const starts: Int32Array[] = [];
  for (let classes = 2; classes <= k; classes++) {
    const before = least;
    const start = new Int32Array(n + 1);
    const best = new Float64Array(n + 1).fill(Infinity);
    const fill = (low: number, high: number, from: number, to: number): void => {
      if (low > high) return;
      const end = (low + high) >> 1;
      for (let s = Math.max(from, classes - 1); s <= Math.min(to, end - 1); s++) {
        const here = before[s]! + spread(s, end);
        if (here < best[end]!) {
          best[end] = here;
          start[end] = s;
        }
      }
      fill(low, end - 1, from, start[end]!);
      fill(end + 1, high, start[end]!, to);
    };
    fill(classes, n, classes - 1, n - 1);
    starts.push(start);
    least = best;
  }
  const cuts: number[] = [];
  for (let classes = k, end = n; classes > 1; classes--) {
    end = starts[classes - 2]![end]!;
    cuts.unshift(values[end]!);
  }
  return { cuts, within: least[n]!, total: spread(0, n) };
}
