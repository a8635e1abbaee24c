import {
  type AnovaTerm,
  type ShareFormula,
  type VarianceExplained,
  type VarianceExplainedOptions,
  varianceExplained,
} from './variance-explained.js';

/**
 * Epsilon squared: eta squared less what chance alone would give, the adjusted R² of an analysis of variance; negative figures are set
 * to 0.
 *
 * @param effect - F with its degrees of freedom, or sums of squares; for groups of values, {@link oneWaySums}
 * @returns from 0 to 1
 * @throws {@link EfficacyError} `invalid_argument`, `zero_variance`
 *
 * @example
 * epsilonSquared({ f: 9.4, dfEffect: 3, dfError: 116 }).estimate; // 0.175
 *
 * @see Kelley (1935), PNAS 21(9), 554-559; Steiger (2004), Psychological Methods 9(2), 164-182 (limits).
 */
export function epsilonSquared(effect: AnovaTerm, options: VarianceExplainedOptions = {}): VarianceExplained {
  return varianceExplained('epsilonSquared', epsilon, effect, options);
}

const epsilon: ShareFormula = {
  kind: 'epsilon-squared',
  name: 'epsilon squared',
  share: ({ ssEffect, dfEffect, msError, ssAll }) => (ssEffect - dfEffect * msError) / ssAll,
};
