import { type Sample, sd } from '../../../aggregate/moments.js';
import * as normal from '../../../numeric/distributions/normal.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import { type Pairs, pairedMoments } from '../change/paired-moments.js';
import { finiteEffect } from '../finite-effect.js';
import { noncentralLimitsOfT } from '../means/noncentral-limits.js';
import {
  dOf,
  equalNormals,
  type NormalOverlap,
  type OverlapOptions,
  signedReading,
} from '../reading/normal-reading.js';
import { superiorityOf, u3Of } from './normal-overlap.js';

/**
 * Probability of superiority under normality: that a treatment value exceeds a control value, Φ(d/√2). For the same without a model, see
 * {@link varghaDelaneyA}.
 *
 * @param treatment - values, moments of them, or n, mean and sd, in any unit
 * @param control - the same for the control group, in the same unit
 * @returns from 0 to 1, 0.5 where there is no effect
 * @throws {@link EfficacyError} as {@link cohensU1}
 *
 * @example
 * probabilityOfSuperiority(momentsOf({ n: 42, mean: 103.2, sd: 14.1 }), momentsOf({ n: 40, mean: 96.5, sd: 15 })).estimate; // 0.628
 *
 * @see McGraw & Wong (1992), Psychological Bulletin 111(2), 361-365.
 */
export function probabilityOfSuperiority(
  treatment: Sample,
  control: Sample,
  options: OverlapOptions = {},
): NormalOverlap {
  const d = dOf('probabilityOfSuperiority', treatment, control, options);
  const slope = normal.density(d.estimate * Math.SQRT1_2) * Math.SQRT1_2;
  const name = 'probability of superiority';
  return signedReading('probability-of-superiority', name, 'probability', equalNormals, superiorityOf, slope, d);
}

/**
 * Probability that a unit's value rises, under normal changes: Φ(d_z).
 *
 * @param pairs - values before and after, or what a paper prints of them
 * @returns from 0 to 1, 0.5 where the mean change is 0
 * @throws {@link EfficacyError} `zero_variance` when all changes are equal, `too_few_observations`, `length_mismatch`, `no_data`
 *
 * @example
 * pairedProbabilityOfSuperiority({ before: [10, 12, 15, 11], after: [13, 13, 18, 9] }).estimate; // 0.70
 *
 * @see McGraw & Wong (1992), Psychological Bulletin 111(2), 361-365, on correlated scores.
 */
export function pairedProbabilityOfSuperiority(pairs: Pairs, options: OverlapOptions = {}): NormalOverlap {
  const who = 'pairedProbabilityOfSuperiority';
  const { level = 0.95 } = options;
  checkLevel(who, level);
  const { n, change } = pairedMoments(pairs, who);
  const spread = sd(change);
  if (!(spread > 0)) {
    throw new EfficacyError('zero_variance', `${who} needs changes that vary; each of ${n} is ${change.mean}`, {
      n,
      change: change.mean,
    });
  }
  const estimate = finiteEffect(change.mean / spread, who);
  const ncp = noncentralLimitsOfT(who, estimate * Math.sqrt(n), n - 1, level);
  const d = {
    estimate,
    standardError: Math.sqrt((1 + estimate ** 2 / 2) / n),
    interval: { lower: ncp.lower / Math.sqrt(n), upper: ncp.upper / Math.sqrt(n), level },
  };
  const kind = 'paired-probability-of-superiority';
  return signedReading(
    kind,
    'probability of a rise',
    'probability',
    'normal changes',
    u3Of,
    normal.density(d.estimate),
    d,
  );
}
