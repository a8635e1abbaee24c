import { abs, exp, log, max, sqrt } from '../math.js';
import { betaPoint } from '../special/inverse-beta.js';
import { type ContinuousDistribution, continuous, type Evaluate, member } from './distribution.js';
import { checkPositive } from './domain.js';
import { usable, type VarianceRatio, varianceRatio } from './variance-ratio.js';

/**
 * Student's t distribution.
 *
 * @param df - degrees of freedom: from 1e-100 to 1e25, and Infinity gives the standard normal
 *
 * @example
 * studentT.cdf(2, 10); // 0.9633059826146299
 */
export const studentT: ContinuousDistribution<[df: number]> = /* @__PURE__ */ continuous(
  'studentT',
  't',
  -Infinity,
  (who, df) => checkPositive(who, 'df', usable(df)),
  (t, df) => {
    const at = max(abs(t), 1e-100); // flat below, and never 0 / 0
    return squared(at, df).kernel(0) / at;
  },
  (t, upper, df) => {
    const beyond = t === 0 ? 0.5 : 0.5 * squared(abs(t), df).tail(0, true);
    return t < 0 === upper ? 1 - beyond : beyond;
  },
  (p, upper, df) => {
    const t = p <= 0.5 ? isfAbove(p, usable(df)) : -isfAbove(1 - p, usable(df));
    return upper ? t : 0 - t;
  },
);

/** t² has the F distribution with 1 and df degrees of freedom, for t > 0. */
const squared = (t: number, df: number): VarianceRatio => varianceRatio(t * t, 1, df, 2 * log(t));

/** The t >= 0 above which a value falls with probability p <= 1/2. */
function isfAbove(p: number, df: number): number {
  // Near 0 from the probability of |T| <= t: 1 - 2 p has no rounding there.
  const near = p > 0.25;
  const { logOdds, x, y } = betaPoint(near ? 1 - 2 * p : 2 * p, 0.5, df / 2, !near);
  const odds = y > 1e-290 && x > 1e-290 ? sqrt(x / y) : exp(0.5 * logOdds);
  return sqrt(df) * odds;
}

// One by one, for those who need no other.
type Of = Evaluate<[df: number]>;
export const density: Of = /* @__PURE__ */ member(studentT, 'density');
export const cdf: Of = /* @__PURE__ */ member(studentT, 'cdf');
export const sf: Of = /* @__PURE__ */ member(studentT, 'sf');
export const quantile: Of = /* @__PURE__ */ member(studentT, 'quantile');
export const isf: Of = /* @__PURE__ */ member(studentT, 'isf');
