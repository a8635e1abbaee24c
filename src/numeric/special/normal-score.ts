import { log, sqrt } from '../math.js';

/**
 * The z with upper normal tail p <= 1/2, to three decimals: a start for the inversion of other tails, and a scale on which most
 * tails are nearly straight. Falls all the way from p = 0, and is 0 or just above it at p = 1/2.
 *
 * @see Abramowitz & Stegun (1964), 26.2.22.
 */
export function roughNormalScore(p: number): number {
  const t = sqrt(-2 * log(p));
  return t - (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t));
}
