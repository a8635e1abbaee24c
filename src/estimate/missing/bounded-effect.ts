import * as normal from '../../numeric/distributions/normal.js';
import { findRoot } from '../../numeric/optimize/index.js';
import type { Interval } from '../../support/interval.js';

/** An end of what the data leave open, with its standard error. */
export interface EstimatedBound {
  /** In points; treatment minus control. */
  readonly estimate: number;
  /** Of the bound, from sampling; in points. */
  readonly standardError: number;
}

/**
 * Confidence interval of an effect that lies between two estimated bounds: shorter than that of the bounds themselves, since the effect
 * cannot be at both. Between the two-sided quantile where the bounds meet and the one-sided one where they lie far apart.
 *
 * @see Imbens & Manski (2004), Econometrica 72(6), 1845-1857, eq. 6 and 7.
 */
export function imbensManski(lower: EstimatedBound, upper: EstimatedBound, level: number): Interval {
  const largest = Math.max(lower.standardError, upper.standardError);
  const gap = Math.max(0, upper.estimate - lower.estimate) / largest;
  const [oneSided, twoSided] = [normal.isf(1 - level), normal.isf((1 - level) / 2)];
  const excess = (c: number): number => normal.cdf(c + gap) - normal.cdf(-c) - level;
  // Far bounds: the one-sided quantile leaves nothing to solve for beyond rounding.
  const c = !(gap > 0) ? twoSided : excess(oneSided) >= 0 ? oneSided : findRoot(excess, oneSided, twoSided).root;
  return {
    lower: lower.estimate - c * lower.standardError,
    upper: upper.estimate + c * upper.standardError,
    level,
  };
}
