import { checkPositive, outOfDomain } from '../distributions/domain.js';
import { tails } from '../distributions/noncentral-t.js';
import { abs, finite, hypot, sqrt } from '../math.js';
import {
  bothLimits,
  type Noncentrality,
  type NoncentralityInterval,
  type NoncentralityOptions,
  oneTail,
  type Solve,
  solveSigned,
} from './noncentrality.js';

/**
 * The noncentrality at which a noncentral t falls at or below t with probability p.
 *
 * @param t - the observed statistic, from -1e150 to 1e150
 * @param df - its degrees of freedom, from 1e-100 to 1e25; Infinity for a z statistic
 * @param p - probability of that tail, strictly between 0 and 1
 * @returns the noncentrality, in the unit of t; it falls as p rises (with `tail: 'upper'` it rises)
 * @throws {@link EfficacyError} `out_of_domain` for other arguments
 *
 * @example
 * noncentralityOfT(2.5, 30, 0.025).ncp; // 4.54, the upper 95 % limit
 *
 * @see Steiger & Fouladi (1997), Noncentrality interval estimation and the evaluation of statistical models.
 */
export function noncentralityOfT(t: number, df: number, p: number, options: NoncentralityOptions = {}): Noncentrality {
  const name = 'noncentralityOfT';
  return oneTail(name, solver(name, t, df), p, options);
}

/**
 * Exact confidence limits of the noncentrality of a t statistic; times sqrt(1/n1 + 1/n2) they are those of Cohen's d.
 *
 * @param t - the observed statistic, from -1e150 to 1e150
 * @param df - its degrees of freedom, from 1e-100 to 1e25; Infinity for a z statistic
 * @param level - confidence level, strictly between 0 and 1
 * @returns both limits, in the unit of t, each with half of 1 - level beyond it
 * @throws {@link EfficacyError} `out_of_domain` for another t or df, `invalid_argument` for another level
 *
 * @example
 * noncentralityIntervalOfT(2.5, 30, 0.95); // { lower: 0.422, upper: 4.54, ... }
 *
 * @see Steiger & Fouladi (1997), Noncentrality interval estimation and the evaluation of statistical models.
 */
export function noncentralityIntervalOfT(t: number, df: number, level: number): NoncentralityInterval {
  const name = 'noncentralityIntervalOfT';
  return bothLimits(name, solver(name, t, df), level);
}

function solver(name: string, t: number, df: number): Solve {
  if (!(finite(t) && abs(t) <= 1e150)) outOfDomain(name, '|t| <= 1e150', t);
  if (df !== Infinity) checkPositive(name, 'df', df);
  return (p, upper) => limitOfT(t, df, p, upper);
}

/** The noncentrality at which the lower (or upper) tail at t is p, strictly between 0 and 1; arguments are not checked. */
export function limitOfT(t: number, df: number, p: number, upper: boolean): Noncentrality {
  // The variance of t around its noncentrality is about 1 + t² / (2 df).
  return solveSigned((ncp) => tails(t, df, ncp), p, upper, t, hypot(1, t / sqrt(2 * df)));
}
