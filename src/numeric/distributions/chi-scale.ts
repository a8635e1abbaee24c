import { abs, expm1, log } from '../math.js';
import { stirlingError } from '../special/log-gamma.js';
import { log1pMinus } from '../special/log1p-minus.js';

/** Logarithm of the density of u = log S at 0, where S² is a chi-squared divided by its degrees of freedom. */
export const logChiScaleAtOne = (df: number): number => 0.5 * log(df / Math.PI) - stirlingError(df / 2);

/** Logarithm of that density at u over that at 0, its peak: (df / 2)(1 + 2 u - exp(2 u)), without the cancellation near 0. */
export function logChiScale(u: number, df: number): number {
  const growth = expm1(2 * u);
  return 0.5 * df * (abs(u) < 0.3 ? log1pMinus(growth) : 2 * u - growth);
}
