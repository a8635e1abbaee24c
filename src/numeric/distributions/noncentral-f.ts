import { betaTail } from '../special/incomplete-beta.js';
import { betaDeviance, betaKernel } from '../special/saddle-point.js';
import { checkPoint, checkPositive, checkProbability } from './domain.js';
import * as noncentralChiSquared from './noncentral-chi-squared.js';
import { type Ladder, mixtureDensity, mixtureTail } from './poisson-mixture.js';
import { bothTails, solvePositive, type Tails } from './solve-tails.js';

/**
 * Noncentral F distribution on f >= 0: a noncentral chi-squared over its df1, divided by an independent central one over its
 * df2. Both df are any numbers above 0, and df2 may be Infinity; ncp 0 gives the central distribution.
 *
 * df1 f / (df1 f + df2) has the beta distribution with shapes df1/2 + j and df2/2, j Poisson with mean ncp / 2.
 *
 * @see Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, chapter 30.
 */

/**
 * Density at f; Infinity at f = 0 where df1 < 2.
 *
 * @param df1 - numerator degrees of freedom, greater than 0 and finite
 * @param df2 - denominator degrees of freedom, greater than 0
 * @param ncp - noncentrality, from 0 to 1e25
 * @throws {@link EfficacyError} `out_of_domain` for other df or ncp, or NaN
 */
export function density(f: number, df1: number, df2: number, ncp: number): number {
  check('noncentralF.density', f, df1, df2, ncp);
  if (df2 === Infinity) return df1 * noncentralChiSquared.density(df1 * f, df1, ncp);
  if (f < 0 || f === Infinity) return 0;
  if (f === 0) return df1 < 2 ? Infinity : df1 === 2 ? Math.exp(-ncp / 2) : 0;
  return mixtureDensity(ncp / 2, ladder(f, df1, df2, ncp)) / f;
}

/**
 * Probability of a value up to f, to full relative precision in the far tail.
 *
 * @param df1 - numerator degrees of freedom, greater than 0 and finite
 * @param df2 - denominator degrees of freedom, greater than 0
 * @param ncp - noncentrality, from 0 to 1e25
 * @throws {@link EfficacyError} `out_of_domain` for other df or ncp, or NaN
 *
 * @example
 * cdf(4, 2, 20, 5); // 0.6239234365829232
 */
export function cdf(f: number, df1: number, df2: number, ncp: number): number {
  check('noncentralF.cdf', f, df1, df2, ncp);
  return tail(f, df1, df2, ncp, false);
}

/** Probability of a value above f, to full relative precision in the far tail. @throws as {@link cdf} */
export function sf(f: number, df1: number, df2: number, ncp: number): number {
  check('noncentralF.sf', f, df1, df2, ncp);
  return tail(f, df1, df2, ncp, true);
}

/**
 * The f below which a value falls with probability p; 0 or Infinity where it is too small or large for a double.
 *
 * @param df1 - numerator degrees of freedom, greater than 0 and finite
 * @param df2 - denominator degrees of freedom, greater than 0
 * @param ncp - noncentrality, from 0 to 1e25
 * @throws {@link EfficacyError} `out_of_domain` for other df or ncp, or unless 0 <= p <= 1
 */
export function quantile(p: number, df1: number, df2: number, ncp: number): number {
  return inverse('noncentralF.quantile', p, df1, df2, ncp, false);
}

/** The f above which a value falls with probability p. @throws as {@link quantile} */
export function isf(p: number, df1: number, df2: number, ncp: number): number {
  return inverse('noncentralF.isf', p, df1, df2, ncp, true);
}

/** Both tails; arguments are not checked. */
export function tails(f: number, df1: number, df2: number, ncp: number): Tails {
  return bothTails((upper) => tail(f, df1, df2, ncp, upper));
}

function check(name: string, f: number, df1: number, df2: number, ncp: number): void {
  checkPoint(name, 'f', f);
  checkPositive(name, 'df1', df1);
  if (df2 !== Infinity) checkPositive(name, 'df2', df2);
  noncentralChiSquared.checkNoncentrality(name, ncp);
}

function tail(f: number, df1: number, df2: number, ncp: number, upper: boolean): number {
  if (df2 === Infinity) return noncentralChiSquared.tail(df1 * f, df1, ncp, upper);
  if (f <= 0) return upper ? 1 : 0;
  if (f === Infinity) return upper ? 0 : 1;
  return mixtureTail(ncp / 2, ladder(f, df1, df2, ncp), upper);
}

function ladder(f: number, df1: number, df2: number, ncp: number): Ladder {
  const a = df1 / 2;
  const b = df2 / 2;
  const odds = Math.min((df1 / df2) * f, Number.MAX_VALUE);
  const y = 1 / (1 + odds);
  const x = odds * y;
  // (a + j + b) x - (a + j)
  const excess = (j: number): number => a * ((f - 1) * y) - j * y;
  // Where j (a + j) = (ncp / 2) x (a + b + j).
  const pull = (ncp / 2) * x;
  const half = (a - pull) / 2;
  const root = Math.sqrt(half * half + pull * (a + b));
  return {
    shape: a,
    lower: (j) => betaTail(a + j, b, x, y, excess(j), false),
    upper: (j) => betaTail(a + j, b, x, y, excess(j), true),
    kernel: (j) => betaKernel(a + j, b, betaDeviance(a + j, b, x, y, excess(j))) / (a + j),
    growth: (j) => (x * (a + j + b)) / (a + j + 1),
    peak: half > 0 ? (pull * (a + b)) / (half + root) : root - half,
  };
}

function inverse(name: string, p: number, df1: number, df2: number, ncp: number, upper: boolean): number {
  checkProbability(name, p);
  check(name, 0, df1, df2, ncp);
  const mean = 1 + ncp / df1;
  const scale = Math.sqrt((2 * (df1 + 2 * ncp)) / (df1 + ncp) ** 2 + 2 / df2);
  return solvePositive((f) => tails(f, df1, df2, ncp), p, upper, mean, scale);
}
