import { regularizedGammaP, regularizedGammaQ } from '../special/incomplete-gamma.js';
import { inverseRegularizedGamma } from '../special/inverse-gamma.js';
import { gammaKernel } from '../special/saddle-point.js';
import { checkPoint, checkPositive, checkProbability } from './domain.js';

/** Chi-squared distribution on x >= 0; df is any number above 0. */

/**
 * Density at x; Infinity at x = 0 where df < 2.
 *
 * @param df - degrees of freedom, greater than 0 and finite
 * @throws {@link EfficacyError} `out_of_domain` for another df, or NaN
 */
export function density(x: number, df: number): number {
  check('chiSquared.density', x, df);
  if (x < 0 || x === Infinity) return 0;
  if (x === 0) return df < 2 ? Infinity : df === 2 ? 0.5 : 0;
  return ((df / 2) * gammaKernel(df / 2, x / 2)) / x;
}

/**
 * Probability of a value up to x.
 *
 * @param df - degrees of freedom, greater than 0 and finite
 * @throws {@link EfficacyError} `out_of_domain` for another df, or NaN
 *
 * @example
 * cdf(3.84, 1); // 0.9499564787512049
 */
export function cdf(x: number, df: number): number {
  check('chiSquared.cdf', x, df);
  return regularizedGammaP(df / 2, x / 2);
}

/** Probability of a value above x, to full relative precision in the far tail. @throws as {@link cdf} */
export function sf(x: number, df: number): number {
  check('chiSquared.sf', x, df);
  return regularizedGammaQ(df / 2, x / 2);
}

/**
 * The x below which a value falls with probability p; 0 also where it is too small for a double.
 *
 * @param df - degrees of freedom, greater than 0 and finite
 * @throws {@link EfficacyError} `out_of_domain` for another df, or unless 0 <= p <= 1
 */
export function quantile(p: number, df: number): number {
  checkProbability('chiSquared.quantile', p);
  check('chiSquared.quantile', 0, df);
  return 2 * inverseRegularizedGamma(p, df / 2);
}

/** The x above which a value falls with probability p. @throws as {@link quantile} */
export function isf(p: number, df: number): number {
  checkProbability('chiSquared.isf', p);
  check('chiSquared.isf', 0, df);
  return 2 * inverseRegularizedGamma(p, df / 2, true);
}

function check(name: string, x: number, df: number): void {
  checkPoint(name, 'x', x);
  checkPositive(name, 'df', df);
}
