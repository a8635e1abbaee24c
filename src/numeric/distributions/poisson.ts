import { regularizedGammaP, regularizedGammaQ } from '../special/incomplete-gamma.js';
import { gammaKernel } from '../special/saddle-point.js';
import { type Counts, countIsf, countQuantile } from './discrete.js';
import { checkPoint, checkProbability, checkWhole, outOfDomain } from './domain.js';

/** Poisson distribution of a count k = 0, 1, 2, ... with a mean above 0. */

/**
 * Probability of exactly k.
 *
 * @param k - a whole number
 * @param mean - greater than 0, at most 2^53
 * @throws {@link EfficacyError} `out_of_domain` for another k or mean
 */
export function mass(k: number, mean: number): number {
  checkWhole('poisson.mass', 'k', k);
  check('poisson.mass', k, mean);
  if (k <= 0) return k < 0 ? 0 : Math.exp(-mean);
  return gammaKernel(k, mean);
}

/**
 * Probability of at most k.
 *
 * @param k - any number; between whole numbers the probability does not change
 * @param mean - greater than 0, at most 2^53
 * @throws {@link EfficacyError} `out_of_domain` for another mean, or NaN
 *
 * @example
 * cdf(2, 1); // 0.9196986029286058
 */
export function cdf(k: number, mean: number): number {
  check('poisson.cdf', k, mean);
  return k < 0 ? 0 : k === Infinity ? 1 : regularizedGammaQ(Math.floor(k) + 1, mean);
}

/** Probability of more than k, to full relative precision in the far tail. @throws as {@link cdf} */
export function sf(k: number, mean: number): number {
  check('poisson.sf', k, mean);
  return k < 0 ? 1 : k === Infinity ? 0 : regularizedGammaP(Math.floor(k) + 1, mean);
}

/**
 * The smallest k with cdf(k) >= p, where a computed cdf(k) counts as reached; Infinity at p = 1.
 *
 * @param mean - greater than 0, at most 2^53
 * @throws {@link EfficacyError} `out_of_domain` for another mean, or unless 0 <= p <= 1
 */
export function quantile(p: number, mean: number): number {
  checkProbability('poisson.quantile', p);
  check('poisson.quantile', 0, mean);
  return countQuantile(p, counts(mean));
}

/** The smallest k with sf(k) <= p, likewise; Infinity at p = 0. @throws as {@link quantile} */
export function isf(p: number, mean: number): number {
  checkProbability('poisson.isf', p);
  check('poisson.isf', 0, mean);
  return countIsf(p, counts(mean));
}

function check(name: string, k: number, mean: number): void {
  checkPoint(name, 'k', k);
  if (!(mean > 0 && mean <= 2 ** 53)) outOfDomain(name, '0 < mean <= 2^53', mean);
}

function counts(mean: number): Counts {
  return {
    cdf: (k) => cdf(k, mean),
    sf: (k) => sf(k, mean),
    mean,
    variance: mean,
    lowest: 0,
    highest: Infinity,
  };
}
