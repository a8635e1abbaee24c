/** Ranks from 1 in the order of the values; equal values share the mean of their ranks. */
export interface AverageRanks {
  readonly ranks: Float64Array;
  /** Sum of t³ - t over groups of t equal values. */
  readonly tieSum: number;
}

/** @param values - finite, not checked */
export function averageRanks(values: Float64Array): AverageRanks {
  const order = Uint32Array.from(values, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const ranks = new Float64Array(values.length);
  let tieSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let k = start; k < end; k++) ranks[order[k]!] = (start + 1 + end) / 2;
    tieSum += (end - start) ** 3 - (end - start);
    start = end;
  }
  return { ranks, tieSum };
}
