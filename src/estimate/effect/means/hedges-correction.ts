import { halfStepGammaRatio } from '../../../numeric/special/gamma-ratio.js';
import { EfficacyError } from '../../../support/errors.js';

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
  return factorOf(form, df, 'hedgesCorrection');
}

/** The factor for a choice that may be to correct nothing. Refuses a choice that is none of the three. */
export function correctionFactorOf(correction: HedgesCorrection | 'none', df: number, who: string): number {
  return correction === 'none' ? 1 : factorOf(correction, df, who);
}

function factorOf(form: HedgesCorrection, df: number, who: string): number {
  if (!(typeof df === 'number' && df > 1)) {
    throw new EfficacyError('too_few_observations', `${who} needs more than 1 degree of freedom; got ${df}`, { df });
  }
  if (form === 'exact') return halfStepGammaRatio(df / 2);
  if (form === 'approximate') return 1 - 3 / (4 * df - 1);
  throw new EfficacyError(
    'invalid_argument',
    `${who} knows the corrections "exact" and "approximate", and in an effect "none"; got ${String(form)}`,
    { correction: String(form) },
  );
}
