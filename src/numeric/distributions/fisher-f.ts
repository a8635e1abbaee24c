import { exp, log } from '../math.js';
import { betaPoint } from '../special/inverse-beta.js';
import { type ContinuousDistribution, continuous, densityAtZero, type Evaluate, member } from './distribution.js';
import { checkPositive } from './domain.js';
import { usable, varianceRatio } from './variance-ratio.js';

/**
 * Fisher's F distribution on f >= 0.
 *
 * @param df1 - numerator degrees of freedom: from 1e-100 to 1e25
 * @param df2 - denominator degrees of freedom: from 1e-100 to 1e25, and Infinity
 *
 * @example
 * fisherF.cdf(4, 2, 20); // 0.9654283869663922
 */
export const fisherF: ContinuousDistribution<[df1: number, df2: number]> = /* @__PURE__ */ continuous(
  'fisherF',
  'f',
  0,
  (who, df1, df2) => {
    checkPositive(who, 'df1', df1);
    checkPositive(who, 'df2', usable(df2));
  },
  (f, df1, df2) => (f === 0 ? densityAtZero(df1, 1) : varianceRatio(f, df1, df2).kernel(0) / f),
  (f, upper, df1, df2) => varianceRatio(f, df1, df2).tail(0, upper),
  (p, upper, df1, df2) => {
    const ratio = usable(df2) / df1;
    const { x, y, logOdds } = betaPoint(p, df1 / 2, usable(df2) / 2, upper);
    return x > 1e-290 && y > 1e-290 ? ratio * (x / y) : exp(log(ratio) + logOdds);
  },
);

// One by one, for those who need no other.
type Of = Evaluate<[df1: number, df2: number]>;
export const density: Of = /* @__PURE__ */ member(fisherF, 'density');
export const cdf: Of = /* @__PURE__ */ member(fisherF, 'cdf');
export const sf: Of = /* @__PURE__ */ member(fisherF, 'sf');
export const quantile: Of = /* @__PURE__ */ member(fisherF, 'quantile');
export const isf: Of = /* @__PURE__ */ member(fisherF, 'isf');
