import { regularizedGammaP, regularizedGammaQ } from '../special/incomplete-gamma.js';
import { gammaKernel } from '../special/saddle-point.js';
import { checkPoint, checkPositive, checkProbability, outOfDomain } from './domain.js';
import { type Ladder, mixtureDensity, mixtureTail } from './poisson-mixture.js';
import { bothTails, solvePositive, type Tails } from './solve-tails.js';

/**
 * Noncentral chi-squared distribution on x >= 0: the sum of squares of df normals with variance 1, whose squared means add
 * up to ncp. df is any number above 0; ncp 0 gives the central distribution. Chi-squared with df + 2 j, j Poisson with mean
 * ncp / 2.
 *
 * @see Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, chapter 29.
 */

/**
 * Density at x; Infinity at x = 0 where df < 2.
 *
 * @param df - degrees of freedom, greater than 0 and finite
 * @param ncp - noncentrality, from 0 to 1e25
 * @throws {@link EfficacyError} `out_of_domain` for another df or ncp, or NaN
 */
export function density(x: number, df: number, ncp: number): number {
  check('noncentralChiSquared.density', x, df, ncp);
  if (x < 0 || x === Infinity) return 0;
  if (x === 0) return df < 2 ? Infinity : df === 2 ? 0.5 * Math.exp(-ncp / 2) : 0;
  return mixtureDensity(ncp / 2, ladder(x, df, ncp)) / x;
}

/**
 * Probability of a value up to x, to full relative precision in the far tail.
 *
 * @param df - degrees of freedom, greater than 0 and finite
 * @param ncp - noncentrality, from 0 to 1e25
 * @throws {@link EfficacyError} `out_of_domain` for another df or ncp, or NaN
 *
 * @example
 * cdf(6, 2, 3); // 0.6791379428753528
 */
export function cdf(x: number, df: number, ncp: number): number {
  check('noncentralChiSquared.cdf', x, df, ncp);
  return tail(x, df, ncp, false);
}

/** Probability of a value above x, to full relative precision in the far tail. @throws as {@link cdf} */
export function sf(x: number, df: number, ncp: number): number {
  check('noncentralChiSquared.sf', x, df, ncp);
  return tail(x, df, ncp, true);
}

/**
 * The x below which a value falls with probability p; 0 also where it is too small for a double.
 *
 * @param df - degrees of freedom, greater than 0 and finite
 * @param ncp - noncentrality, from 0 to 1e25
 * @throws {@link EfficacyError} `out_of_domain` for another df or ncp, or unless 0 <= p <= 1
 */
export function quantile(p: number, df: number, ncp: number): number {
  return inverse('noncentralChiSquared.quantile', p, df, ncp, false);
}

/** The x above which a value falls with probability p. @throws as {@link quantile} */
export function isf(p: number, df: number, ncp: number): number {
  return inverse('noncentralChiSquared.isf', p, df, ncp, true);
}

/** Both tails; arguments are not checked. */
export function tails(x: number, df: number, ncp: number): Tails {
  return bothTails((upper) => tail(x, df, ncp, upper));
}

/** Refuses a noncentrality that is negative, or so large that its square root is lost beside it. */
export function checkNoncentrality(name: string, ncp: number): void {
  if (!(ncp >= 0 && ncp <= 1e25)) outOfDomain(name, 'ncp >= 0 (to 1e25)', ncp);
}

function check(name: string, x: number, df: number, ncp: number): void {
  checkPoint(name, 'x', x);
  checkPositive(name, 'df', df);
  checkNoncentrality(name, ncp);
}

/** One tail; arguments are not checked. */
export function tail(x: number, df: number, ncp: number, upper: boolean): number {
  if (x <= 0) return upper ? 1 : 0;
  if (x === Infinity) return upper ? 0 : 1;
  return mixtureTail(ncp / 2, ladder(x, df, ncp), upper);
}

function ladder(x: number, df: number, ncp: number): Ladder {
  const shape = df / 2;
  const y = x / 2;
  return {
    shape,
    lower: (j) => regularizedGammaP(shape + j, y),
    upper: (j) => regularizedGammaQ(shape + j, y),
    kernel: (j) => gammaKernel(shape + j, y),
    growth: (j) => y / (shape + j + 1),
    // Where j (shape + j) = (ncp / 2) y.
    peak: (ncp * y) / (shape + Math.hypot(shape, Math.sqrt(2 * ncp * y))),
  };
}

function inverse(name: string, p: number, df: number, ncp: number, upper: boolean): number {
  checkProbability(name, p);
  check(name, 0, df, ncp);
  const mean = df + ncp;
  return solvePositive((x) => tails(x, df, ncp), p, upper, mean, Math.sqrt(2 * (mean + ncp)) / mean);
}
