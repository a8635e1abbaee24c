import { exp, halfLogTwoPi, log, sqrt } from '../math.js';
import { erf, erfcx, expMinusSquare } from '../special/error-function.js';
import { roughNormalScore } from '../special/normal-score.js';
import type { ContinuousDistribution } from './distribution.js';
import { checkPoint, checkProbability } from './domain.js';

/** Density at x. @throws {@link EfficacyError} `out_of_domain` for NaN */
export function density(x: number): number {
  checkPoint('normal.density', 'x', x);
  return expMinusSquare(x, 0.5) * sqrt(0.5 / Math.PI);
}

/**
 * Probability of a value up to x.
 *
 * @throws {@link EfficacyError} `out_of_domain` for NaN
 *
 * @example
 * cdf(1.96); // 0.9750021048517795
 */
export function cdf(x: number): number {
  checkPoint('normal.cdf', 'x', x);
  return upperTail(-x);
}

/** Probability of a value above x, to full relative precision in the far tail. @throws as {@link cdf} */
export function sf(x: number): number {
  checkPoint('normal.sf', 'x', x);
  return upperTail(x);
}

/**
 * The x below which a value falls with probability p; -Infinity at 0 and Infinity at 1.
 *
 * @throws {@link EfficacyError} `out_of_domain` unless 0 <= p <= 1
 */
export function quantile(p: number): number {
  checkProbability('normal.quantile', 'p', p);
  return p > 0.5 ? scoreAbove(1 - p) : 0 - scoreAbove(p);
}

/** The x above which a value falls with probability p. @throws as {@link quantile} */
export function isf(p: number): number {
  checkProbability('normal.isf', 'p', p);
  return 0 - quantile(p);
}

function upperTail(x: number): number {
  if (x <= 0) return x === 0 ? 0.5 : 1 - upperTail(-x);
  return x > 40 ? 0 : 0.5 * expMinusSquare(x, 0.5) * erfcx(x * Math.SQRT1_2);
}

/**
 * The x >= 0 above which a value falls with probability p <= 1/2: two steps of Halley's method from three digits, each of which
 * makes three times as many right; in the middle on the probability up to there, which has no rounding.
 */
function scoreAbove(p: number): number {
  const middle = 0.5 - p;
  if (p === 0 || middle === 0) return p === 0 ? Infinity : 0;
  let x = roughNormalScore(p);
  for (let i = 0; i < 2; i++) {
    const scaled = x * Math.SQRT1_2;
    const logScale = 0.5 * x * x + halfLogTwoPi; // of 1 / density
    const step =
      middle < 0.25
        ? (middle - 0.5 * erf(scaled)) * exp(logScale)
        : sqrt(0.5 * Math.PI) * erfcx(scaled) - exp(log(p) + logScale);
    x += step / (1 - 0.5 * x * step);
  }
  return x;
}

/**
 * Standard normal distribution: mean 0, standard deviation 1.
 *
 * @example
 * normal.cdf(1.96); // 0.9750021048517795
 */
export const normal: ContinuousDistribution<[]> = { density, cdf, sf, quantile, isf };
