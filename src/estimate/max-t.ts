import * as chiSquared from '../numeric/distributions/chi-squared.js';
import * as normal from '../numeric/distributions/normal.js';
import * as studentT from '../numeric/distributions/student-t.js';
import { findRoot } from '../numeric/optimize/index.js';

/** The largest of several correlated t statistics with a common denominator. */
export interface MaxT {
  /**
   * P(all statistics <= limit).
   *
   * @param shifts - noncentralities, one a statistic; none under the hypothesis
   */
  readonly atMost: (limit: number, shifts?: ArrayLike<number>) => number;
  /** The limit that the largest one exceeds with a small probability under the hypothesis. */
  readonly critical: (probability: number) => number;
}

/** Points at which the mean is taken. */
const count = 10_007;
/** In more dimensions a few points would have nearly all the weight that the cubic gives. */
const mostWeighted = 11;
/** One for each dimension that statistics may span. */
const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71];

/**
 * Distribution of the largest of statistics (a_m'Z + shift_m)/S, where Z is standard normal and S² chi-squared by its degrees of freedom.
 *
 * Along the direction that all statistics share most the integral is in closed form; over the others and S it is a weighted mean
 * over multiples of square roots of primes, made periodic by a cubic (by folding, and a plain mean, in more than eleven dimensions): always the same
 * points, so always the same number. Against R's `ptukey` and `pmvt` it is off by a few 1e-5 where optimal contrasts span up to five dimensions, by
 * less than .0005 for all pairs of up to six means, and by less than .0015 for those of twelve means or twenty contrasts. Statistics may be linear
 * combinations of each other.
 *
 * @param rows - a_m, unit vectors of one length, which span at most twenty dimensions
 * @param df - of S; null when the variance is known
 *
 * @see Genz & Bretz (2009), Computation of Multivariate Normal and t Probabilities, 4.2 and 5 (lattice rules).
 */
export function maxT(rows: readonly (readonly number[])[], df: number | null): MaxT {
  const own = inOwnSpace(rows);
  const rank = own[0]!.length;
  const weighted = rank <= mostWeighted;
  const scale = new Float64Array(count).fill(1);
  const rest = new Float64Array(count * (rank - 1));
  const weight = new Float64Array(count);
  // With one statistic and no shift nothing is left to sum.
  const prepare = once(() => {
    for (let i = 0; i < count; i++) {
      const along = (i + 0.5) / count;
      weight[i] = weighted ? along * (1 - along) : 1;
      const place = (axis: number): number => {
        const v = ((i + 1) * Math.sqrt(primes[axis]!)) % 1;
        if (weighted) weight[i]! *= 6 * v * (1 - v);
        return Math.min(Math.max(weighted ? v * v * (3 - 2 * v) : Math.abs(2 * v - 1), 1e-14), 1 - 1e-14);
      };
      if (df !== null) scale[i] = Math.sqrt(chiSquared.quantile(place(0), df) / df);
      for (let axis = 1; axis < rank; axis++) rest[i * (rank - 1) + axis - 1] = normal.quantile(place(axis));
    }
    const total = weight.reduce((sum, w) => sum + w, 0);
    for (let i = 0; i < count; i++) weight[i]! /= total;
  });
  const atMost = (limit: number, shifts?: ArrayLike<number>): number => {
    if (own.length === 1 && shifts === undefined) return df === null ? normal.cdf(limit) : studentT.cdf(limit, df);
    prepare();
    let sum = 0;
    for (let i = 0; i < count; i++) {
      let [low, high] = [-Infinity, Infinity];
      for (let m = 0; m < own.length; m++) {
        const row = own[m]!;
        let room = limit * scale[i]! - (shifts?.[m] ?? 0);
        for (let axis = 1; axis < rank; axis++) room -= row[axis]! * rest[i * (rank - 1) + axis - 1]!;
        const along = row[0]!;
        if (along > 1e-9) high = Math.min(high, room / along);
        else if (along < -1e-9) low = Math.max(low, room / along);
        else if (room < 0) high = -Infinity;
      }
      if (high > low) sum += weight[i]! * (normal.cdf(high) - (low === -Infinity ? 0 : normal.cdf(low)));
    }
    return sum;
  };
  const critical = (probability: number): number =>
    findRoot((limit) => atMost(limit) - (1 - probability), -10, 200, { tolerance: 1e-9 }).root;
  return { atMost, critical };
}

/** The rows in coordinates of the space that they span, the first along their mean. */
function inOwnSpace(rows: readonly (readonly number[])[]): number[][] {
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, j) => sum + x * b[j]!, 0);
  const mean = rows[0]!.map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0));
  const axes: number[][] = [];
  for (const candidate of [mean, ...rows]) {
    let left = [...candidate];
    for (let pass = 0; pass < 2; pass++) {
      for (const axis of axes) {
        const share = dot(left, axis);
        left = left.map((x, j) => x - share * axis[j]!);
      }
    }
    const length = Math.sqrt(dot(left, left));
    if (length > 1e-7) axes.push(left.map((x) => x / length));
  }
  return rows.map((row) => axes.map((axis) => dot(row, axis)));
}

/** A task that is done when it is first asked for. */
function once(task: () => void): () => void {
  let done = false;
  return () => {
    if (!done) task();
    done = true;
  };
}
