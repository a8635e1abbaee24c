import * as normal from '../../../numeric/distributions/normal.js';
import { EfficacyError } from '../../../support/errors.js';
import type { Estimate } from '../../estimate.js';
import { needRecord } from '../needs.js';
import { type EffectValue, effectValue } from './effect-value.js';
import { normalRise } from './percentile-gain.js';

/** Where the cut lies: by the share of the control group at or above it, or on the scale of the test. */
export type ProficiencyCut =
  | { readonly shareProficient: number }
  | { readonly cut: number; readonly mean: number; readonly sd: number };

/** What an effect does to the share of students at or above a cut. */
export interface ProficiencyShift extends Estimate {
  /** Which quantity this is. */
  readonly kind: 'proficiency-shift';
  /** 0.01 is one student in a hundred. */
  readonly unit: 'share of students';
  /** Share at or above the cut without the programme. */
  readonly shareBefore: number;
  /** Share at or above the cut with the effect. */
  readonly shareAfter: number;
  /** What has to hold. */
  readonly model: string;
}

/**
 * How many more students reach a cut when everyone's score rises by an effect, under a normal distribution of scores. It depends on where
 * the cut lies: the same effect moves most students where the cut is near the middle.
 *
 * @param effect - in standard deviations of the control group; a result brings its limits
 * @param cut - the share proficient without the programme, or cut score, mean and standard deviation of the control group
 * @returns the share after minus the share before, from -1 to 1
 * @throws {@link EfficacyError} `not_finite`, `out_of_domain` for a share that is not between 0 and 1 or an sd that is not above 0
 *
 * @example
 * proficiencyShift(0.25, { shareProficient: 0.4 }).estimate; // 0.0987
 *
 * @see Lipsey et al. (2012), Translating the Statistical Representation of the Effects of Education Interventions, NCSER 2013-3000.
 */
export function proficiencyShift(effect: EffectValue, cut: ProficiencyCut): ProficiencyShift {
  return shiftOver('proficiencyShift', effect, cut);
}

/** The proficiency shift for whichever function was called. */
export function shiftOver(who: string, effect: EffectValue, cut: ProficiencyCut): ProficiencyShift {
  const { value, interval } = effectValue(who, effect);
  const z = scoreOfCut(who, cut);
  const shift = (g: number): number => normalRise(z, g);
  return {
    kind: 'proficiency-shift',
    estimate: shift(value),
    standardError: null,
    df: null,
    interval: interval && { lower: shift(interval.lower), upper: shift(interval.upper), level: interval.level },
    unit: 'share of students',
    method: 'normal scores of the control group moved up by the effect; limits of the effect moved likewise',
    shareBefore: normal.cdf(z),
    shareAfter: normal.cdf(z + value),
    model: 'scores are normal, the effect is the same for everyone and leaves their spread alone, the cut is known',
    notes: [{ code: 'no_standard_error', message: 'Only the estimate and its limits are converted.' }],
  };
}

/** By how many standard deviations the mean lies above the cut. */
function scoreOfCut(who: string, cut: ProficiencyCut): number {
  needRecord(cut, who, '{ shareProficient }, or { cut, mean, sd } of the control group');
  if ('shareProficient' in cut) {
    const { shareProficient } = cut;
    if (Number.isFinite(shareProficient) && shareProficient > 0 && shareProficient < 1)
      return normal.quantile(shareProficient);
    throw new EfficacyError(
      'out_of_domain',
      `${who} needs a share proficient between 0 and 1 (divide percentages by 100); got ${shareProficient}`,
      { shareProficient: String(shareProficient) },
    );
  }
  const known = [cut.cut, cut.mean, cut.sd].every(Number.isFinite) && cut.sd > 0;
  const z = known ? (cut.mean - cut.cut) / cut.sd : Number.NaN;
  if (Number.isFinite(z)) return z;
  throw new EfficacyError(
    'out_of_domain',
    `${who} needs a finite cut and mean and an sd above 0; got ${cut.cut}, ${cut.mean}, ${cut.sd}`,
    { cut: String(cut.cut), mean: String(cut.mean), sd: String(cut.sd) },
  );
}
