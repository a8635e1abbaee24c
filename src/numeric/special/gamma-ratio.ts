import { checkAbove0 } from '../distributions/domain.js';
import { exp, log, log1p, sqrt } from '../math.js';
import { stirlingError } from './log-gamma.js';

/**
 * log(Γ(b + step) / Γ(b)), also for a small step: the error is 1e-18 beside the usual rounding.
 *
 * @param b - greater than 0, not checked
 * @param step - at least 0, not checked
 */
export function logGammaRatio(b: number, step: number): number {
  // Γ(b + step) / Γ(b) = Γ(c + step) / Γ(c) / Π (1 + step / (b + i)); `excess` is the product less 1.
  let c = b;
  let excess = 0;
  for (; c < 8; c++) excess += (step / c) * (1 + excess);
  const end = c + step;
  const stirling = (c - 0.5) * log1p(step / c) + step * (log(end) - 1);
  return stirling + (stirlingError(end) - stirlingError(c)) - log1p(excess);
}

/**
 * Γ(a) / Γ(b), also where both overflow.
 *
 * @param a - greater than 0: from 1e-300 to 1e300
 * @param b - greater than 0: from 1e-300 to 1e300
 * @returns the ratio; 0 or Infinity where it does not fit a double
 * @throws {@link EfficacyError} `out_of_domain` for other arguments
 *
 * @example
 * gammaRatio(1001, 1000); // 1000
 */
export function gammaRatio(a: number, b: number): number {
  checkAbove0('gammaRatio', a, b);
  return a >= b ? exp(logGammaRatio(b, a - b)) : exp(-logGammaRatio(a, b - a));
}

/**
 * Γ(z) / (√z Γ(z - 1/2)), which rises from 0 at z = 1/2 to 1.
 *
 * At z = df/2 it is Hedges' exact small-sample correction J(df); at z = (df + 1)/2 it scales the density of Student's t.
 *
 * @param z - greater than 1/2, not checked
 * @see Hedges (1981), J. Educ. Stat. 6(2), 107-128, equation 6e.
 */
export function halfStepGammaRatio(z: number): number {
  if (z < 1.5) return ((halfStepGammaRatio(z + 1) * (z - 0.5)) / z) * sqrt((z + 1) / z);
  const b = z - 0.5;
  return exp((b - 0.5) * log1p(0.5 / b) - 0.5 + (stirlingError(z) - stirlingError(b)));
}
