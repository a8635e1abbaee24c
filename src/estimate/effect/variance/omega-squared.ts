import {
  type AnovaTerm,
  type ShareFormula,
  type VarianceExplained,
  type VarianceExplainedOptions,
  varianceExplained,
} from './variance-explained.js';

/**
 * Omega squared: an estimate of the share of the variance in the population that a term explains; negative figures are set to 0.
 *
 * @param effect - F with its degrees of freedom, or sums of squares; for groups of values, {@link oneWaySums}
 * @returns from 0 to 1
 * @throws {@link EfficacyError} `invalid_argument`, `zero_variance`
 *
 * @example
 * omegaSquared({ f: 9.4, dfEffect: 3, dfError: 116 }).estimate; // 0.174
 *
 * @see Hays (1963), Statistics for Psychologists, section 12.18; Olejnik & Algina (2003), Psychological Methods 8(4), 434-447, eq. 8
 * (partial); Steiger (2004), Psychological Methods 9(2), 164-182 (limits).
 */
export function omegaSquared(effect: AnovaTerm, options: VarianceExplainedOptions = {}): VarianceExplained {
  return varianceExplained('omegaSquared', omega, effect, options);
}

const omega: ShareFormula = {
  kind: 'omega-squared',
  name: 'omega squared',
  share: ({ ssEffect, dfEffect, msError, ssAll, n }, of) =>
    (ssEffect - dfEffect * msError) / (of === 'total' ? ssAll + msError : ssEffect + (n - dfEffect) * msError),
};
