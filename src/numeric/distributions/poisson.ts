import { exp, finite } from '../math.js';
import { regularizedGamma } from '../special/incomplete-gamma.js';
import { gammaKernel } from '../special/saddle-point.js';
import { type DiscreteDistribution, discrete, type Evaluate, member } from './distribution.js';
import { outOfDomain } from './domain.js';

/**
 * Poisson distribution of a count k = 0, 1, 2, ...
 *
 * @param mean - greater than 0, at most 1e15: counts around it are whole numbers of doubles
 *
 * @example
 * poisson.cdf(2, 1); // 0.9196986029286058
 */
export const poisson: DiscreteDistribution<[mean: number]> = /* @__PURE__ */ discrete(
  'poisson',
  (who, mean) => {
    if (!(finite(mean) && mean > 0 && mean <= 1e15)) outOfDomain(who, '0 < mean <= 1e15', mean);
  },
  poissonMass,
  (k, upper, mean) => regularizedGamma(k + 1, mean, !upper),
  (mean) => ({ mean, variance: mean, lowest: 0, highest: Infinity }),
);

/** As `poisson.mass`, unchecked. */
export function poissonMass(k: number, mean: number): number {
  return k > 0 ? gammaKernel(k, mean) : k < 0 ? 0 : exp(-mean);
}

// One by one, for those who need no other.
type Of = Evaluate<[mean: number]>;
export const mass: Of = /* @__PURE__ */ member(poisson, 'mass');
export const cdf: Of = /* @__PURE__ */ member(poisson, 'cdf');
export const sf: Of = /* @__PURE__ */ member(poisson, 'sf');
export const quantile: Of = /* @__PURE__ */ member(poisson, 'quantile');
export const isf: Of = /* @__PURE__ */ member(poisson, 'isf');
