import { roughNormalScore } from '../special/normal-score.js';

/** What the search for a quantile has to know of a distribution of counts. */
export interface Counts {
  readonly cdf: (k: number) => number;
  readonly sf: (k: number) => number;
  readonly mean: number;
  readonly variance: number;
  readonly lowest: number;
  readonly highest: number;
}

// How much a probability may miss a jump by and still be that jump: the rounding of a computed tail, and of 1 - p.
const relative = 64 * Number.EPSILON;
const absolute = 2 * Number.EPSILON;

/** The smallest k with cdf(k) >= p; the value at p of a computed cdf counts as reached. */
export function countQuantile(p: number, counts: Counts): number {
  if (p === 0) return counts.lowest;
  if (p === 1) return counts.highest;
  return p <= 0.5 ? lowerReaches(p, 0, counts) : upperReaches(1 - p, absolute, counts);
}

/** The smallest k with sf(k) <= p; the value at p of a computed sf counts as reached. */
export function countIsf(p: number, counts: Counts): number {
  if (p === 0) return counts.highest;
  if (p === 1) return counts.lowest;
  return p <= 0.5 ? upperReaches(p, 0, counts) : lowerReaches(1 - p, absolute, counts);
}

function lowerReaches(p: number, slack: number, counts: Counts): number {
  const goal = p * (1 - relative) - slack;
  return smallest((k) => counts.cdf(k) >= goal, -roughNormalScore(p), counts);
}

function upperReaches(p: number, slack: number, counts: Counts): number {
  const goal = p * (1 + relative) + slack;
  return smallest((k) => counts.sf(k) <= goal, roughNormalScore(p), counts);
}

/** The smallest k that has reached the goal: by doubling steps from where the normal puts it, then by halving. */
function smallest(reached: (k: number) => boolean, z: number, { mean, variance, lowest, highest }: Counts): number {
  const start = Math.min(Math.max(Math.round(mean + z * Math.sqrt(variance)), lowest), highest);
  let step = 1;
  let low = start;
  let high = start;
  if (reached(start)) {
    low -= step;
    while (low >= lowest && reached(low)) {
      high = low;
      step *= 2;
      low -= step;
    }
    low = Math.max(low, lowest - 1);
  } else {
    high += step;
    while (high < highest && !reached(high)) {
      low = high;
      step *= 2;
      high += step;
    }
    high = Math.min(high, highest);
  }
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}
