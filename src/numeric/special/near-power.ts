/**
 * exp(exponent) (1 + rest), a lower tail that is close to a power law; or with `upper` 1 minus that, where exponent and
 * rest are so small that the subtraction would leave no digits.
 */
export function nearPower(exponent: number, rest: number, upper: boolean): number {
  const power = Math.exp(exponent);
  return upper ? -Math.expm1(exponent) - power * rest : Math.min(1, power * (1 + rest));
}
