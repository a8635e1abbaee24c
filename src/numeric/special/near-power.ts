import { exp, expm1, min } from '../math.js';
/**
 * exp(exponent) (1 + rest), a lower tail that is close to a power law; or with `upper` 1 minus that, where exponent and
 * rest are so small that the subtraction would leave no digits.
 */
export function nearPower(exponent: number, rest: number, upper: boolean): number {
  const power = exp(exponent);
  return upper ? -expm1(exponent) - power * rest : min(1, power * (1 + rest));
}
