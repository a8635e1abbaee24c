import { logChiScale, logChiScaleAtOne } from './chi-scale.js';
import { checkPoint, checkPositive, checkProbability, outOfDomain } from './domain.js';
import { logIntegral } from './log-integral.js';
import { logNormalTail } from './log-normal-tail.js';
import * as normal from './normal.js';
import { solveTails, type Tails } from './solve-tails.js';

/**
 * Noncentral t distribution: (Z + ncp) / S, with Z standard normal and S² an independent chi-squared over its df.
 * df is any number above 0, and Infinity gives the normal around ncp.
 *
 * Given S = s the event is a normal tail. Its average over s is an integral of a positive function with one peak, taken
 * where the peak is: full relative precision in both tails, for any ncp, where series in the incomplete beta function
 * (AS 243) cancel.
 *
 * @see Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, chapter 31.
 */

/**
 * Density at t.
 *
 * @param df - degrees of freedom, greater than 0
 * @param ncp - noncentrality: the mean of the numerator, from -1e150 to 1e150
 * @throws {@link EfficacyError} `out_of_domain` for another df or ncp, or NaN
 */
export function density(t: number, df: number, ncp: number): number {
  check('noncentralT.density', t, df, ncp);
  if (df === Infinity) return normal.density(t - ncp);
  if (t < 0) return density(-t, df, -ncp);
  if (t === Infinity) return 0;
  const logKernel = (w: number, u: number): number => u - 0.5 * w * w;
  return Math.sqrt(0.5 / Math.PI) * average(t, df, ncp, logKernel);
}

/**
 * Probability of a value up to t, to a relative precision of about 1e-13 in the far tail as well.
 *
 * @param df - degrees of freedom, greater than 0
 * @param ncp - noncentrality: the mean of the numerator, from -1e150 to 1e150
 * @throws {@link EfficacyError} `out_of_domain` for another df or ncp, or NaN
 *
 * @example
 * cdf(2, 10, 1); // 0.8076115625303752
 */
export function cdf(t: number, df: number, ncp: number): number {
  check('noncentralT.cdf', t, df, ncp);
  return tails(t, df, ncp).lower;
}

/** Probability of a value above t, to full relative precision in the far tail. @throws as {@link cdf} */
export function sf(t: number, df: number, ncp: number): number {
  check('noncentralT.sf', t, df, ncp);
  return tails(t, df, ncp).upper;
}

/**
 * The t below which a value falls with probability p; infinite at 0 and 1, and where it is too large for a double.
 *
 * @param df - degrees of freedom, greater than 0
 * @param ncp - noncentrality: the mean of the numerator, from -1e150 to 1e150
 * @throws {@link EfficacyError} `out_of_domain` for another df or ncp, or unless 0 <= p <= 1
 */
export function quantile(p: number, df: number, ncp: number): number {
  return inverse('noncentralT.quantile', p, df, ncp, false);
}

/** The t above which a value falls with probability p. @throws as {@link quantile} */
export function isf(p: number, df: number, ncp: number): number {
  return inverse('noncentralT.isf', p, df, ncp, true);
}

/** Both tails at once, for one integral; arguments are not checked. */
export function tails(t: number, df: number, ncp: number): Tails {
  if (df === Infinity) return { lower: normal.cdf(t - ncp), upper: normal.sf(t - ncp) };
  if (t < 0) {
    const { lower, upper } = tails(-t, df, -ncp);
    return { lower: upper, upper: lower };
  }
  if (t === Infinity) return { lower: 1, upper: 0 };
  // The tail on the far side of ncp is the one that can be small.
  const side = t > ncp ? 1 : -1;
  const tail = Math.min(
    1,
    average(t, df, ncp, (w) => logNormalTail(side * w)),
  );
  return side > 0 ? { lower: 1 - tail, upper: tail } : { lower: tail, upper: 1 - tail };
}

function check(name: string, t: number, df: number, ncp: number): void {
  checkPoint(name, 't', t);
  if (df !== Infinity) checkPositive(name, 'df', df);
  if (!(Math.abs(ncp) <= 1e150)) outOfDomain(name, '|ncp| <= 1e150', ncp);
}

/** Mean of exp(logKernel(t S - ncp, log S)), for t >= 0 and a kernel that falls off about as fast as a normal density. */
function average(t: number, df: number, ncp: number, logKernel: (w: number, u: number) => number): number {
  // The s at which exp(-(t s - ncp)² / 2) times the density of log S is largest, and its spread in log s there.
  const hypotenuse = Math.hypot(Math.sqrt(df), t);
  const pull = ncp * (t / hypotenuse);
  const root = Math.hypot(pull, 2 * Math.sqrt(df));
  const scaled = pull > 0 ? (pull + root) / 2 : (2 * df) / (root - pull);
  const center = Math.log(scaled / hypotenuse);
  const width = Math.min(0.5, 1 / Math.hypot(Math.sqrt(df), scaled));

  // t s - ncp as its value at the center and the way from there, so that no more is lost than the rounding of t: at the
  // center it is df (1/s - s) / t, which takes over where the difference of large numbers would cancel.
  const reach = t * Math.exp(center);
  const near = Math.abs(center) < 0.5 ? t - ncp + t * Math.expm1(center) : reach - ncp;
  const offset = reach * reach * Math.abs(center) > 2 * df ? (-df * Math.expm1(2 * center)) / reach : near;
  const logF = (x: number): number =>
    logChiScale(center + x, df) + logKernel(offset + reach * Math.expm1(x), center + x);
  return Math.exp(logChiScaleAtOne(df) + logIntegral(logF, width));
}

function inverse(name: string, p: number, df: number, ncp: number, upper: boolean): number {
  checkProbability(name, p);
  check(name, 0, df, ncp);
  if (p === 0 || p === 1) return (p === 0) === upper ? Infinity : -Infinity;
  const scale = Math.hypot(1, ncp / Math.sqrt(2 * df));
  const { x, converged } = solveTails((t) => tails(t, df, ncp), p, upper, ncp, scale);
  return converged ? x : x * Infinity;
}
