import { checkPositive, outOfDomain } from '../distributions/domain.js';
import { tails } from '../distributions/noncentral-chi-squared.js';
import { finite, max } from '../math.js';
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
 * The noncentrality at which a noncentral chi-squared falls at or below x with probability p; 0, with the status
 * `'at_zero'`, where even the central one leaves that tail too little (or, with `tail: 'upper'`, too much).
 *
 * @param x - the observed statistic, from 0 to 1e24
 * @param df - its degrees of freedom, from 1e-100 to 1e25
 * @param p - probability of that tail, strictly between 0 and 1
 * @throws {@link EfficacyError} `out_of_domain` for other arguments
 *
 * @example
 * noncentralityOfChiSquared(12, 3, 0.025).ncp; // 26.9, the upper 95 % limit
 *
 * @see Smithson (2003), Confidence Intervals, chapter 4.
 */
export function noncentralityOfChiSquared(
  x: number,
  df: number,
  p: number,
  options: NoncentralityOptions = {},
): Noncentrality {
  const name = 'noncentralityOfChiSquared';
  return oneTail(name, solver(name, x, df), p, options);
}

/**
 * Exact confidence limits of the noncentrality of a chi-squared statistic; the square root of a limit over n is that of phi.
 *
 * @param x - the observed statistic, from 0 to 1e24
 * @param df - its degrees of freedom, from 1e-100 to 1e25
 * @param level - confidence level, strictly between 0 and 1
 * @returns both limits, each with half of 1 - level beyond it
 * @throws {@link EfficacyError} `out_of_domain` for another x or df, `invalid_argument` for another level
 *
 * @see Smithson (2003), Confidence Intervals, chapter 4.
 */
export function noncentralityIntervalOfChiSquared(x: number, df: number, level: number): NoncentralityInterval {
  const name = 'noncentralityIntervalOfChiSquared';
  return bothLimits(name, solver(name, x, df), level);
}

function solver(name: string, x: number, df: number): Solve {
  if (!(finite(x) && x >= 0 && x <= 1e24)) outOfDomain(name, 'x >= 0 (to 1e24)', x);
  checkPositive(name, 'df', df);
  return (p, upper) => solveSquared((ncp) => tails(x, df, ncp), p, upper, max(0, x - df), 1);
}
