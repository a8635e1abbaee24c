import { exp, hypot, sqrt } from '../math.js';
import { regularizedGamma } from '../special/incomplete-gamma.js';
import { gammaKernel } from '../special/saddle-point.js';
import { type ContinuousDistribution, continuous, densityAtZero, type Evaluate, member } from './distribution.js';
import { checkNoncentrality, checkPositive } from './domain.js';
import { type Ladder, mixtureDensity, mixtureQuantile, mixtureTail } from './poisson-mixture.js';
import { bothTails, type Tails } from './solve-tails.js';

/**
 * Noncentral chi-squared distribution on x >= 0: the sum of squares of df normals with variance 1, whose squared means add
 * up to ncp. Chi-squared with df + 2 j, j Poisson with mean ncp / 2.
 *
 * From df + ncp = 1e15, where a double begins to lose whole numbers, the tails lose digits: no more than
 * 1e-16 √(df + ncp) in absolute terms, which is 1e-8 at 1e16.
 *
 * @param df - degrees of freedom: from 1e-100 to 1e25
 * @param ncp - noncentrality, from 0 (the central distribution) to 1e25
 *
 * @example
 * noncentralChiSquared.cdf(6, 2, 3); // 0.6791379428753528
 *
 * @see Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, chapter 29.
 */
export const noncentralChiSquared: ContinuousDistribution<[df: number, ncp: number]> = /* @__PURE__ */ continuous(
  'noncentralChiSquared',
  'x',
  0,
  (who, df, ncp) => {
    checkPositive(who, 'df', df);
    checkNoncentrality(who, ncp);
  },
  densityOfSquares,
  tailOfSquares,
  (p, upper, df, ncp) => {
    const mean = df + ncp;
    return mixtureQuantile(p, upper, ncp / 2, (x) => ladder(x, df, ncp), mean, sqrt(2 * (mean + ncp)) / mean);
  },
);

/** Both tails at x >= 0; arguments are not checked. */
export function tails(x: number, df: number, ncp: number): Tails {
  return bothTails((upper) => tailOfSquares(x, upper, df, ncp));
}

/** One tail; arguments are not checked. */
function tailOfSquares(x: number, upper: boolean, df: number, ncp: number): number {
  return mixtureTail(ncp / 2, ladder(x, df, ncp), upper);
}

/** The density; arguments are not checked. */
function densityOfSquares(x: number, df: number, ncp: number): number {
  return x === 0 ? densityAtZero(df, 0.5 * exp(-ncp / 2)) : mixtureDensity(ncp / 2, ladder(x, df, ncp)) / x;
}

function ladder(x: number, df: number, ncp: number): Ladder {
  const shape = df / 2;
  const y = x / 2;
  const root = sqrt(2 * ncp) * sqrt(y);
  return {
    shape,
    tail: (j, upper) => regularizedGamma(shape + j, y, upper, y - j - shape),
    kernel: (j) => gammaKernel(shape + j, y, y - j - shape),
    growth: (j) => y / (shape + j + 1),
    // Where j (shape + j) = (ncp / 2) y.
    peak: ((root / (shape + hypot(shape, root))) * root) / 2,
  };
}

// One by one, for those who need no other.
type Of = Evaluate<[df: number, ncp: number]>;
export const density: Of = /* @__PURE__ */ member(noncentralChiSquared, 'density');
export const cdf: Of = /* @__PURE__ */ member(noncentralChiSquared, 'cdf');
export const sf: Of = /* @__PURE__ */ member(noncentralChiSquared, 'sf');
export const quantile: Of = /* @__PURE__ */ member(noncentralChiSquared, 'quantile');
export const isf: Of = /* @__PURE__ */ member(noncentralChiSquared, 'isf');
