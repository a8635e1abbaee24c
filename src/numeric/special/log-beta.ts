import { checkAbove0 } from '../distributions/domain.js';
import { log, log1p, max, min } from '../math.js';
import { stirlingError } from './log-gamma.js';

/**
 * Logarithm of the beta function, Γ(a) Γ(b) / Γ(a + b).
 *
 * @param a - greater than 0: from 1e-300 to 1e300
 * @param b - greater than 0: from 1e-300 to 1e300
 * @throws {@link EfficacyError} `out_of_domain` for other arguments
 */
export function logBeta(a: number, b: number): number {
  checkAbove0('logBeta', a, b);
  const small = min(a, b);
  const large = max(a, b);
  const n = a + b;
  return (
    0.5 * log((2 * Math.PI * n) / large / small) +
    (stirlingError(small) + stirlingError(large) - stirlingError(n)) +
    small * log(small / n) +
    large * log1p(-small / n)
  );
}
