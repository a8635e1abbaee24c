import type { Sample } from '../../../aggregate/moments.js';
import type { Alternative } from './effect-limits.js';
import {
  type CohensDOptions,
  type StandardizedMeanDifference,
  standardizedMeanDifference,
} from './standardized-mean-difference.js';

/**
 * Cohen's d: the difference in means of two independent groups in pooled standard deviations, without small-sample correction.
 *
 * @param treatment - values, moments of them, or n, mean and sd, in any unit
 * @param control - the same for the control group, in the same unit
 * @returns treatment minus control, in pooled standard deviations
 * @throws {@link EfficacyError} `too_few_observations` when a group has fewer than 2 values, `zero_variance` when neither group varies
 *
 * @example
 * cohensD([12, 15, 19], [11, 12, 13]).estimate; // 1.29
 *
 * @see Cohen (1988), Statistical Power Analysis, 2nd ed., eq. 2.5.1; Steiger & Fouladi (1997) for the noncentral t limits.
 */
export function cohensD<A extends Alternative = 'two-sided'>(
  treatment: Sample,
  control: Sample,
  options: CohensDOptions<A> = {},
): StandardizedMeanDifference<A> {
  return standardizedMeanDifference(treatment, control, 'none', options, 'cohensD');
}
