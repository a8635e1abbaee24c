import { log1p } from '../math.js';
import { rational } from './rational.js';

// Rational approximation of (atanh(r) / r - 1) / r² in r², on 0 <= r² <= 1/4; relative error 2e-16 (test/reference/scripts/rational_fits.py).
const numerator = [
  0.33333333333333337, -0.7020061123666699, 0.4911817721704709, -0.12702655046743488, 0.008886767739204321, 0,
];
const denominator = [1, -2.7060183371, 2.6685848902, -1.1558417744, 0.20576496931, -0.010390754199];

/**
 * log(1 + x) - x without the cancellation near 0: the exponent by which a large-sample tail falls off.
 *
 * With r = x / (2 + x), log(1 + x) = 2 atanh(r) and 2 r - x = -x r.
 *
 * @param x - greater than -1, not checked
 */
export function log1pMinus(x: number): number {
  if (x < -0.6 || x > 1.6) return log1p(x) - x;
  const r = x / (2 + x);
  const r2 = r * r;
  return r * (2 * r2 * rational(numerator, denominator, r2) - x);
}
