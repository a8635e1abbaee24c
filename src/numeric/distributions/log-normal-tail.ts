import { abs, exp, log, log1p } from '../math.js';
import { erfcx } from '../special/error-function.js';

/** Logarithm of the probability that a standard normal exceeds x; finite and precise at any x. */
export function logNormalTail(x: number): number {
  const scaled = abs(x) * Math.SQRT1_2;
  const exponent = -0.5 * x * x;
  return x > 0 ? exponent + log(0.5 * erfcx(scaled)) : log1p(-0.5 * exp(exponent) * erfcx(scaled));
}
