import { log, log1p, max, min } from '../math.js';
import { stirlingError } from './log-gamma.js';

/**
 * Logarithm of the beta function, Γ(a) Γ(b) / Γ(a + b).
 *
 * @param a - greater than 0, not checked
 * @param b - greater than 0, not checked
 */
export function logBeta(a: number, b: number): number {
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
