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

// How much a probability may miss a jump by and still be that jump: the rounding of a computed cdf, of 1 - p.
const relative = 64 * Number.EPSILON;
const absolute = 2 * Number.EPSILON;

/** The smallest k with cdf(k) >= p; the value at p of a computed cdf counts as reached. */
export function countQuantile(p: number, counts: Counts): number {
  if (p === 0) return counts.lowest;
  if (p === 1) return counts.highest;
  if (p <= 0.5) return smallest((k) => counts.cdf(k) >= p * (1 - relative), -roughNormalScore(p), counts);
  const beyond = (1 - p) * (1 + relative) + absolute;
  return smallest((k) => counts.sf(k) <= beyond, roughNormalScore(1 - p), counts);
}

/** The smallest k with sf(k) <= p; the value at p of a computed sf counts as reached. */
export function countIsf(p: number, counts: Counts): number {
  if (p === 0) return counts.highest;
  if (p > 0.5) return countQuantile(1 - p, counts);
  return smallest((k) => counts.sf(k) <= p * (1 + relative), roughNormalScore(p), counts);
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
