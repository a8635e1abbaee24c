import { exp, sqrt } from '../math.js';
import { type ContinuousDistribution, continuous, densityAtZero, type Evaluate, member } from './distribution.js';
import { checkNoncentrality, checkPositive, checkPositiveOrInfinite } from './domain.js';
import { type Ladder, mixtureDensity, mixtureQuantile, mixtureTail } from './poisson-mixture.js';
import { bothTails, type Tails } from './solve-tails.js';
import { varianceRatio } from './variance-ratio.js';

/** Below about 1e-15 the points at which the tails still move are below the smallest double with all its digits. */
export const leastDf1 = 1e-10;

/**
 * Noncentral F distribution on f >= 0: a noncentral chi-squared over its df1, divided by an independent central one over its
 * df2. df1 f / (df1 f + df2) has the beta distribution with shapes df1/2 + j and df2/2, j Poisson with mean ncp / 2.
 *
 * Where df1, df2 and ncp are all beyond 1e9 the tails lose digits: no more than 1e-16 √(df1 + ncp) in absolute terms.
 *
 * @param df1 - numerator degrees of freedom, from 1e-10 to 1e25
 * @param df2 - denominator degrees of freedom: from 1e-100 to 1e25, and Infinity
 * @param ncp - noncentrality, from 0 (the central distribution) to 1e25
 *
 * @example
 * noncentralF.cdf(4, 2, 20, 5); // 0.6239234365829232
 *
 * @see Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, chapter 30.
 */
export const noncentralF: ContinuousDistribution<[df1: number, df2: number, ncp: number]> = /* @__PURE__ */ continuous(
  'noncentralF',
  'f',
  0,
  (who, df1, df2, ncp) => {
    checkPositive(who, 'df1', df1, leastDf1);
    checkPositiveOrInfinite(who, 'df2', df2);
    checkNoncentrality(who, ncp);
  },
  (f, df1, df2, ncp) => {
    if (f === 0) return densityAtZero(df1, exp(-ncp / 2));
    return mixtureDensity(ncp / 2, ladder(f, df1, df2, ncp)) / f;
  },
  tail,
  (p, upper, df1, df2, ncp) => {
    const mean = 1 + ncp / df1;
    const scale = sqrt((2 * (df1 + 2 * ncp)) / (df1 + ncp) ** 2 + 2 / df2);
    return mixtureQuantile(p, upper, ncp / 2, (f) => ladder(f, df1, df2, ncp), mean, scale);
  },
);

/** Both tails at f >= 0; arguments are not checked. */
export const tails = (f: number, df1: number, df2: number, ncp: number): Tails =>
  bothTails((upper) => tail(f, upper, df1, df2, ncp));

function tail(f: number, upper: boolean, df1: number, df2: number, ncp: number): number {
  return mixtureTail(ncp / 2, ladder(f, df1, df2, ncp), upper);
}

function ladder(f: number, df1: number, df2: number, ncp: number): Ladder {
  const { a, b, x, tail, kernel } = varianceRatio(f, df1, df2);
  // Where j (a + j) = (ncp / 2) x (a + b + j).
  const pull = (ncp / 2) * x;
  const half = (a - pull) / 2;
  const root = sqrt(half * half + pull * (a + b));
  return {
    shape: a,
    tail,
    kernel: (j) => kernel(j) / (a + j),
    growth: (j) => (x * (a + j + b)) / (a + j + 1),
    peak: half > 0 ? (pull * (a + b)) / (half + root) : root - half,
  };
}

// One by one, for those who need no other.
type Of = Evaluate<[df1: number, df2: number, ncp: number]>;
export const density: Of = /* @__PURE__ */ member(noncentralF, 'density');
export const cdf: Of = /* @__PURE__ */ member(noncentralF, 'cdf');
export const sf: Of = /* @__PURE__ */ member(noncentralF, 'sf');
export const quantile: Of = /* @__PURE__ */ member(noncentralF, 'quantile');
export const isf: Of = /* @__PURE__ */ member(noncentralF, 'isf');
