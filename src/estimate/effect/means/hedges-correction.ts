import { halfStepGammaRatio } from '../../../numeric/special/gamma-ratio.js';
import { need } from '../../../support/need.js';
import { checkChoice } from './check-choice.js';

/** Which form of Hedges' small-sample correction: with gamma functions, or its closed approximation. */
export type HedgesCorrection = 'exact' | 'approximate';

/**
 * Hedges' correction J: the factor that takes the small-sample bias out of a standardized mean difference.
 *
 * Exact: Γ(df/2) / (√(df/2) Γ((df-1)/2)), as in R's effectsize and metafor. Approximate: 1 - 3/(4 df - 1), the What Works
 * Clearinghouse's omega. They differ in the fourth digit at df = 8.
 *
 * @param df - degrees of freedom of the standardizer, above 1; usually n - 2
 * @returns a factor between 0 and 1
 * @throws {@link EfficacyError} `too_few_observations` when df is not above 1, `invalid_argument` for another form
 *
 * @example
 * hedgesCorrection(80); // 0.99059
 * hedgesCorrection(80, 'approximate'); // 0.99060
 *
 * @see Hedges (1981), J. Educ. Stat. 6(2), 107-128, eq. 6d (exact) and 6e (approximate).
 */
export function hedgesCorrection(df: number, form: HedgesCorrection = 'exact'): number {
  return correctionBy('hedgesCorrection', df, form);
}

/** The same for another public function's message. */
export function correctionBy(who: string, df: number, form: HedgesCorrection): number {
  checkChoice(who, 'correction', ['exact', 'approximate'], form);
  return factorOf(form, df, who);
}

/** The factor for a choice that may be to correct nothing. Refuses a choice that is none of the three. */
export function correctionFactorOf(correction: HedgesCorrection | 'none', df: number, who: string): number {
  checkChoice(who, 'correction', ['exact', 'approximate', 'none'], correction);
  return correction === 'none' ? 1 : factorOf(correction, df, who);
}

function factorOf(form: HedgesCorrection, df: number, who: string): number {
  need(typeof df === 'number' && df > 1, 'too_few_observations', who, 'more than 1 degree of freedom', df, { df });
  return form === 'exact' ? halfStepGammaRatio(df / 2) : 1 - 3 / (4 * df - 1);
}
