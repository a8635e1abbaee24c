import {
  type AnovaTerm,
  type ShareFormula,
  type VarianceExplained,
  type VarianceExplainedOptions,
  varianceExplained,
} from './variance-explained.js';

/**
 * Eta squared: the share of the variance in the sample that a term explains. It is above the population's share; see
 * {@link omegaSquared} and {@link epsilonSquared}.
 *
 * @param effect - F with its degrees of freedom, or sums of squares; for groups of values, {@link oneWaySums}
 * @returns from 0 to 1
 * @throws {@link EfficacyError} `invalid_argument`, `zero_variance`
 *
 * @example
 * etaSquared({ f: 9.4, dfEffect: 3, dfError: 116 }).estimate; // 0.196
 *
 * @see Cohen (1973), Educational and Psychological Measurement 33(1), 107-112; Steiger (2004), Psychological Methods 9(2), 164-182 (limits).
 */
export function etaSquared(effect: AnovaTerm, options: VarianceExplainedOptions = {}): VarianceExplained {
  return varianceExplained('etaSquared', eta, effect, options);
}

/** The formula of {@link etaSquared}. */
export const eta: ShareFormula = {
  kind: 'eta-squared',
  name: 'eta squared',
  share: ({ ssEffect, ssAll }) => ssEffect / ssAll,
};
