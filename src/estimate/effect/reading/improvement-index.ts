import { erf } from '../../../numeric/special/error-function.js';
import { EfficacyError } from '../../../support/errors.js';

/**
 * The What Works Clearinghouse's improvement index: by how many percentile ranks the average control student would have moved up.
 *
 * @param g - a standardized mean difference, in standard deviations, unrounded
 * @returns percentile points between -50 and 50; positive favours treatment
 * @throws {@link EfficacyError} `not_finite`
 *
 * @example
 * improvementIndex(0.25); // 9.87
 *
 * @see WWC Procedures Handbook 4.1, Appendix E: 100 (Φ(g) - 0.5).
 */
export function improvementIndex(g: number): number {
  if (!Number.isFinite(g))
    throw new EfficacyError('not_finite', `improvementIndex needs a finite effect size; got ${g}`, { g });
  return 50 * erf(g * Math.SQRT1_2) + 0; // 0 for -0; 100 (Φ(g) - 0.5), without losing the digits of a small g
}
