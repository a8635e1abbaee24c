import type { Sample } from '../../../aggregate/moments.js';
import { checkChoice } from './check-choice.js';
import type { Alternative } from './effect-limits.js';
import type { HedgesCorrection } from './hedges-correction.js';
import {
  type CohensDOptions,
  type StandardizedMeanDifference,
  standardizedMeanDifference,
} from './standardized-mean-difference.js';

/** Options of {@link hedgesG}. */
export interface HedgesGOptions<A extends Alternative = Alternative> extends CohensDOptions<A> {
  /**
   * The factor that takes out the small-sample bias: with gamma functions (effectsize, metafor) or 1 - 3/(4 df - 1) (the WWC).
   * @defaultValue `'exact'`
   */
  readonly correction?: HedgesCorrection;
}

/**
 * Hedges' g: the difference in means of two independent groups in pooled standard deviations, without its small-sample bias.
 *
 * The noncentral t limits are those of Cohen's d times the same factor, as in R's effectsize.
 *
 * @param treatment - values, moments of them, or n, mean and sd, in any unit
 * @param control - the same for the control group, in the same unit
 * @returns treatment minus control, in pooled standard deviations
 * @throws {@link EfficacyError} `too_few_observations` when a group has fewer than 2 values, `zero_variance` when neither group varies
 *
 * @example
 * hedgesG(momentsOf({ n: 120, mean: 204.1, sd: 15.2 }), momentsOf({ n: 110, mean: 201.3, sd: 14.6 })).estimate; // 0.187
 *
 * @see Hedges (1981), J. Educ. Stat. 6(2), 107-128, eq. 6 and 7.
 */
export function hedgesG<A extends Alternative = 'two-sided'>(
  treatment: Sample,
  control: Sample,
  options: HedgesGOptions<A> = {},
): StandardizedMeanDifference<A> {
  const { correction = 'exact' } = options;
  checkChoice('hedgesG', 'correction', ['exact', 'approximate'], correction);
  return standardizedMeanDifference(treatment, control, correction, options, 'hedgesG');
}
