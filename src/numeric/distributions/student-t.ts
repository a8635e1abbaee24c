import { abs, exp, log, max, min, sqrt } from '../math.js';
import { logPowerFactor } from '../special/beta-expansions.js';
import { betaTail } from '../special/incomplete-beta.js';
import { inverseRegularizedBeta } from '../special/inverse-beta.js';
import { betaKernel } from '../special/saddle-point.js';
import { type ContinuousDistribution, continuous, type Evaluate, member } from './distribution.js';
import { checkPositive } from './domain.js';

/**
 * Student's t distribution.
 *
 * @param df - degrees of freedom: any number greater than 0, and Infinity gives the standard normal
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
    const n = usable(df);
    const at = max(abs(t), 1e-10); // flat below, and never 0 / 0
    const { x, y, excess } = squaredPoint(at, n);
    return (x < 1e-30 ? 0.5 * n * powerTail(at, n) : betaKernel(0.5, n / 2, y, x, excess)) / at;
  },
  (t, upper, df) => {
    const beyond = 0.5 * outside(abs(t), usable(df));
    return t < 0 === upper ? 1 - beyond : beyond;
  },
  (p, upper, df) => {
    const t = p <= 0.5 ? isfAbove(p, usable(df)) : -isfAbove(1 - p, usable(df));
    return upper ? t : 0 - t;
  },
);

/** The df to compute with: infinity is a df at which no double can tell the difference. */
const usable = (df: number): number => min(df, 1e25);

/** P(|T| > t) for t >= 0. */
function outside(t: number, df: number): number {
  const { x, y, excess } = squaredPoint(t, df);
  return x < 1e-30 ? powerTail(t, df) : betaTail(0.5, df / 2, y, x, excess, true);
}

/** y = t² / (df + t²) has the beta distribution with shapes 1/2 and df/2; excess is y (df + 1)/2 - 1/2. */
function squaredPoint(t: number, df: number): { x: number; y: number; excess: number } {
  const square = (t * t) / df;
  const x = 1 / (1 + square);
  return { x, y: square * x, excess: 0.5 * (t * t - 1) * x };
}

/** P(|T| > t) where x < 1e-30: only the leading power is left there, and t² may not fit a double. */
const powerTail = (t: number, df: number): number => exp(df * log(sqrt(df) / t) + logPowerFactor(df / 2, 0.5));

/** The t >= 0 above which a value falls with probability p <= 1/2. */
function isfAbove(p: number, df: number): number {
  // Near 0 from the probability of |T| <= t: 1 - 2 p has no rounding there.
  const near = p > 0.25;
  const { logOdds, x, y } = inverseRegularizedBeta(near ? 1 - 2 * p : 2 * p, 0.5, df / 2, !near);
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
