import { logChiScale, logChiScaleAtOne } from './chi-scale.js';
import { checkPoint, checkPositive, checkProbability, outOfDomain } from './domain.js';
import { findPeak, logIntegral } from './log-integral.js';
import { type LogOfRange, logRangeDensity, logRangeLower, logRangeUpper } from './normal-range.js';
import { solvePositive, type Tails } from './solve-tails.js';

/**
 * Studentized range distribution on q >= 0: the range of some independent standard normals over S, with S² an independent
 * chi-squared over its df. The reference of Tukey's test of all pairs of means. df is any number above 0, and Infinity gives
 * the range itself.
 *
 * @see Copenhaver & Holland (1988), J. Stat. Comput. Simul. 30(1), 1-15, for the integral.
 */

/**
 * Density at q.
 *
 * @param groups - how many means are compared, a whole number from 2
 * @param df - degrees of freedom of the standard deviation, greater than 0
 * @throws {@link EfficacyError} `out_of_domain` for other groups or df, or NaN
 */
export function density(q: number, groups: number, df: number): number {
  check('studentizedRange.density', q, groups, df);
  if (q < 0 || q === Infinity) return 0;
  if (q === 0 && groups > 2) return 0;
  const at = Math.max(q, 1e-100);
  return average(at, groups, df, logRangeDensity) / at;
}

/**
 * Probability of a value up to q, to a relative precision of about 1e-12 in the far tail as well.
 *
 * @param groups - how many means are compared, a whole number from 2
 * @param df - degrees of freedom of the standard deviation, greater than 0
 * @throws {@link EfficacyError} `out_of_domain` for other groups or df, or NaN
 *
 * @example
 * cdf(3.5, 3, 20); // 0.9441
 */
export function cdf(q: number, groups: number, df: number): number {
  check('studentizedRange.cdf', q, groups, df);
  return tail(q, groups, df, false);
}

/** Probability of a value above q, to full relative precision in the far tail. @throws as {@link cdf} */
export function sf(q: number, groups: number, df: number): number {
  check('studentizedRange.sf', q, groups, df);
  return tail(q, groups, df, true);
}

/**
 * The q below which a value falls with probability p.
 *
 * @param groups - how many means are compared, a whole number from 2
 * @param df - degrees of freedom of the standard deviation, greater than 0
 * @throws {@link EfficacyError} `out_of_domain` for other groups or df, or unless 0 <= p <= 1
 */
export function quantile(p: number, groups: number, df: number): number {
  return inverse('studentizedRange.quantile', p, groups, df, false);
}

/** The q above which a value falls with probability p. @throws as {@link quantile} */
export function isf(p: number, groups: number, df: number): number {
  return inverse('studentizedRange.isf', p, groups, df, true);
}

function check(name: string, q: number, groups: number, df: number): void {
  checkPoint(name, 'q', q);
  if (!(Number.isSafeInteger(groups) && groups >= 2)) outOfDomain(name, 'a whole number of groups >= 2', groups);
  if (df !== Infinity) checkPositive(name, 'df', df);
}

function tail(q: number, groups: number, df: number, upper: boolean): number {
  if (q <= 0) return upper ? 1 : 0;
  if (q === Infinity) return upper ? 0 : 1;
  return Math.min(1, average(q, groups, df, upper ? logRangeUpper : logRangeLower));
}

/** Mean of exp(logOfRange(q S)). */
function average(q: number, groups: number, df: number, logOfRange: LogOfRange): number {
  if (df === Infinity) return Math.exp(logOfRange(q, groups));
  const logF = (u: number): number => logChiScale(u, df) + logOfRange(q * Math.exp(u), groups);
  // Not from a range so large that its probability has no logarithm in doubles.
  const { center, width } = findPeak(logF, Math.min(0, Math.log(50 / q)), Math.sqrt(0.5 / df));
  return Math.exp(logChiScaleAtOne(df) + logIntegral((x) => logF(center + x), width));
}

function inverse(name: string, p: number, groups: number, df: number, upper: boolean): number {
  checkProbability(name, p);
  check(name, 0, groups, df);
  // Only the side that is small at the answer.
  const smallUpper = upper === p <= 0.5;
  const tails = (q: number): Tails => {
    const small = tail(q, groups, df, smallUpper);
    return smallUpper ? { lower: 1 - small, upper: small } : { lower: small, upper: 1 - small };
  };
  return solvePositive(tails, p, upper, 2 * Math.sqrt(Math.log(groups) + 0.5), 0.4);
}
