import { epsilon, floor, max, min, sqrt } from '../math.js';
import { roughNormalScore } from '../special/normal-score.js';

/** What is known of a distribution of counts before any probability. */
export interface Support {
  readonly mean: number;
  readonly variance: number;
  /** The smallest count that is possible. */
  readonly lowest: number;
  /** The largest one, or Infinity. */
  readonly highest: number;
}

// How much a probability may miss a jump by and still be that jump: the rounding of a computed tail, and of 1 - p.
const relative = 64 * epsilon;
const absolute = 2 * epsilon;

/**
 * The smallest k with a lower tail of at least p or, with `upper`, with an upper tail of at most p; a computed tail equal to p
 * counts as reached.
 *
 * Searched for by doubling steps from where the normal puts it, then by halving, always in the tail that is small there.
 *
 * @param tail - the lower or upper tail at k
 */
export function countAt(
  p: number,
  upper: boolean,
  tail: (k: number, upper: boolean) => number,
  { mean, variance, lowest, highest }: Support,
): number {
  if (p === 0 || p === 1) return (p === 0) === upper ? highest : lowest;
  const above = upper === p <= 0.5;
  const small = min(p, 1 - p);
  const slack = small === p ? 0 : absolute;
  const sign = above ? 1 : -1;
  const goal = small * (1 + sign * relative) + sign * slack;
  const reached = (k: number): boolean => sign * tail(k, above) <= sign * goal;

  let high = min(max(Math.round(mean + sign * roughNormalScore(small) * sqrt(variance)), lowest), highest);
  let low = high;
  let step = 1;
  if (reached(high)) {
    low -= step;
    while (low >= lowest && reached(low)) {
      high = low;
      step *= 2;
      low -= step;
    }
    low = max(low, lowest - 1);
  } else {
    high += step;
    while (high < highest && !reached(high)) {
      low = high;
      step *= 2;
      high += step;
    }
    high = min(high, highest);
  }
  while (high - low > 1) {
    const middle = low + floor((high - low) / 2);
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}
