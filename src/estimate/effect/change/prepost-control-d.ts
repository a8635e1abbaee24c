import { sd as sdOf } from '../../../aggregate/moments.js';
import * as normal from '../../../numeric/distributions/normal.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { Estimate } from '../../estimate.js';
import { finiteEffect } from '../finite-effect.js';
import { correctionBy, type HedgesCorrection } from '../means/hedges-correction.js';
import { needOneOf, needRecord } from '../needs.js';
import { checkCorrelation, type PrepostArms, prepostMoments } from './prepost-arms.js';

/** Options of {@link prepostControlD}. */
export interface PrepostControlDOptions {
  /** Correlation of before with after within arms, between -1 and 1. */
  readonly correlation: number;
  /**
   * Which standard deviation before (or at both times) the changes are divided by; Morris's names in brackets:
   * `'pooled-before'` of both arms [dppc2, which he recommends], `'own-before'` each arm's own [dppc1], `'pooled-both-times'` [dppc3].
   * @defaultValue `'pooled-before'`
   */
  readonly standardizer?: 'pooled-before' | 'own-before' | 'pooled-both-times';
  /** Small-sample factor, on the degrees of freedom of the standardizer. @defaultValue `'exact'` */
  readonly correction?: HedgesCorrection;
  /** Confidence level, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number;
}

/** How much more the treatment arm changed, in standard deviations before treatment. */
export interface PrepostControlD extends Estimate {
  /** Which quantity this is. */
  readonly kind: 'prepost-control-d';
  /** Confidence limits, in `unit`; null, with a note, where there is no standard error. */
  readonly interval: Interval | null;
  /** The reference distribution is the normal. */
  readonly df: null;
  /** Standard deviations before treatment, or of both times. */
  readonly unit: 'sd';
  /** Which standard deviation the changes were divided by. */
  readonly standardizer: 'pooled-before' | 'own-before' | 'pooled-both-times';
  /** Of before with after within arms, as it was given. */
  readonly correlation: number;
  /** The small-sample correction that was used. */
  readonly correction: HedgesCorrection;
  /** The formula of the squared standard error; null where there is none. */
  readonly varianceFormula: string | null;
  /** How the limits were made. */
  readonly intervalMethod: 'normal';
  /** Units of the treatment arm. */
  readonly nTreatment: number;
  /** Units of the control arm. */
  readonly nControl: number;
}

/**
 * The pretest-posttest-control effect: the change of the treatment arm minus the change of the control arm, in standard deviations
 * before treatment, when the programme cannot yet have changed the spread.
 *
 * @param arms - n, means and standard deviations of each arm before and after, of the same units on the same scale
 * @returns treatment minus control, in standard deviations before treatment
 * @throws {@link EfficacyError} `too_few_observations` (below 6 units in all for `'pooled-before'`, below 4 in an arm for
 * `'own-before'`), `zero_variance`, `invalid_argument`
 *
 * @example
 * prepostControlD(arms, { correlation: 0.7 });
 *
 * @see Morris (2008), Organizational Research Methods 11(2), 364-386, eq. 4-8 (dppc1), 8-10 and 25 (dppc2), 11 (dppc3, whose variance has
 * no closed form: `standardError` is null); Becker (1988) and Morris (2000), Br. J. Math. Stat. Psychol. 53, for the variance of one arm.
 */
export function prepostControlD(arms: PrepostArms, options: PrepostControlDOptions): PrepostControlD {
  const who = 'prepostControlD';
  needRecord(options, who, 'options with the correlation of before with after');
  const { correlation, standardizer = 'pooled-before', correction = 'exact', level = 0.95 } = options;
  checkLevel(who, level);
  needOneOf(standardizer, ['pooled-before', 'own-before', 'pooled-both-times'], who, 'standardizer');
  checkCorrelation(correlation, who);
  const { before, pooledBefore, pooledAfter } = prepostMoments(arms, who);
  const { treatment, control } = arms;
  const change = { t: treatment.after.mean - treatment.before.mean, c: control.after.mean - control.before.mean };
  const total = treatment.n + control.n;
  const parts = { correlation, correction, who };
  const answer = {
    'pooled-before': () =>
      corrected((change.t - change.c) / pooledBefore, 1 / treatment.n + 1 / control.n, total - 2, parts),
    'own-before': () => {
      const t = corrected(
        change.t / ownSd(sdOf(before.treatment), 'treatment', who),
        1 / treatment.n,
        treatment.n - 1,
        parts,
      );
      const c = corrected(change.c / ownSd(sdOf(before.control), 'control', who), 1 / control.n, control.n - 1, parts);
      return { estimate: t.estimate - c.estimate, variance: t.variance + c.variance };
    },
    'pooled-both-times': () => ({
      // The degrees of freedom of both times, as Morris corrects it.
      estimate:
        (correctionBy(who, 2 * total - 4, correction) * (change.t - change.c)) /
        (Math.hypot(pooledBefore, pooledAfter) * Math.SQRT1_2),
      variance: null,
    }),
  }[standardizer]();
  const { variance } = answer;
  const estimate = finiteEffect(answer.estimate, who);
  const standardError = variance === null ? null : Math.sqrt(variance);
  const half = standardError === null ? null : normal.isf((1 - level) / 2) * standardError;
  return {
    kind: 'prepost-control-d',
    estimate,
    standardError,
    df: null,
    interval: half === null ? null : { lower: estimate - half, upper: estimate + half, level },
    unit: 'sd',
    method: `change minus change over the ${standardizer} standard deviation (${correction} correction); normal interval`,
    standardizer,
    correlation: correlation + 0, // 0 for -0
    correction,
    varianceFormula:
      variance === null
        ? null
        : 'Morris (2008), eq. 25: the exact variance with the estimate in the place of the effect',
    intervalMethod: 'normal',
    nTreatment: treatment.n,
    nControl: control.n,
    notes: variance === null ? [noVariance] : [],
  };
}

interface Parts {
  readonly correlation: number;
  readonly correction: HedgesCorrection;
  readonly who: string;
}

/**
 * A change in standard deviations with m degrees of freedom, corrected, and the variance of the noncentral t behind it:
 * J² 2 (1 - r) s (m/(m - 2)) (1 + g²/(2 (1 - r) s)) - g², with s = 1/n, or 1/nT + 1/nC for a difference of changes.
 */
function corrected(
  d: number,
  s: number,
  m: number,
  { correlation, correction, who }: Parts,
): { readonly estimate: number; readonly variance: number } {
  if (m <= 2) {
    throw new EfficacyError(
      'too_few_observations',
      `${who} needs more than 2 degrees of freedom for its standard deviation before; got ${m}`,
      { df: m },
    );
  }
  const j = correctionBy(who, m, correction);
  const g = j * d;
  const error = 2 * (1 - correlation) * s;
  return { estimate: g, variance: j ** 2 * (m / (m - 2)) * (error + g ** 2) - g ** 2 };
}

function ownSd(sd: number, arm: string, who: string): number {
  if (sd > 0) return sd;
  throw new EfficacyError(
    'zero_variance',
    `${who} divides by the standard deviation before of ${arm}, which is 0; pool both arms`,
    { arm },
  );
}

const noVariance = {
  code: 'no_standard_error',
  message: 'The variance of this effect has no closed form; use the standardizer "pooled-before" for an interval.',
} as const;
