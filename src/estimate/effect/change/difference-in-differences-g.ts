import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import type { TestedEstimate } from '../../estimate.js';
import { tInference } from '../../t-inference.js';
import { finiteEffect } from '../finite-effect.js';
import { correctionBy, type HedgesCorrection } from '../means/hedges-correction.js';
import { needOneOf, needRecord } from '../needs.js';
import { checkCorrelation, type PrepostArms, prepostMoments } from './prepost-arms.js';

/** Options of both differences in differences. */
export interface DifferenceInDifferencesOptions {
  /** Correlation of before with after within arms, between -1 and 1. */
  readonly correlation: number;
  /** `'imputed'` puts a note on the result. @defaultValue `'reported'` */
  readonly correlationSource?: 'reported' | 'imputed';
  /**
   * `'same'`: one measure at both times, so that points can be subtracted. `'different'`: other tests before and after, so that only
   * effects in standard deviations can.
   * @defaultValue `'same'`
   */
  readonly scales?: 'same' | 'different';
  /** On nT + nC - 2 degrees of freedom. @defaultValue `'approximate'`, as the What Works Clearinghouse does */
  readonly correction?: HedgesCorrection;
  /** Confidence level, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number;
}

/** How much more the treatment arm gained, in standard deviations. */
export interface DifferenceInDifferencesG extends TestedEstimate {
  /** Which quantity this is. */
  readonly kind: 'difference-in-differences-g';
  /** Of the estimate, in `unit`. */
  readonly standardError: number;
  /** nT + nC - 2. */
  readonly df: number;
  /** Confidence limits, in `unit`. */
  readonly interval: Interval;
  /** The estimate over its standard error. */
  readonly statistic: number;
  /** Two-sided, of the hypothesis that the effect is 0. */
  readonly pValue: number;
  /** Standard deviations of the outcome. */
  readonly unit: 'sd';
  /** Which pooled standard deviation was divided by: that after, or each measure's own. */
  readonly standardizer: 'pooled-after' | 'pooled-at-each-time';
  /** Whether both measures are on one scale. */
  readonly scales: 'same' | 'different';
  /** The same contrast before and after, each over its own pooled standard deviation. */
  readonly before: number;
  /** The same contrast after, over the pooled standard deviation after. */
  readonly after: number;
  /** Of before with after within arms, as it was given. */
  readonly correlation: number;
  /** Whether a study reported that correlation or it was put in its place. */
  readonly correlationSource: 'reported' | 'imputed';
  /** The small-sample correction that was used. */
  readonly correction: HedgesCorrection;
  /** What the uncorrected effect was multiplied by. */
  readonly correctionFactor: number;
  /** The formula of the squared standard error. */
  readonly varianceFormula: string;
  /** How the limits were made. */
  readonly intervalMethod: 't';
  /** Units of the treatment arm. */
  readonly nTreatment: number;
  /** Units of the control arm. */
  readonly nControl: number;
}

/**
 * The gain of the treatment arm minus the gain of the control arm, in standard deviations of the outcome, never of the gains.
 *
 * On one scale: g = J [(after - after) - (before - before)] / S_after with variance 2 (1 - r)(1/nT + 1/nC) + g²/(2 df). On different
 * scales: g = g_after - g_before with variance 2 (1 - r)(1/nT + 1/nC) + (g_after² + g_before² - 2 r² g_before g_after)/(2 df).
 *
 * @param arms - n, means and standard deviations of each arm before and after, of the same units
 * @returns treatment minus control, in standard deviations
 * @throws {@link EfficacyError} `invalid_argument` without a correlation, `too_few_observations`, `zero_variance`
 *
 * @example
 * differenceInDifferencesG(arms, { correlation: 0.5, correlationSource: 'imputed' });
 *
 * @see WWC Procedures Handbook 5.0, Appendix E, and 4.1 Supplement (ED608943); Morris & DeShon (2002), Psychological Methods 7(1),
 * 105-125. The covariance of two correlated g is (r² g1 g2)/(2 df) beside 2 r (1/nT + 1/nC): Gleser & Olkin (2009).
 */
export function differenceInDifferencesG(
  arms: PrepostArms,
  options: DifferenceInDifferencesOptions,
): DifferenceInDifferencesG {
  const who = 'differenceInDifferencesG';
  needRecord(options, who, 'options with the correlation of before with after');
  const { correlation: r, correlationSource = 'reported', scales = 'same' } = options;
  const { correction = 'approximate', level = 0.95 } = options;
  checkLevel(who, level);
  checkCorrelation(r, who);
  needOneOf(correlationSource, ['reported', 'imputed'], who, 'correlationSource');
  if (scales !== 'same' && scales !== 'different') {
    throw new EfficacyError(
      'invalid_argument',
      `${who} knows the scales "same" and "different"; got ${String(scales)}`,
    );
  }
  const { before, after, pooledBefore, pooledAfter } = prepostMoments(arms, who);
  const { n: nT } = arms.treatment;
  const { n: nC } = arms.control;
  const df = nT + nC - 2;
  const j = correctionBy(who, df, correction);
  const pointsBefore = before.treatment.mean - before.control.mean;
  const pointsAfter = after.treatment.mean - after.control.mean;
  const gBefore = finiteEffect((j * pointsBefore) / pooledBefore, who);
  const gAfter = finiteEffect((j * pointsAfter) / pooledAfter, who);
  const same = scales === 'same';
  const estimate = finiteEffect(same ? (j * (pointsAfter - pointsBefore)) / pooledAfter : gAfter - gBefore, who);
  const second = same ? estimate ** 2 : gAfter ** 2 + gBefore ** 2 - 2 * r ** 2 * gBefore * gAfter;
  const standardError = Math.sqrt(2 * (1 - r) * (1 / nT + 1 / nC) + second / (2 * df));
  return {
    kind: 'difference-in-differences-g',
    estimate,
    standardError,
    df,
    ...tInference(estimate, standardError, df, level),
    unit: 'sd',
    method: same
      ? `difference in differences over the pooled standard deviation after (${correction} correction); t interval`
      : `g after minus g before, each over its own pooled standard deviation (${correction} correction); t interval`,
    standardizer: same ? 'pooled-after' : 'pooled-at-each-time',
    scales,
    before: gBefore,
    after: gAfter,
    correlation: r + 0, // 0 for -0
    correlationSource,
    correction,
    correctionFactor: j,
    varianceFormula: same
      ? '2 (1 - r)(1/nT + 1/nC) + g²/(2 df)'
      : '2 (1 - r)(1/nT + 1/nC) + (gAfter² + gBefore² - 2 r² gBefore gAfter)/(2 df)',
    intervalMethod: 't',
    nTreatment: nT,
    nControl: nC,
    notes: correlationSource === 'imputed' ? imputed(r) : [],
  };
}

const imputed = (r: number): readonly Note[] => [
  {
    code: 'imputed_correlation',
    message: `The correlation of before with after was not reported; ${r} was put in its place, and the standard error depends on it.`,
  },
];
