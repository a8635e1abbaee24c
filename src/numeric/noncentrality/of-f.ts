import { checkPositive, outOfDomain } from '../distributions/domain.js';
import { leastDf1, tails } from '../distributions/noncentral-f.js';
import { finite, max, sqrt } from '../math.js';
import {
  bothLimits,
  type Noncentrality,
  type NoncentralityInterval,
  type NoncentralityOptions,
  oneTail,
  type Solve,
  solveSquared,
} from './noncentrality.js';

/**
 * The noncentrality at which a noncentral F falls at or below f with probability p; 0, with the status `'at_zero'`, where
 * even the central F leaves that tail too little (or, with `tail: 'upper'`, too much).
 *
 * @param f - the observed statistic, at least 0, with df1 f up to 1e24
 * @param df1 - numerator degrees of freedom, from 1e-10 to 1e25
 * @param df2 - denominator degrees of freedom, from 1e-100 to 1e25; Infinity for a chi-squared over its df
 * @param p - probability of that tail, strictly between 0 and 1
 * @returns the noncentrality, on the scale of df1 f: a sum of squares over the error variance
 * @throws {@link EfficacyError} `out_of_domain` for other arguments
 *
 * @example
 * noncentralityOfF(6, 2, 60, 0.025, { tail: 'upper' }).ncp; // 1.29, the lower 95 % limit
 *
 * @see Steiger (2004), Psychological Methods 9(2), 164-182.
 */
export function noncentralityOfF(
  f: number,
  df1: number,
  df2: number,
  p: number,
  options: NoncentralityOptions = {},
): Noncentrality {
  const name = 'noncentralityOfF';
  return oneTail(name, solver(name, f, df1, df2), p, options);
}

/**
 * Exact confidence limits of the noncentrality of an F statistic. A limit of 0 with the status `'at_zero'` means that no
 * noncentrality is excluded on that side.
 *
 * Limits of partial eta squared are ncp / (ncp + df1 + df2 + 1) in Steiger's article, where the sample is of fixed size, and
 * ncp / (ncp + df2) in the R package effectsize.
 *
 * @param f - the observed statistic, at least 0, with df1 f up to 1e24
 * @param df1 - numerator degrees of freedom, from 1e-10 to 1e25
 * @param df2 - denominator degrees of freedom, from 1e-100 to 1e25; Infinity for a chi-squared over its df
 * @param level - confidence level, strictly between 0 and 1
 * @returns both limits, each with half of 1 - level beyond it
 * @throws {@link EfficacyError} `out_of_domain` for other f or df, `invalid_argument` for another level
 *
 * @example
 * noncentralityIntervalOfF(6, 2, 60, 0.95); // { lower: 1.29, upper: 29.1, ... }
 *
 * @see Steiger (2004), Psychological Methods 9(2), 164-182.
 */
export function noncentralityIntervalOfF(f: number, df1: number, df2: number, level: number): NoncentralityInterval {
  const name = 'noncentralityIntervalOfF';
  return bothLimits(name, solver(name, f, df1, df2), level);
}

/** The largest df1 f for which a noncentrality is sought. */
export const largestSum = 1e24;

function solver(name: string, f: number, df1: number, df2: number): Solve {
  checkPositive(name, 'df1', df1, leastDf1);
  if (df2 !== Infinity) checkPositive(name, 'df2', df2);
  if (!(finite(f) && f >= 0 && df1 * f <= largestSum)) outOfDomain(name, 'f >= 0 (with df1 f up to 1e24)', f);
  const sum = df1 * f;
  const start = max(0, sum - df1);
  return (p, upper) => solveSquared((ncp) => tails(f, df1, df2, ncp), p, upper, start, sqrt(1 + sum / (2 * df2)));
}
