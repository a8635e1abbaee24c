import { logPowerFactor } from '../special/beta-expansions.js';
import { betaTail } from '../special/incomplete-beta.js';
import { inverseRegularizedBeta } from '../special/inverse-beta.js';
import { betaDeviance, betaKernel } from '../special/saddle-point.js';
import { checkPoint, checkPositive, checkProbability } from './domain.js';

/** Student's t distribution; df is any number above 0, and Infinity gives the standard normal. */

/**
 * Density at t.
 *
 * @param df - degrees of freedom, greater than 0
 * @throws {@link EfficacyError} `out_of_domain` for another df, or NaN
 */
export function density(t: number, df: number): number {
  const finite = checked('studentT.density', t, df);
  if (Math.abs(t) === Infinity) return 0;
  const at = Math.max(Math.abs(t), 1e-10); // flat below, and never 0 / 0
  const { x, y, excess } = squaredPoint(at, finite);
  const kernel =
    x < 1e-30
      ? 0.5 * finite * powerTail(at, finite)
      : betaKernel(0.5, finite / 2, betaDeviance(0.5, finite / 2, y, x, excess));
  return kernel / at;
}

/**
 * Probability of a value up to t.
 *
 * @param df - degrees of freedom, greater than 0
 * @throws {@link EfficacyError} `out_of_domain` for another df, or NaN
 *
 * @example
 * cdf(2, 10); // 0.9633059826146299
 */
export function cdf(t: number, df: number): number {
  return upperTail(-t, checked('studentT.cdf', t, df));
}

/** Probability of a value above t, to full relative precision in the far tail. @throws as {@link cdf} */
export function sf(t: number, df: number): number {
  return upperTail(t, checked('studentT.sf', t, df));
}

/**
 * The t below which a value falls with probability p; infinite at 0 and 1, and where it is too large for a double.
 *
 * @param df - degrees of freedom, greater than 0
 * @throws {@link EfficacyError} `out_of_domain` for another df, or unless 0 <= p <= 1
 */
export function quantile(p: number, df: number): number {
  checkProbability('studentT.quantile', p);
  const finite = checked('studentT.quantile', 0, df);
  return p < 0.5 ? -isfAbove(p, finite) : isfAbove(1 - p, finite);
}

/** The t above which a value falls with probability p. @throws as {@link quantile} */
export function isf(p: number, df: number): number {
  checkProbability('studentT.isf', p);
  const finite = checked('studentT.isf', 0, df);
  return p <= 0.5 ? isfAbove(p, finite) : -isfAbove(1 - p, finite);
}

/** The df to compute with: infinity is a df at which no double can tell the difference. */
function checked(name: string, t: number, df: number): number {
  checkPoint(name, 't', t);
  const finite = Math.min(df, 1e25);
  checkPositive(name, 'df', finite);
  return finite;
}

function upperTail(t: number, df: number): number {
  return t < 0 ? 1 - 0.5 * outside(-t, df) : 0.5 * outside(t, df);
}

/** P(|T| > t) for t >= 0. */
function outside(t: number, df: number): number {
  const { x, y, excess } = squaredPoint(t, df);
  return x < 1e-30 ? powerTail(t, df) : betaTail(0.5, df / 2, y, x, excess, true);
}

/** y = t² / (df + t²) has the beta distribution with shapes 1/2 and df/2; excess is y (df + 1)/2 - 1/2. */
function squaredPoint(t: number, df: number): { x: number; y: number; excess: number } {
  const square = (t * t) / df;
  const x = 1 / (1 + square);
  return { x, y: square * x, excess: 0.5 * (t * t - 1) * x };
}

/** P(|T| > t) where x < 1e-30: only the leading power is left there, and t² may not fit a double. */
function powerTail(t: number, df: number): number {
  return Math.exp(df * Math.log(Math.sqrt(df) / t) + logPowerFactor(df / 2, 0.5));
}

/** The t >= 0 above which a value falls with probability p <= 1/2. */
function isfAbove(p: number, df: number): number {
  // Near 0 from the probability of |T| <= t: 1 - 2 p has no rounding there.
  const { logOdds, x, y } =
    p > 0.25 ? inverseRegularizedBeta(1 - 2 * p, 0.5, df / 2) : inverseRegularizedBeta(2 * p, 0.5, df / 2, true);
  const odds = y > 1e-290 && x > 1e-290 ? Math.sqrt(x / y) : Math.exp(0.5 * logOdds);
  return Math.sqrt(df) * odds;
}
