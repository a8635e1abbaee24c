import { exp, finite, log1p } from '../math.js';
import { betaExcess, betaTail } from '../special/incomplete-beta.js';
import { betaKernel } from '../special/saddle-point.js';
import { type DiscreteDistribution, discrete, type Evaluate, member } from './distribution.js';
import { checkCount, outOfDomain } from './domain.js';

/**
 * Binomial distribution: successes k = 0 ... trials in independent trials of one probability.
 *
 * @param trials - a whole number from 0 to 2^53 - 1
 * @param probability - of a success in one trial, from 0 to 1
 *
 * @example
 * binomial.cdf(3, 10, 0.5); // 0.171875
 */
export const binomial: DiscreteDistribution<[trials: number, probability: number]> = /* @__PURE__ */ discrete(
  'binomial',
  (who, trials, probability) => {
    checkCount(who, 'trials', trials);
    if (!(finite(probability) && probability >= 0 && probability <= 1))
      outOfDomain(who, '0 <= probability <= 1', probability);
  },
  binomialMass,
  (k, upper, trials, probability) => {
    const [a, b, rest] = [k + 1, trials - k, 1 - probability];
    return betaTail(a, b, probability, rest, betaExcess(a, b, probability, rest), !upper);
  },
  (trials, probability) => ({
    mean: trials * probability,
    variance: trials * probability * (1 - probability),
    lowest: probability === 1 ? trials : 0,
    highest: probability === 0 ? 0 : trials,
  }),
);

/** As `binomial.mass`, unchecked. */
export function binomialMass(k: number, trials: number, probability: number): number {
  const rest = trials - k;
  if (k < 0 || rest < 0) return 0;
  if (k === 0) return exp(trials === 0 ? 0 : trials * log1p(-probability));
  if (rest === 0) return probability ** trials;
  if (probability === 0 || probability === 1) return 0;
  const complement = 1 - probability;
  const excess = betaExcess(k, rest, probability, complement);
  return betaKernel(k, rest, probability, complement, excess) * (trials / k / rest);
}

// One by one, for those who need no other.
type Of = Evaluate<[trials: number, probability: number]>;
export const mass: Of = /* @__PURE__ */ member(binomial, 'mass');
export const cdf: Of = /* @__PURE__ */ member(binomial, 'cdf');
export const sf: Of = /* @__PURE__ */ member(binomial, 'sf');
export const quantile: Of = /* @__PURE__ */ member(binomial, 'quantile');
export const isf: Of = /* @__PURE__ */ member(binomial, 'isf');
