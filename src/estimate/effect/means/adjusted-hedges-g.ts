import type { Sample } from '../../../aggregate/moments.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { TestedEstimate } from '../../estimate.js';
import { tInference } from '../../t-inference.js';
import { pooledSd, twoGroups } from '../../two-groups.js';
import type { ClusterDesign } from '../clusters/cluster-design.js';
import { finiteEffect, finiteLimits } from '../finite-effect.js';
import { dfWanted, isDf, needRecord } from '../needs.js';
import { correctionBy, type HedgesCorrection } from './hedges-correction.js';

/** An adjusted difference in means, as a regression gives it. */
export interface AdjustedDifference {
  /** Treatment minus control, in points: the coefficient of the treatment. */
  readonly estimate: number;
  /** Its standard error, in points, by whatever the design asks for. */
  readonly standardError: number;
  /** Degrees of freedom of that standard error. */
  readonly df: number;
}

/** The unadjusted spread of the outcome, for a difference whose groups are known by a published standard deviation only. */
export interface NamedSd {
  /** In points. */
  readonly sd: number;
  /**
   * What it is the standard deviation of. Only `'outcome'`, the unadjusted outcome of units pooled over both arms, is accepted: the others
   * are named so that they can be refused with the reason.
   */
  readonly sdOf: 'outcome' | 'residual' | 'gain' | 'adjusted-means' | 'cluster-means';
  /** Units of the treatment arm. */
  readonly nTreatment: number;
  /** Units of the control arm. */
  readonly nControl: number;
}

