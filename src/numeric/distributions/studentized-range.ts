import { exp, log, log1p, max, min, sqrt, whole } from '../math.js';
import { logChiScale, logChiScaleAtOne } from './chi-scale.js';
import { type ContinuousDistribution, continuous, type Evaluate, member } from './distribution.js';
import { outOfDomain } from './domain.js';
import { findPeak, logIntegral } from './log-integral.js';
import { type LogOfRange, logRangeDensity, logRangeLower, logRangeUpper } from './normal-range.js';
import { solvePositive, tailsFrom } from './solve-tails.js';

/**
 * Studentized range distribution on q >= 0: the range of some independent standard normals over S, with S² an independent
 * chi-squared over its df. The reference of Tukey's test of all pairs of means. Tails to a relative precision of about 1e-12, with a million groups 1e-11.
 *
 * @param groups - how many means are compared, a whole number from 2 to 1e6
 * @param df - degrees of freedom of the standard deviation: from 0.1, and Infinity gives the range itself
 *
 * @example
 * studentizedRange.cdf(3.5, 3, 20); // 0.9441
 *
 * @see Copenhaver & Holland (1988), J. Stat. Comput. Simul. 30(1), 1-15, for the integral.
 */
export const studentizedRange: ContinuousDistribution<[groups: number, df: number]> = /* @__PURE__ */ continuous(
  'studentizedRange',
  'q',
  0,
  (who, groups, df) => {
    if (!(whole(groups) && groups >= 2 && groups <= 1e6))
      outOfDomain(who, 'a whole number of groups from 2 to 1e6', groups);
    if (!(df >= 0.1)) outOfDomain(who, 'df >= 0.1', df);
  },
  (q, groups, df) => {
    if (q === 0 && groups > 2) return 0;
    const at = max(q, 1e-100);
    return average(at, groups, df, logRangeDensity) / at;
  },
  tail,
  (p, upper, groups, df) => {
    // Only the side that is small at the answer.
    const small = upper === p <= 0.5;
    const start = 2 * sqrt(log(groups) + 0.5);
    return solvePositive((q) => tailsFrom(q > 0 ? tail(q, small, groups, df) : 0, small), p, upper, start, 0.4);
  },
);

function tail(q: number, upper: boolean, groups: number, df: number): number {
  return min(1, average(q, groups, df, upper ? logRangeUpper : logRangeLower));
}

/** Mean of exp(logOfRange(q S)). */
function average(q: number, groups: number, df: number, logOfRange: LogOfRange): number {
  if (df > 1e25) return exp(logOfRange(q, groups)); // no double can tell the difference
  const logF = (u: number): number => logChiScale(u, df) + logOfRange(q * exp(u), groups);
  // From the peak of exp(-(q S)² / 4), as the upper tail falls off, times the density of log S.
  const start = -0.5 * log1p(min(q * (q / (2 * df)), Number.MAX_VALUE));
  const { center, width } = findPeak(logF, start, sqrt(0.5 / df));
  return exp(logChiScaleAtOne(df) + logIntegral((x) => logF(center + x), width));
}

// One by one, for those who need no other.
type Of = Evaluate<[groups: number, df: number]>;
export const density: Of = /* @__PURE__ */ member(studentizedRange, 'density');
export const cdf: Of = /* @__PURE__ */ member(studentizedRange, 'cdf');
export const sf: Of = /* @__PURE__ */ member(studentizedRange, 'sf');
export const quantile: Of = /* @__PURE__ */ member(studentizedRange, 'quantile');
export const isf: Of = /* @__PURE__ */ member(studentizedRange, 'isf');
