import type { AssignmentSpace } from './assignments.js';

/** What is compared over assignments: unit totals of one or more outcomes. */
export interface OutcomeVectors {
  /** Rows of each unit. */
  readonly rows: Float64Array;
  /** For one outcome after the other the totals of all units, near 0 on the average. */
  readonly totals: Float64Array;
  /** Divide by the standard error. */
  readonly studentized: boolean;
  /** A difference in means this small is rounding. */
  readonly rounding: number;
}

/** Statistics of an assignment, one for each outcome. */
export type Contrast = (order: Uint32Array, out: Float64Array) => void;

/**
 * Difference in means of the rows, blocks weighted by their rows; studentized, over its standard error: of each arm the spread of cluster
 * totals about their share, G/(G - 1) Σ (T - n m)²/N², which for single rows is s²/n. With pairs among the blocks the spread between
 * blocks, B/(B - 1) Σ (w d - D/B)².
 *
 * @returns writes a statistic for each outcome; infinite where nothing varies within the arms, 0 where nothing varies at all
 *
 * @see Imbens & Rubin (2015), eq. 5.3 and 6.17; Wu & Ding (2021), JASA 116(536), 1898-1913, on studentizing.
 */
export function armContrast({ starts, treated }: AssignmentSpace, outcomes: OutcomeVectors): Contrast {
  const { rows, totals, studentized, rounding } = outcomes;
  const units = rows.length;
  const outcomeCount = totals.length / units;
  const blockCount = treated.length;
  const paired = treated.some((k, b) => k < 2 || starts[b + 1]! - starts[b]! - k < 2);
  const blockRows = new Float64Array(blockCount);
  const blockTotals = new Float64Array(blockCount * outcomeCount);
  const all = rows.reduce((sum, n) => sum + n, 0);
  for (let b = 0; b < blockCount; b++) {
    for (let unit = starts[b]!; unit < starts[b + 1]!; unit++) {
      blockRows[b]! += rows[unit]!;
      for (let o = 0; o < outcomeCount; o++) blockTotals[b * outcomeCount + o]! += totals[o * units + unit]!;
    }
  }
  const differences = new Float64Array(blockCount);

  /** Variance of the mean of an arm of a block: the units `order[from]` to `order[end - 1]`. */
  const varianceOf = (order: Uint32Array, at: number, from: number, end: number, n: number, mean: number): number => {
    let squares = 0;
    for (let i = from; i < end; i++) {
      const unit = order[i]!;
      squares += (totals[at + unit]! - rows[unit]! * mean) ** 2;
    }
    const g = end - from;
    return ((g / (g - 1)) * squares) / (n * n);
  };

  return (order, out) => {
    for (let o = 0; o < outcomeCount; o++) {
      const at = o * units;
      let difference = 0;
      let variance = 0;
      for (let b = 0; b < blockCount; b++) {
        const [start, middle, end] = [starts[b]!, starts[b]! + treated[b]!, starts[b + 1]!];
        let n = 0;
        let total = 0;
        for (let i = start; i < middle; i++) {
          const unit = order[i]!;
          n += rows[unit]!;
          total += totals[at + unit]!;
        }
        const m = blockRows[b]! - n;
        const mean = total / n;
        const other = (blockTotals[b * outcomeCount + o]! - total) / m;
        const share = blockRows[b]! / all;
        differences[b] = share * (mean - other);
        difference += differences[b]!;
        if (!studentized || paired) continue;
        variance +=
          share ** 2 * (varianceOf(order, at, start, middle, n, mean) + varianceOf(order, at, middle, end, m, other));
      }
      if (studentized && paired) {
        for (const d of differences) variance += (d - difference / blockCount) ** 2 * (blockCount / (blockCount - 1));
      }
      if (!studentized) out[o] = difference;
      else if (Math.abs(difference) <= rounding) out[o] = 0;
      else out[o] = variance > rounding ** 2 ? difference / Math.sqrt(variance) : difference * Number.POSITIVE_INFINITY;
    }
  };
}
