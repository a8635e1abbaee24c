import { exp, log, min, sqrt } from '../math.js';
import { stirlingError } from './log-gamma.js';
import { log1pMinus } from './log1p-minus.js';

/**
 * Saddle-point forms of the factors in front of gamma and beta tails: an exact part of the size of Stirling's formula
 * times exp(-deviance). Every term of a deviance has one sign, so no digits cancel however large the parameters are.
 *
 * @see Loader (2000), Fast and accurate computation of binomial probabilities.
 */

/**
 * a (x/a - 1 - log(x/a)): half the deviance of a gamma or Poisson observation.
 *
 * @param excess - x - a, to all the digits that the caller has
 */
export function gammaDeviance(a: number, x: number, excess: number = x - a): number {
  const t = excess / a;
  return t < -0.6 || t > 1.6 ? excess - a * log(min(x / a, Number.MAX_VALUE)) : -a * log1pMinus(t);
}

/** x^a e^-x / Γ(a + 1): the Poisson probability of a, for any real a > 0. Arguments as those of {@link gammaDeviance}. */
export const gammaKernel = (a: number, x: number, excess?: number): number =>
  exp(-stirlingError(a) - gammaDeviance(a, x, excess)) / sqrt(2 * Math.PI * a);

/**
 * -[a log(x / x₀) + b log(y / y₀)], where x₀ = a / (a + b), y₀ = 1 - x₀ and y = 1 - x.
 *
 * @param excess - (a + b) x - a, to all the digits that the caller has
 */
export const betaDeviance = (a: number, b: number, x: number, y: number, excess: number): number =>
  -(logRatioMinus(a, b, x, excess) + logRatioMinus(b, a, y, -excess));

/** a [log(x / x₀) - (x / x₀ - 1)] */
function logRatioMinus(a: number, b: number, x: number, excess: number): number {
  const t = excess / a;
  return t < -0.6 || t > 1.6 ? a * log(x * (1 + b / a)) - excess : a * log1pMinus(t);
}

/** x^a y^b / B(a, b), from the arguments of {@link betaDeviance}, or from the deviance itself. */
export function betaKernel(
  a: number,
  b: number,
  x: number,
  y: number,
  excess: number,
  deviance: number = betaDeviance(a, b, x, y, excess),
): number {
  const n = a + b;
  const stirling = stirlingError(n) - stirlingError(a) - stirlingError(b);
  return exp(stirling - deviance) * sqrt((a / (2 * Math.PI)) * (b / n));
}
