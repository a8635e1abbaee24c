/**
 * Ratio of two polynomials at x (Horner), for rational approximations.
 *
 * @param numerator - coefficients, constant term first
 * @param denominator - as many coefficients
 */
export function rational(numerator: readonly number[], denominator: readonly number[], x: number): number {
  let above = 0;
  let below = 0;
  for (let i = numerator.length - 1; i >= 0; i--) {
    above = above * x + numerator[i]!;
    below = below * x + denominator[i]!;
  }
  return above / below;
}
