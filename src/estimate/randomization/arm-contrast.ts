import type { AssignmentSpace } from './assignments.js';

/** What is compared over assignments: unit totals of one or more outcomes. */
export interface OutcomeVectors {
  /** Rows of each unit. */
  readonly rows: Float64Array;
  /** For one unit after the other its total of each outcome, near 0 on the average. */
  readonly totals: Float64Array;
  /** Whether variances and covariances of the differences are wanted as well. */
  readonly spread: boolean;
}

/** Writes the figures of an assignment: the difference of each outcome, then the covariances of the differences (0 0), (0 1), (1 1). */
export type Contrast = (order: Uint32Array, out: Float64Array) => void;

/** How many figures a contrast writes. */
export function contrastWidth({ rows, totals, spread }: OutcomeVectors): number {
  const outcomes = totals.length / rows.length;
  return outcomes + (spread ? (outcomes * (outcomes + 1)) / 2 : 0);
}

/**
 * Differences in means of the rows, blocks weighted by their rows, and their covariances: of each arm the spread of cluster totals about
 * their share, G/(G - 1) Σ (T - n m)(T' - n m')/N², which for single rows is s²/n. With pairs among the blocks the spread between blocks,
 * B/(B - 1) Σ (w d - D/B)(w d' - D'/B).
 *
 * @see Imbens & Rubin (2015), eq. 6.17; Imai, King & Nall (2009) for pairs.
 */
export function armContrast({ starts, treated }: AssignmentSpace, outcomes: OutcomeVectors): Contrast {
  const { rows, totals, spread } = outcomes;
  const outcomeCount = totals.length / rows.length;
  const blockCount = treated.length;
  const paired = treated.some((k, b) => k < 2 || starts[b + 1]! - starts[b]! - k < 2);
  const blockRows = new Float64Array(blockCount);
  const blockTotals = new Float64Array(blockCount * outcomeCount);
  const all = rows.reduce((sum, n) => sum + n, 0);
  for (let b = 0; b < blockCount; b++) {
    for (let unit = starts[b]!; unit < starts[b + 1]!; unit++) {
      blockRows[b]! += rows[unit]!;
      for (let o = 0; o < outcomeCount; o++) blockTotals[b * outcomeCount + o]! += totals[unit * outcomeCount + o]!;
    }
  }
  /** Of one block: sums, then means, in treatment and in control; and the differences of all blocks. */
  const treatedMeans = new Float64Array(outcomeCount);
  const controlMeans = new Float64Array(outcomeCount);
  const differences = new Float64Array(blockCount * outcomeCount);

  /** Adds `weight` times the covariances of the means of an arm of a block: the units `order[from]` to `order[end - 1]`, with n rows. */
  const addSpread = (
    out: Float64Array,
    order: Uint32Array,
    from: number,
    end: number,
    n: number,
    means: Float64Array,
    weight: number,
  ): void => {
    const g = end - from;
    const factor = (weight * g) / ((g - 1) * n * n);
    for (let i = from; i < end; i++) {
      const unit = order[i]!;
      const size = rows[unit]!;
      for (let o = 0, at = outcomeCount; o < outcomeCount; o++) {
        const own = totals[unit * outcomeCount + o]! - size * means[o]!;
        for (let other = 0; other <= o; other++, at++) {
          out[at]! += factor * own * (totals[unit * outcomeCount + other]! - size * means[other]!);
        }
      }
    }
  };

  const addSpreadOfBlocks = (out: Float64Array): void => {
    for (let b = 0; b < blockCount; b++) {
      for (let o = 0, at = outcomeCount; o < outcomeCount; o++) {
        const own = differences[b * outcomeCount + o]! - out[o]! / blockCount;
        for (let other = 0; other <= o; other++, at++) {
          const deviation = differences[b * outcomeCount + other]! - out[other]! / blockCount;
          out[at]! += (own * deviation * blockCount) / (blockCount - 1);
        }
      }
    }
  };

  return (order, out) => {
    out.fill(0);
    for (let b = 0; b < blockCount; b++) {
      const [start, middle, end] = [starts[b]!, starts[b]! + treated[b]!, starts[b + 1]!];
      const share = blockRows[b]! / all;
      let n = 0;
      treatedMeans.fill(0);
      for (let i = start; i < middle; i++) {
        const unit = order[i]!;
        n += rows[unit]!;
        for (let o = 0, at = unit * outcomeCount; o < outcomeCount; o++) treatedMeans[o]! += totals[at + o]!;
      }
      const m = blockRows[b]! - n;
      for (let o = 0; o < outcomeCount; o++) {
        controlMeans[o] = (blockTotals[b * outcomeCount + o]! - treatedMeans[o]!) / m;
        treatedMeans[o]! /= n;
        const difference = share * (treatedMeans[o]! - controlMeans[o]!);
        differences[b * outcomeCount + o] = difference;
        out[o]! += difference;
      }
      if (!spread || paired) continue;
      addSpread(out, order, start, middle, n, treatedMeans, share * share);
      addSpread(out, order, middle, end, m, controlMeans, share * share);
    }
    if (spread && paired) addSpreadOfBlocks(out);
  };
}
