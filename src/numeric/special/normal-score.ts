import { log, max, sqrt } from '../math.js';
/**
 * The z with upper normal tail p <= 1/2, to three decimals and at least 0.01: a start for the inversion of other tails.
 *
 * @see Abramowitz & Stegun (1964), 26.2.22.
 */
export function roughNormalScore(p: number): number {
  const t = sqrt(-2 * log(p));
  return max(0.01, t - (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t)));
}
