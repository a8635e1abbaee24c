import { betaExcess, regularizedBeta, regularizedBetaUpper } from '../special/incomplete-beta.js';
import { inverseRegularizedBeta } from '../special/inverse-beta.js';
import { betaDeviance, betaKernel } from '../special/saddle-point.js';
import { checkPoint, checkPositive, checkProbability } from './domain.js';

/** Beta distribution on 0 <= x <= 1; both shapes are any numbers above 0 (below 1e-4 the tail away from it loses digits). */

/**
 * Density at x; Infinity at an end whose shape is less than 1.
 *
 * @param a - shape at 0, greater than 0 and finite
 * @param b - shape at 1, greater than 0 and finite
 * @throws {@link EfficacyError} `out_of_domain` for other shapes, or NaN
 */
export function density(x: number, a: number, b: number): number {
  check('beta.density', x, a, b);
  if (x < 0 || x > 1) return 0;
  if (x === 0) return a < 1 ? Infinity : a === 1 ? b : 0;
  if (x === 1) return b < 1 ? Infinity : b === 1 ? a : 0;
  const y = 1 - x;
  return betaKernel(a, b, betaDeviance(a, b, x, y, betaExcess(a, b, x, y))) / x / y;
}

/**
 * Probability of a value up to x.
 *
 * @param a - shape at 0, greater than 0 and finite
 * @param b - shape at 1, greater than 0 and finite
 * @throws {@link EfficacyError} `out_of_domain` for other shapes, or NaN
 *
 * @example
 * cdf(0.5, 2, 3); // 0.6875
 */
export function cdf(x: number, a: number, b: number): number {
  check('beta.cdf', x, a, b);
  return regularizedBeta(x, a, b);
}

/** Probability of a value above x, to full relative precision in the far tail. @throws as {@link cdf} */
export function sf(x: number, a: number, b: number): number {
  check('beta.sf', x, a, b);
  return regularizedBetaUpper(x, a, b);
}

/**
 * The x below which a value falls with probability p. Near 1 the answer has the spacing of doubles there; ask for the
 * distribution of 1 - x, with the shapes exchanged, to see more digits.
 *
 * @param a - shape at 0, greater than 0 and finite
 * @param b - shape at 1, greater than 0 and finite
 * @throws {@link EfficacyError} `out_of_domain` for other shapes, or unless 0 <= p <= 1
 */
export function quantile(p: number, a: number, b: number): number {
  checkProbability('beta.quantile', p);
  check('beta.quantile', 0, a, b);
  return inverseRegularizedBeta(p, a, b).x;
}

/** The x above which a value falls with probability p. @throws as {@link quantile} */
export function isf(p: number, a: number, b: number): number {
  checkProbability('beta.isf', p);
  check('beta.isf', 0, a, b);
  return inverseRegularizedBeta(p, a, b, true).x;
}

function check(name: string, x: number, a: number, b: number): void {
  checkPoint(name, 'x', x);
  checkPositive(name, 'a', a);
  checkPositive(name, 'b', b);
}
