import { exp, log, min } from '../math.js';
import { betaTail } from '../special/incomplete-beta.js';
import { inverseRegularizedBeta } from '../special/inverse-beta.js';
import { betaKernel } from '../special/saddle-point.js';
import { type ContinuousDistribution, continuous, densityAtZero, type Evaluate, member } from './distribution.js';
import { checkPositive } from './domain.js';

/**
 * Fisher's F distribution on f >= 0; where df2 is Infinity, from 1e-280.
 *
 * @param df1 - numerator degrees of freedom: any finite number greater than 0
 * @param df2 - denominator degrees of freedom: any number greater than 0, and Infinity
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
  (f, df1, df2) => {
    if (f === 0) return densityAtZero(df1, 1);
    const { x, y, excess } = unitPoint(f, df1, usable(df2));
    return betaKernel(df1 / 2, usable(df2) / 2, x, y, excess) / f;
  },
  (f, upper, df1, df2) => {
    const { x, y, excess } = unitPoint(f, df1, usable(df2));
    return betaTail(df1 / 2, usable(df2) / 2, x, y, excess, upper);
  },
  (p, upper, df1, df2) => {
    const ratio = usable(df2) / df1;
    const { x, y, logOdds } = inverseRegularizedBeta(p, df1 / 2, usable(df2) / 2, upper);
    return x > 1e-290 && y > 1e-290 ? ratio * (x / y) : exp(log(ratio) + logOdds);
  },
);

/** The df2 to compute with: infinity is a df2 at which no double can tell the difference. */
const usable = (df2: number): number => min(df2, 1e25);

/** df1 f / (df1 f + df2), which has the beta distribution with shapes df1/2 and df2/2. */
function unitPoint(f: number, df1: number, df2: number): { x: number; y: number; excess: number } {
  const odds = min((df1 / df2) * f, Number.MAX_VALUE);
  const y = 1 / (1 + odds);
  return { x: odds * y, y, excess: min(0.5 * df1 * ((f - 1) * y), 0.5 * df2) };
}

// One by one, for those who need no other.
type Of = Evaluate<[df1: number, df2: number]>;
export const density: Of = /* @__PURE__ */ member(fisherF, 'density');
export const cdf: Of = /* @__PURE__ */ member(fisherF, 'cdf');
export const sf: Of = /* @__PURE__ */ member(fisherF, 'sf');
export const quantile: Of = /* @__PURE__ */ member(fisherF, 'quantile');
export const isf: Of = /* @__PURE__ */ member(fisherF, 'isf');
