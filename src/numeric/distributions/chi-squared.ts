import { regularizedGamma } from '../special/incomplete-gamma.js';
import { gammaPoint } from '../special/inverse-gamma.js';
import { gammaKernel } from '../special/saddle-point.js';
import { type ContinuousDistribution, continuous, densityAtZero, type Evaluate, member } from './distribution.js';
import { checkPositive } from './domain.js';

/**
 * Chi-squared distribution on x >= 0.
 *
 * @param df - degrees of freedom: from 1e-100 to 1e25
 *
 * @example
 * chiSquared.cdf(3.84, 1); // 0.9499564787512049
 */
export const chiSquared: ContinuousDistribution<[df: number]> = /* @__PURE__ */ continuous(
  'chiSquared',
  'x',
  0,
  (who, df) => checkPositive(who, 'df', df),
  (x, df) => (x === 0 ? densityAtZero(df, 0.5) : ((df / 2) * gammaKernel(df / 2, x / 2)) / x),
  (x, upper, df) => regularizedGamma(df / 2, x / 2, upper),
  (p, upper, df) => 2 * gammaPoint(p, df / 2, upper),
);

// One by one, for those who need no other.
type Of = Evaluate<[df: number]>;
export const density: Of = /* @__PURE__ */ member(chiSquared, 'density');
export const cdf: Of = /* @__PURE__ */ member(chiSquared, 'cdf');
export const sf: Of = /* @__PURE__ */ member(chiSquared, 'sf');
export const quantile: Of = /* @__PURE__ */ member(chiSquared, 'quantile');
export const isf: Of = /* @__PURE__ */ member(chiSquared, 'isf');
