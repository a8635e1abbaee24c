import { moments, variance } from '../../aggregate/moments.js';
import { whereIsRow } from '../../columns/line-map.js';
import type { Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { checkLevel, type Interval } from '../../support/interval.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { quoted } from '../../support/text.js';
import type { TreatmentColumn } from '../trial/two-arms.js';
import { type ArmResponse, type ArmsWithMissing, armsWithMissing } from './arms-with-missing.js';
import { type EstimatedBound, imbensManski } from './bounded-effect.js';

/** Whose outcomes are bounded, and by what. */
export interface ManskiBoundsOptions {
  /** Name of the outcome, a numeric column; a row without it was lost. */
  readonly outcome: string;
  /** The column of arms, and the labels of the two that are compared. */
  readonly treatment: TreatmentColumn;
  /** Lowest and highest value that the outcome can have, in points: the ends of its scale, not of the sample. */
  readonly range: { readonly lower: number; readonly upper: number };
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** What is known of the mean of everyone in an arm. */
export interface BoundedArm extends ArmResponse {
  /** Mean of those with an outcome, in points. */
  readonly observedMean: number;
  /** Mean of everyone if all others had the lowest value. */
  readonly lower: number;
  /** Mean of everyone if all others had the highest. */
  readonly upper: number;
}

/** Between what the effect on everyone lies, whoever was lost. */
export interface ManskiBounds {
  /** Which result this is. */
  readonly kind: 'manski-bounds';
  /** Effect if the lost had the lowest outcome in treatment and the highest in control, in points; treatment minus control. */
  readonly lower: EstimatedBound;
  /** Effect if it was the other way round. */
  readonly upper: EstimatedBound;
  /** Imbens and Manski's interval of the effect itself, in points. */
  readonly interval: Interval;
  /** Upper less lower bound: the range times the sum of the shares lost. */
  readonly width: number;
  /** What is known of each arm. */
  readonly arms: { readonly treatment: BoundedArm; readonly control: BoundedArm };
  /** The ends of the scale, as stated, in points. */
  readonly range: { readonly lower: number; readonly upper: number };
  /** Unit of bounds and interval: that of the outcome. */
  readonly unit: 'points';
  /** What was done, in words. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * Worst-case bounds on the effect of assignment on everyone: whoever has no outcome may have had any value of the scale. No assumption at all
 * about who was lost.
 *
 * Rows count as independent: with clusters or weights the standard errors do not hold.
 *
 * @param data - one row for each unit assigned, with an outcome or without
 * @returns bounds in points, treatment minus control
 * @throws {@link EfficacyError} `out_of_domain` for an outcome outside the range, `no_data` for an arm without outcomes, `too_few_observations`,
 * `zero_variance` when nothing varies, `invalid_argument` for a range that is not in order
 *
 * @example
 * manskiBounds(table, { outcome: 'passed', treatment: { column: 'arm', treated: 't', control: 'c' }, range: { lower: 0, upper: 1 } });
 *
 * @see Horowitz & Manski (2000), JASA 95(449), 77-84, eq. 5; Imbens & Manski (2004), Econometrica 72(6), for the interval.
 */
export function manskiBounds(data: Table, options: ManskiBoundsOptions): ManskiBounds {
  const who = 'manskiBounds';
  const { outcome, range, level = 0.95 } = options;
  checkLevel(who, level);
  need(
    Number.isFinite(range.lower) && Number.isFinite(range.upper) && range.lower < range.upper,
    'invalid_argument',
    who,
    'a range of the scale, its lower end below its upper',
    `${range.lower} and ${range.upper}`,
  );
  const arms = armsWithMissing(data, options, [], who);
  const outside = arms.outcome.findIndex((y) => y < range.lower || y > range.upper);
  if (outside >= 0) {
    throw new EfficacyError(
      'out_of_domain',
      `${who} needs outcomes from ${range.lower} to ${range.upper}; ${quoted(outcome)} has ${arms.outcome[outside]} in ${whereIsRow(data.lines, arms.rows[outside]!)}`,
      { value: arms.outcome[outside], row: arms.rows[outside]! + 1 },
    );
  }
  const treatment = boundsOfArm(arms, 1, range);
  const control = boundsOfArm(arms, 0, range);
  const lower = difference(treatment.low, control.high);
  const upper = difference(treatment.high, control.low);
  need(
    lower.standardError > 0 && upper.standardError > 0,
    'zero_variance',
    who,
    'outcomes that vary',
    `${arms.outcome.find((y) => !Number.isNaN(y))} throughout`,
  );
  const lost = arms.outcome.some(Number.isNaN);
  return {
    kind: 'manski-bounds',
    lower,
    upper,
    interval: imbensManski(lower, upper, level),
    width: upper.estimate - lower.estimate,
    arms: { treatment: { ...arms.treatment, ...treatment.arm }, control: { ...arms.control, ...control.arm } },
    range,
    unit: 'points',
    method: 'worst-case bounds from the range of the scale; interval of Imbens and Manski',
    notes: [
      ...arms.notes,
      ...(lost
        ? []
        : [{ code: 'nothing_missing', message: 'Nobody was lost: both bounds are the difference in means.' }]),
    ],
  };
}

interface FilledArm {
  readonly low: { readonly mean: number; readonly variance: number };
  readonly high: { readonly mean: number; readonly variance: number };
  readonly arm: Pick<BoundedArm, 'observedMean' | 'lower' | 'upper'>;
}

/** The mean of an arm with its missing outcomes filled by either end of the scale, and its variance. */
function boundsOfArm(
  { treated, outcome }: ArmsWithMissing,
  arm: 0 | 1,
  range: { readonly lower: number; readonly upper: number },
): FilledArm {
  const own = outcome.filter((_, i) => treated[i] === arm);
  const filled = (value: number) => {
    const all = moments(own.map((y) => (Number.isNaN(y) ? value : y)));
    return { mean: all.mean, variance: variance(all) / all.n };
  };
  const [low, high] = [filled(range.lower), filled(range.upper)];
  const observedMean = moments(own.filter((y) => !Number.isNaN(y))).mean;
  return { low, high, arm: { observedMean, lower: low.mean, upper: high.mean } };
}

function difference(
  a: { readonly mean: number; readonly variance: number },
  b: { readonly mean: number; readonly variance: number },
): EstimatedBound {
  return { estimate: a.mean - b.mean, standardError: Math.sqrt(a.variance + b.variance) };
}
