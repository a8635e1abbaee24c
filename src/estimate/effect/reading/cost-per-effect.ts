import type { ConfidenceSet } from '../../../support/confidence-set.js';
import { EfficacyError } from '../../../support/errors.js';
import type { Interval } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import type { Estimate } from '../../estimate.js';
import { needRecord } from '../needs.js';
import { reciprocalSet } from '../shares/reciprocal-set.js';
import { type EffectValue, effectValue } from './effect-value.js';
import { type ProficiencyCut, shiftOver } from './proficiency-shift.js';

/** What a programme costs for each student who is offered it. */
export interface CostPerStudent {
  /** Above 0, in the currency. For amounts that are owed, use a contract; these are ratios for comparison. */
  readonly costPerStudent: number;
  /** Such as `'USD'`; it becomes part of the unit. */
  readonly currency: string;
}

/** A cost divided by what it bought. */
export interface CostPerEffect extends Estimate {
  /** What the cost was divided by, in words. */
  readonly kind: 'cost-per-student-per-sd' | 'cost-per-extra-proficient-student';
  /** None; a note says why. */
  readonly standardError: null;
  /** Limits of the ratio, cost taken as known; null where the effect was given without limits or may be 0. */
  readonly interval: Interval | null;
  /** Present where the effect was given with limits; two unbounded pieces, one of them negative, where the effect may be 0. */
  readonly confidenceSet?: ConfidenceSet;
  /** The cost that was given. */
  readonly costPerStudent: number;
  /** Its currency. */
  readonly currency: string;
  /** What the cost was divided by. */
  readonly effect: number;
}

/**
 * Cost for each student of a whole standard deviation, at the rate at which the programme bought its effect.
 *
 * @param effect - in standard deviations, above 0; a result brings its limits
 * @param cost - for each student who is offered the programme
 * @returns cost over effect, in currency per student per standard deviation
 * @throws {@link EfficacyError} `out_of_domain` for an effect that is not above 0: nothing was bought, `invalid_argument` for the cost
 *
 * @example
 * costPerStudentPerSd(0.25, { costPerStudent: 120, currency: 'USD' }).estimate; // 480
 *
 * @see Levin, McEwan, Belfield, Bowden & Shand (2018), Economic Evaluation in Education, 3rd ed., chapter 8.
 */
export function costPerStudentPerSd(effect: EffectValue, cost: CostPerStudent): CostPerEffect {
  const who = 'costPerStudentPerSd';
  const { value, interval } = effectValue(who, effect);
  needRecord(cost, who, '{ costPerStudent, currency }');
  const unit = `${cost.currency} per student per sd`;
  return ratio(who, 'cost-per-student-per-sd', unit, value, interval, cost);
}

/**
 * Cost of each further student who reaches a cut, under the normal model of {@link proficiencyShift}.
 *
 * @param effect - in standard deviations of the control group, above 0; a result brings its limits
 * @param cut - the share proficient without the programme, or cut score, mean and standard deviation of the control group
 * @param cost - for each student who is offered the programme
 * @returns cost over the shift, in currency per extra proficient student
 * @throws {@link EfficacyError} as {@link costPerStudentPerSd} and {@link proficiencyShift}
 *
 * @example
 * costPerExtraProficientStudent(0.25, { shareProficient: 0.4 }, { costPerStudent: 120, currency: 'USD' }).estimate; // 1216
 *
 * @see Levin, McEwan, Belfield, Bowden & Shand (2018), Economic Evaluation in Education, 3rd ed., chapter 8.
 */
export function costPerExtraProficientStudent(
  effect: EffectValue,
  cut: ProficiencyCut,
  cost: CostPerStudent,
): CostPerEffect {
  const who = 'costPerExtraProficientStudent';
  const { estimate, interval } = shiftOver(who, effect, cut);
  needRecord(cost, who, '{ costPerStudent, currency }');
  const unit = `${cost.currency} per extra proficient student`;
  return ratio(who, 'cost-per-extra-proficient-student', unit, estimate, interval, cost);
}

function ratio(
  who: string,
  kind: CostPerEffect['kind'],
  unit: string,
  effect: number,
  interval: Interval | null,
  { costPerStudent, currency }: CostPerStudent,
): CostPerEffect {
  if (!(costPerStudent > 0 && Number.isFinite(costPerStudent) && typeof currency === 'string' && currency !== '')) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs a cost per student above 0 and the name of its currency; got ${costPerStudent} and ${JSON.stringify(currency)}`,
      { costPerStudent: String(costPerStudent), currency },
    );
  }
  const estimate = costPerStudent / effect;
  if (!(effect > 0 && Number.isFinite(estimate))) {
    throw new EfficacyError('out_of_domain', `${who} needs an effect above 0; with ${effect} nothing was bought`, {
      effect,
    });
  }
  const limits = interval && reciprocalSet(interval, costPerStudent);
  return {
    kind,
    estimate,
    standardError: null,
    df: null,
    interval: null,
    ...limits,
    unit,
    method: 'cost over effect; reciprocals of the limits of the effect, cost taken as known',
    costPerStudent,
    currency,
    effect,
    notes: limits && limits.interval === null ? [noStandardError, mayBeNothing] : [noStandardError],
  };
}

const noStandardError: Note = {
  code: 'no_standard_error',
  message: 'The limits are reciprocals of those of the effect; a reciprocal has no useful standard error.',
};

const mayBeNothing: Note = {
  code: 'unbounded_interval',
  message: 'The effect may be 0, so the cost of a unit of it has no upper limit.',
};
