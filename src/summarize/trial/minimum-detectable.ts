import type { TestedEstimate } from '../../estimate/estimate.js';
import { minimumDetectableEffect } from '../../estimate/power/minimum-detectable-effect.js';
import { need } from '../../support/need.js';
import { errorRate } from './family-test.js';

/** The smallest true effect that a trial like this would have called significant with the stated power: its precision, not its finding. */
export interface MinimumDetectable {
  /** In points. */
  readonly points: number;
  /** In pooled standard deviations. */
  readonly sd: number;
  /** Chance to find it significant. */
  readonly power: number;
  /** Confidence level of the two-sided test. */
  readonly level: number;
  /** t(1 - α/2) + t(power) on `df`: times the standard error it is `points`. */
  readonly multiplier: number;
  /** Degrees of freedom of the standard error. */
  readonly df: number;
}

/**
 * Minimum detectable effect of the design as it turned out: the multiplier times the standard error of the effect of assignment.
 *
 * @returns null where the estimate has no standard error or fewer than 1 degree of freedom
 * @throws {@link EfficacyError} `out_of_domain` for a power that is not between 0.5 and 1
 * @see Bloom (1995), Evaluation Review 19(5), 547-556.
 */
export function minimumDetectable(
  { standardError, df, interval }: TestedEstimate,
  pooledSd: number,
  level: number,
  power: number,
  who: string,
): MinimumDetectable | null {
  need(power >= 0.5 && power < 1, 'out_of_domain', who, 'a power from 0.5 and below 1, such as 0.8', power);
  if (standardError === null || df === null || interval === null) return null;
  const { effect, multiplier } = minimumDetectableEffect(
    { kind: 'realized', standardError, df, sd: pooledSd },
    { power, alpha: errorRate(level), distribution: 'shifted-t' },
  );
  return { points: multiplier * standardError, sd: effect, power, level, multiplier, df };
}
