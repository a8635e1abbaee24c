import { rational } from './rational.js';

// Rational approximation of (atanh(r) / r - 1) / r² in r², on 0 <= r² <= 1/4; relative error 2e-17.
const numerator = [
  0.3333333333333333, -0.7020061234573833, 0.49118178991199685, -0.12702655854463155, 0.008886768639542405, 0,
];
const denominator = [
  1, -2.706018370372153, 2.668584963388259, -1.1558418282892102, 0.20576498408595265, -0.010390755310038732,
];

/**
 * log(1 + x) - x without the cancellation near 0: the exponent by which a large-sample tail falls off.
 *
 * With r = x / (2 + x), log(1 + x) = 2 atanh(r) and 2 r - x = -x r.
 *
 * @param x - greater than -1, not checked
 */
export function log1pMinus(x: number): number {
  if (x < -0.6 || x > 1.6) return Math.log1p(x) - x;
  const r = x / (2 + x);
  const r2 = r * r;
  return r * (2 * r2 * rational(numerator, denominator, r2) - x);
}
