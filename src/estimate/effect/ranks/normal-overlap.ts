import * as normal from '../../../numeric/distributions/normal.js';
import { erf } from '../../../numeric/special/error-function.js';

/**
 * How two normal distributions with the same standard deviation lie to each other when their means are d standard deviations apart.
 *
 * @see Cohen (1988), Statistical Power Analysis, 2nd ed., section 2.2.1; McGraw & Wong (1992), Psychological Bulletin 111(2), 361-365.
 */

/** Share of the pooled area that the two do not share, by the size of d. */
export function u1Of(d: number): number {
  const excess = erf(Math.abs(d) / Math.SQRT2 / 2); // 2 Φ(|d|/2) - 1
  return (2 * excess) / (1 + excess);
}

/** Share of the upper group that the same share of the lower group lies below, by the size of d. */
export function u2Of(d: number): number {
  return normal.cdf(Math.abs(d) / 2);
}

/** Share of the control group below the mean of the treatment group. */
export function u3Of(d: number): number {
  return normal.cdf(d);
}

/** Share of each area that lies under the other, by the size of d. */
export function overlapOf(d: number): number {
  return 2 * normal.sf(Math.abs(d) / 2);
}

/** Probability that a treatment value exceeds a control value. */
export function superiorityOf(d: number): number {
  return normal.cdf(d * Math.SQRT1_2);
}
