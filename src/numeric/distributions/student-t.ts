import { betaTail } from '../special/incomplete-beta.js';
import { inverseRegularizedBeta } from '../special/inverse-beta.js';
import { logBeta } from '../special/log-beta.js';
import { checkPoint, checkProbability, outOfDomain } from './domain.js';
import * as normal from './normal.js';

/** Student's t distribution; df is any number above 0, and Infinity gives the standard normal. */

/**
 * Density at t.
 *
 * @param df - degrees of freedom, greater than 0
 * @throws {@link EfficacyError} `out_of_domain` for another df, or NaN
 */
export function density(t: number, df: number): number {
  check('studentT.density', t, df);
  if (df === Infinity) return normal.density(t);
  return Math.exp(-logBeta(df / 2, 0.5) - ((df + 1) / 2) * logOnePlusSquare(t, df)) / Math.sqrt(df);
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
  check('studentT.cdf', t, df);
  return upperTail(-t, df);
}

/** Probability of a value above t, to full relative precision in the far tail. @throws as {@link cdf} */
export function sf(t: number, df: number): number {
  check('studentT.sf', t, df);
  return upperTail(t, df);
}

/**
 * The t below which a value falls with probability p; infinite at 0 and 1, and where it is too large for a double.
 *
 * @param df - degrees of freedom, greater than 0
 * @throws {@link EfficacyError} `out_of_domain` for another df, or unless 0 <= p <= 1
 */
export function quantile(p: number, df: number): number {
  checkProbability('studentT.quantile', p);
  check('studentT.quantile', 0, df);
  return p < 0.5 ? -isfAbove(p, df) : isfAbove(1 - p, df);
}

/** The t above which a value falls with probability p. @throws as {@link quantile} */
export function isf(p: number, df: number): number {
  checkProbability('studentT.isf', p);
  check('studentT.isf', 0, df);
  return p <= 0.5 ? isfAbove(p, df) : -isfAbove(1 - p, df);
}

function check(name: string, t: number, df: number): void {
  checkPoint(name, 't', t);
  if (!(df > 0)) outOfDomain(name, 'df > 0', df);
}

function upperTail(t: number, df: number): number {
  if (df === Infinity) return normal.sf(t);
  return t < 0 ? 1 - 0.5 * outside(-t, df) : 0.5 * outside(t, df);
}

/** P(|T| > t) for t >= 0: t² / (df + t²) has the beta distribution with shapes 1/2 and df/2. */
function outside(t: number, df: number): number {
  const square = t * t;
  const sum = df + square;
  // Beyond this point only the leading power is left; the square may not fit a double.
  if (square > 1e30 * df) return (2 / df) * Math.exp(-logBeta(df / 2, 0.5) - df * Math.log(t / Math.sqrt(df)));
  return betaTail(0.5, df / 2, square / sum, df / sum, (0.5 * df * (square - 1)) / sum, true);
}

function logOnePlusSquare(t: number, df: number): number {
  const ratio = Math.abs(t) / Math.sqrt(df);
  return ratio > 1e15 ? 2 * Math.log(ratio) : Math.log1p((t * t) / df);
}

/** The t >= 0 above which a value falls with probability p <= 1/2. */
function isfAbove(p: number, df: number): number {
  if (df === Infinity) return normal.isf(p);
  // Near 0 from the probability of |T| <= t: 1 - 2 p has no rounding there.
  const { x, y, logOdds } =
    p > 0.25 ? inverseRegularizedBeta(1 - 2 * p, 0.5, df / 2) : inverseRegularizedBeta(2 * p, 0.5, df / 2, true);
  return y > 1e-290 && x > 1e-290 ? Math.sqrt(df * (x / y)) : Math.exp(0.5 * (Math.log(df) + logOdds));
}
