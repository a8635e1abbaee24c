import type { Sample } from '../../../aggregate/moments.js';
import * as normal from '../../../numeric/distributions/normal.js';
import {
  dOf,
  equalNormals,
  type NormalOverlap,
  type OverlapOptions,
  signedReading,
  sizeReading,
} from '../reading/normal-reading.js';
import { overlapOf, u1Of, u2Of, u3Of } from './normal-overlap.js';

/**
 * Cohen's U1: the share of the two distributions' joint area that is not common to both. It has no sign.
 *
 * @param treatment - values, moments of them, or n, mean and sd, in any unit
 * @param control - the same for the control group, in the same unit
 * @returns from 0 (the same) to 1 (apart), under normality
 * @throws {@link EfficacyError} `too_few_observations`, `zero_variance`, `no_data`, `not_finite`
 *
 * @example
 * cohensU1(momentsOf({ n: 42, mean: 103.2, sd: 14.1 }), momentsOf({ n: 40, mean: 96.5, sd: 15 })).estimate; // 0.308
 *
 * @see Cohen (1988), Statistical Power Analysis, 2nd ed., eq. 2.2.1 and table 2.2.1.
 */
export function cohensU1(treatment: Sample, control: Sample, options: OverlapOptions = {}): NormalOverlap {
  return sizeReading('cohens-u1', "Cohen's U1", u1Of, dOf('cohensU1', treatment, control, options));
}

/**
 * Cohen's U2: the share of the higher group that exceeds the same share of the lower group. It has no sign.
 *
 * @param treatment - values, moments of them, or n, mean and sd, in any unit
 * @param control - the same for the control group, in the same unit
 * @returns from 0.5 (the same) to 1 (apart), under normality
 * @throws {@link EfficacyError} as {@link cohensU1}
 *
 * @example
 * cohensU2(momentsOf({ n: 42, mean: 103.2, sd: 14.1 }), momentsOf({ n: 40, mean: 96.5, sd: 15 })).estimate; // 0.591
 *
 * @see Cohen (1988), Statistical Power Analysis, 2nd ed., section 2.2.1.
 */
export function cohensU2(treatment: Sample, control: Sample, options: OverlapOptions = {}): NormalOverlap {
  return sizeReading('cohens-u2', "Cohen's U2", u2Of, dOf('cohensU2', treatment, control, options));
}

/**
 * Cohen's U3: the share of the control group below the average of the treatment group. {@link improvementIndex} is 100 (U3 - 1/2).
 *
 * @param treatment - values, moments of them, or n, mean and sd, in any unit
 * @param control - the same for the control group, in the same unit
 * @returns from 0 to 1, 0.5 where there is no effect, under normality
 * @throws {@link EfficacyError} as {@link cohensU1}
 *
 * @example
 * cohensU3(momentsOf({ n: 42, mean: 103.2, sd: 14.1 }), momentsOf({ n: 40, mean: 96.5, sd: 15 })).estimate; // 0.677
 *
 * @see Cohen (1988), Statistical Power Analysis, 2nd ed., section 2.2.1.
 */
export function cohensU3(treatment: Sample, control: Sample, options: OverlapOptions = {}): NormalOverlap {
  const d = dOf('cohensU3', treatment, control, options);
  return signedReading('cohens-u3', "Cohen's U3", 'share', equalNormals, u3Of, normal.density(d.estimate), d);
}

/**
 * Overlapping coefficient: the share of each normal distribution that lies under the other. It has no sign.
 *
 * @param treatment - values, moments of them, or n, mean and sd, in any unit
 * @param control - the same for the control group, in the same unit
 * @returns from 0 (apart) to 1 (the same), under normality
 * @throws {@link EfficacyError} as {@link cohensU1}
 *
 * @example
 * overlapCoefficient(momentsOf({ n: 42, mean: 103.2, sd: 14.1 }), momentsOf({ n: 40, mean: 96.5, sd: 15 })).estimate; // 0.818
 *
 * @see Reiser & Faraggi (1999), The Statistician 48(3), 413-418.
 */
export function overlapCoefficient(treatment: Sample, control: Sample, options: OverlapOptions = {}): NormalOverlap {
  return sizeReading(
    'overlap',
    'overlapping coefficient',
    overlapOf,
    dOf('overlapCoefficient', treatment, control, options),
  );
}