/** Options of {@link adjustedHedgesG}. */
export interface AdjustedHedgesGOptions {
  /** Small-sample factor, on N - 2 degrees of freedom or the design's h. @defaultValue `'exact'` */
  readonly correction?: HedgesCorrection;
  /** Clusters that the standard error already allows for: g is multiplied by √gamma, and its correction and variance go by h. */
  readonly clusterDesign?: ClusterDesign;
  /** Confidence level, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number;
}

/** A standardized effect that keeps the standard error of its design. */
export interface AdjustedHedgesG extends TestedEstimate {
  /** Which quantity this is. */
  readonly kind: 'hedges-g';
  /** Of the estimate, in `unit`. */
  readonly standardError: number;
  /** Of the standard error that was given. */
  readonly df: number;
  /** Confidence limits, in `unit`. */
  readonly interval: Interval;
  /** The estimate over its standard error. */
  readonly statistic: number;
  /** Two-sided, of the hypothesis that the effect is 0. */
  readonly pValue: number;
  /** Standard deviations of the outcome. */
  readonly unit: 'sd';
  /** `'total'` where clusters were allowed for, so that the effect is in standard deviations of all units. */
  readonly standardizer: 'pooled' | 'total';
  /** Of the unadjusted outcome, in points. */
  readonly pooledSd: number;
  /** What the uncorrected effect was multiplied by. */
  readonly correctionFactor: number;
  /** The small-sample correction that was used. */
  readonly correction: HedgesCorrection;
  /** The formula of the squared standard error. */
  readonly varianceFormula: '(SE/S)² + g²/(2 (N - 2))' | 'gamma (SE/S)² + g²/(2 h)';
  /** How the limits were made. */
  readonly intervalMethod: 't';
  /** Units of the treatment arm. */
  readonly nTreatment: number;
  /** Units of the control arm. */
  readonly nControl: number;
}

/**
 * Hedges' g of a difference that a design or a regression estimated: over the pooled standard deviation of the unadjusted outcome, never
 * over a residual one. Its standard error is √((SE/S)² + g²/(2 (N - 2))), and its interval uses the t distribution of the design.
 *
 * @param difference - the estimate in points, with its own standard error and degrees of freedom
 * @param treatment - the unadjusted outcome of the treatment group, as values or moments; or, in place of both groups, a published
 * standard deviation with what it is of
 * @param control - the same for the control group
 * @returns treatment minus control, in pooled standard deviations
 * @throws {@link EfficacyError} `too_few_observations`, `zero_variance`, `invalid_argument`, `overflow`, `wrong_standardizer` for the standard
 * deviation of residuals, gains, adjusted means or cluster means
 *
 * @example
 * adjustedHedgesG({ estimate: 6.63, standardError: 0.98, df: 3665 }, small, regular);
 * adjustedHedgesG({ estimate: 2.1, standardError: 0.9, df: 225 }, { sd: 14.9, sdOf: 'outcome', nTreatment: 120, nControl: 110 });
 *
 * @see WWC Procedures Handbook 5.0, Appendix E; Hedges, Tipton, Zejnullahi & Diaz (2023), BJMSP 76(2), 259-282.
 */
export function adjustedHedgesG(
  difference: AdjustedDifference,
  treatment: Sample,
  control: Sample,
  options?: AdjustedHedgesGOptions,
): AdjustedHedgesG;
/** The same for groups that are known by the standard deviation of the outcome only. */
export function adjustedHedgesG(
  difference: AdjustedDifference,
  scale: NamedSd,
  options?: AdjustedHedgesGOptions,
): AdjustedHedgesG;
export function adjustedHedgesG(
  difference: AdjustedDifference,
  scaleOrTreatment: NamedSd | Sample,
  controlOrOptions?: Sample | AdjustedHedgesGOptions,
  lastOptions?: AdjustedHedgesGOptions,
): AdjustedHedgesG {
  needRecord(difference, who, 'the difference as { estimate, standardError, df }');
  needRecord(scaleOrTreatment, who, 'the outcome of both groups, or { sd, sdOf, nTreatment, nControl }');
  const named = 'sdOf' in scaleOrTreatment || 'nTreatment' in scaleOrTreatment;
  const options = ((named ? controlOrOptions : lastOptions) ?? {}) as AdjustedHedgesGOptions;
  const { correction = 'exact', clusterDesign, level = 0.95 } = options;
  checkLevel(who, level);
  checkDifference(difference);
  const { pooled, nTreatment, nControl } = named
    ? fromNamed(scaleOrTreatment)
    : fromGroups(scaleOrTreatment, controlOrOptions as Sample);
  const { estimate: points, standardError: pointsError, df } = difference;
  if (clusterDesign !== undefined) {
    const { gamma: g, h, nTreatment: t, nControl: c } = clusterDesign;
    const fits = [g, h].every(Number.isFinite) && g > 0 && h > 0 && t === nTreatment && c === nControl;
    const sizes = `${nTreatment} and ${nControl} units`;
    need(
      fits,
      'invalid_argument',
      who,
      `a clusterDesign (from clusterDesign) of the same ${sizes}`,
      `one of ${t} and ${c}`,
    );
  }
  const gamma = clusterDesign?.gamma ?? 1;
  const correctionDf = clusterDesign?.h ?? nTreatment + nControl - 2;
  const correctionFactor = correctionBy(who, correctionDf, correction);
  const estimate = finiteEffect((correctionFactor * Math.sqrt(gamma) * points) / pooled, who) + 0; // 0 for -0
  const ownError = finiteEffect((Math.sqrt(gamma) * pointsError) / pooled, who);
  const standardError = Math.hypot(ownError, estimate / Math.sqrt(2 * correctionDf));
  const inference = tInference(estimate, standardError, df, level);
  const clustered = clusterDesign === undefined ? '' : ', times the root of gamma for clusters';
  return {
    kind: 'hedges-g',
    estimate,
    standardError,
    df,
    ...inference,
    interval: finiteLimits(inference.interval, df, who),
    unit: 'sd',
    method: `Hedges' g (${correction} correction): estimate over the pooled standard deviation of the unadjusted outcome${clustered}; standard error of the design`,
    standardizer: clusterDesign === undefined ? 'pooled' : 'total',
    pooledSd: pooled,
    correctionFactor,
    correction,
    varianceFormula: clusterDesign === undefined ? '(SE/S)² + g²/(2 (N - 2))' : 'gamma (SE/S)² + g²/(2 h)',
    intervalMethod: 't',
    nTreatment,
    nControl,
    notes: [],
  };
}

const who = 'adjustedHedgesG';

interface Scale {
  readonly pooled: number;
  readonly nTreatment: number;
  readonly nControl: number;
}

function fromGroups(treatment: Sample, control: Sample): Scale {
  const groups = twoGroups(treatment, control, who);
  return { pooled: pooledSd(groups, who), nTreatment: groups.treatment.n, nControl: groups.control.n };
}

/** Why a standard deviation cannot stand below an effect, and what to do instead. */
const refusals: Readonly<Record<Exclude<NamedSd['sdOf'], 'outcome'>, string>> = {
  residual:
    'the residual standard deviation leaves out what the covariates explain, so that the effect grows with every covariate; give that of the unadjusted outcome',
  gain: 'the standard deviation of gains depends on how often students were tested and how alike the tests are; give that of the outcome, or convert with sdFromGains where the correlation is known',
  'adjusted-means':
    'a standard error or deviation of adjusted means falls with the number of units; give the standard deviation of the unadjusted outcome',
  'cluster-means':
    'means of clusters vary far less than units do; convert with sdFromClusterMeans and name the result "outcome"',
};

function fromNamed({ sd, sdOf, nTreatment, nControl }: NamedSd): Scale {
  if (sdOf !== 'outcome') {
    const reason = refusals[sdOf] ?? `"${String(sdOf)}" is no kind of standard deviation that it knows`;
    throw new EfficacyError(
      'wrong_standardizer',
      `${who} divides by the standard deviation of the outcome only: ${reason}`,
      {
        sdOf,
      },
    );
  }
  const counts = [nTreatment, nControl].every((n) => Number.isInteger(n) && n >= 2);
  if (sd > 0 && Number.isFinite(sd) && counts) return { pooled: sd, nTreatment, nControl };
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs an sd above 0 and 2 units or more in each arm; got sd ${sd}, ${nTreatment} in treatment and ${nControl} in control`,
    { sd, nTreatment, nControl },
  );
}

function checkDifference(difference: AdjustedDifference): void {
  const { estimate, standardError, df } = difference;
  if ([estimate, standardError].every(Number.isFinite) && standardError > 0 && isDf(df)) return;
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs a finite estimate, a standard error above 0 and ${dfWanted}; got ${estimate}, ${standardError}, ${df}`,
    { ...difference },
  );
}
