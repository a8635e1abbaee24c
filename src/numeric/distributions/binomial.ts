import { betaExcess, betaTail } from '../special/incomplete-beta.js';
import { betaDeviance, betaKernel } from '../special/saddle-point.js';
import { type Counts, countIsf, countQuantile } from './discrete.js';
import { checkCount, checkPoint, checkProbability, checkWhole, outOfDomain } from './domain.js';

/** Binomial distribution: successes k = 0 ... trials in independent trials of one probability. */

/**
 * Probability of exactly k successes.
 *
 * @param k - a whole number
 * @param trials - a whole number, at least 0
 * @param probability - of a success in one trial, from 0 to 1
 * @throws {@link EfficacyError} `out_of_domain` for another k or parameter
 */
export function mass(k: number, trials: number, probability: number): number {
  checkWhole('binomial.mass', 'k', k);
  check('binomial.mass', k, trials, probability);
  return binomialMass(k, trials, probability);
}

/**
 * Probability of at most k successes.
 *
 * @param k - any number; between whole numbers the probability does not change
 * @param trials - a whole number, at least 0
 * @param probability - of a success in one trial, from 0 to 1
 * @throws {@link EfficacyError} `out_of_domain` for another parameter, or NaN
 *
 * @example
 * cdf(3, 10, 0.5); // 0.171875
 */
export function cdf(k: number, trials: number, probability: number): number {
  check('binomial.cdf', k, trials, probability);
  return tail(k, trials, probability, false);
}

/** Probability of more than k successes, to full relative precision in the far tail. @throws as {@link cdf} */
export function sf(k: number, trials: number, probability: number): number {
  check('binomial.sf', k, trials, probability);
  return tail(k, trials, probability, true);
}

/**
 * The smallest k with cdf(k) >= p, where a computed cdf(k) counts as reached.
 *
 * @param trials - a whole number, at least 0
 * @param probability - of a success in one trial, from 0 to 1
 * @throws {@link EfficacyError} `out_of_domain` for another parameter, or unless 0 <= p <= 1
 */
export function quantile(p: number, trials: number, probability: number): number {
  checkProbability('binomial.quantile', p);
  check('binomial.quantile', 0, trials, probability);
  return countQuantile(p, counts(trials, probability));
}

/** The smallest k with sf(k) <= p, likewise. @throws as {@link quantile} */
export function isf(p: number, trials: number, probability: number): number {
  checkProbability('binomial.isf', p);
  check('binomial.isf', 0, trials, probability);
  return countIsf(p, counts(trials, probability));
}

/** As {@link mass}, unchecked. */
export function binomialMass(k: number, trials: number, probability: number): number {
  const rest = trials - k;
  if (k < 0 || rest < 0) return 0;
  if (k === 0) return Math.exp(trials === 0 ? 0 : trials * Math.log1p(-probability));
  if (rest === 0) return probability ** trials;
  if (probability === 0 || probability === 1) return 0;
  const complement = 1 - probability;
  const deviance = betaDeviance(k, rest, probability, complement, betaExcess(k, rest, probability, complement));
  return betaKernel(k, rest, deviance) * (trials / k / rest);
}

function check(name: string, k: number, trials: number, probability: number): void {
  checkPoint(name, 'k', k);
  checkCount(name, 'trials', trials);
  if (!(probability >= 0 && probability <= 1)) outOfDomain(name, '0 <= probability <= 1', probability);
}

function tail(k: number, trials: number, probability: number, upper: boolean): number {
  if (k < 0) return upper ? 1 : 0;
  if (k >= trials) return upper ? 0 : 1;
  const a = Math.floor(k) + 1;
  const b = trials - a + 1;
  const complement = 1 - probability;
  return betaTail(a, b, probability, complement, betaExcess(a, b, probability, complement), !upper);
}

function counts(trials: number, probability: number): Counts {
  return {
    cdf: (k) => tail(k, trials, probability, false),
    sf: (k) => tail(k, trials, probability, true),
    mean: trials * probability,
    variance: trials * probability * (1 - probability),
    lowest: probability === 1 ? trials : 0,
    highest: probability === 0 ? 0 : trials,
  };
}
