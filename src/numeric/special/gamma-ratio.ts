import { checkAbove0 } from '../distributions/domain.js';
import { exp, log, log1p, min, sqrt } from '../math.js';
import { stirlingError } from './log-gamma.js';

/** Stirling's series in 1/x, odd powers, the highest first: B_2n / (2n (2n - 1)); DLMF 5.11.1. */
const stirlingSeries = [-3617 / 122400, 1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];

/**
 * log(Γ(b + step) / Γ(b)) in proportion to the step, however small that is.
 *
 * @param b - greater than 0, not checked
 * @param step - at least 0, not checked
 */
export function logGammaRatio(b: number, step: number): number {
  // Γ(b + step) / Γ(b) = Γ(c + step) / Γ(c) / Π (1 + step / (b + i)); `excess` is the product less 1, or what there is no
  // logarithm of yet.
  let c = b;
  let excess = 0;
  let taken = 0;
  for (; c < 8; c++) {
    excess += min(step / c, Number.MAX_VALUE) * (1 + excess);
    if (excess < 1e8) continue;
    taken += log1p(excess);
    excess = 0;
  }
  const end = c + step;
  // The series at x less that at y, by its divided difference.
  const [x, y] = [1 / end, 1 / c];
  let slope = 0;
  let value = 0;
  for (const coefficient of stirlingSeries) {
    slope = slope * x * x + value;
    value = value * y * y + coefficient;
  }
  const growth = (c - 0.5) * log1p(step / c) + step * (log(end) - 1);
  return growth - step * x * y * (value + x * (x + y) * slope) - (taken + log1p(excess));
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
