import type { Sample } from '../../aggregate/moments.js';
import * as studentT from '../../numeric/distributions/student-t.js';
import { EfficacyError } from '../../support/errors.js';
import { checkLevel } from '../../support/interval.js';
import type { Estimate } from '../estimate.js';
import { pooledSd, twoGroups } from '../two-groups.js';
import { type HedgesCorrection, hedgesCorrection } from './hedges-correction.js';

/** An adjusted difference in means, as a regression gives it. */
export interface AdjustedDifference {
  /** Treatment minus control, in points: the coefficient of the treatment. */
  readonly estimate: number;
  /** Its standard error, in points, by whatever the design asks for. */
  readonly standardError: number;
  /** Degrees of freedom of that standard error. */
  readonly df: number;
}

/** Options of {@link adjustedHedgesG}. */
export interface AdjustedHedgesGOptions {
  /** @defaultValue `'exact'` */
  readonly correction?: HedgesCorrection;
  /** @defaultValue 0.95 */
  readonly level?: number;
}

/** A standardized effect that keeps the standard error of its design. */
export interface AdjustedHedgesG extends Estimate {
  readonly kind: 'hedges-g';
  readonly unit: 'sd';
  readonly pooledSd: number;
  readonly correctionFactor: number;
  readonly correction: HedgesCorrection;
}

/**
 * Hedges' g of a difference that a design or a regression estimated: over the pooled standard deviation of the unadjusted outcome, never
 * over a residual one. Its standard error is √((SE/S)² + g²/(2 (N - 2))), and its interval uses the t distribution of the design.
 *
 * @param difference - the estimate in points, with its own standard error and degrees of freedom
 * @param treatment - the unadjusted outcome of the treatment group, as values or moments
 * @param control - the same for the control group
 * @returns treatment minus control, in pooled standard deviations
 * @throws {@link EfficacyError} `too_few_observations`, `zero_variance`, `invalid_argument`
 *
 * @example
 * adjustedHedgesG({ estimate: 6.63, standardError: 0.98, df: 3665 }, small, regular);
 *
 * @see WWC Procedures Handbook 5.0, Appendix E; Hedges, Tipton, Zejnullahi & Diaz (2023), BJMSP 76(2), 259-282.
 */
export function adjustedHedgesG(
  difference: AdjustedDifference,
  treatment: Sample,
  control: Sample,
  options: AdjustedHedgesGOptions = {},
): AdjustedHedgesG {
  const who = 'adjustedHedgesG';
  const { correction = 'exact', level = 0.95 } = options;
  checkLevel(who, level);
  const { estimate: points, standardError: pointsError, df } = difference;
  if (!(Number.isFinite(points) && pointsError > 0 && Number.isFinite(pointsError) && df > 0)) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs a finite estimate, a standard error above 0 and df above 0; got ${points}, ${pointsError}, ${df}`,
      {
        ...difference,
      },
    );
  }
  const groups = twoGroups(treatment, control, who);
  const s = pooledSd(groups, who);
  const totalDf = groups.treatment.n + groups.control.n - 2;
  const correctionFactor = hedgesCorrection(totalDf, correction);
  const estimate = (correctionFactor * points) / s;
  const standardError = Math.hypot(pointsError / s, estimate / Math.sqrt(2 * totalDf));
  const half = studentT.isf((1 - level) / 2, df) * standardError;
  return {
    kind: 'hedges-g',
    estimate,
    standardError,
    df,
    interval: { lower: estimate - half, upper: estimate + half, level },
    unit: 'sd',
    method: `Hedges' g (${correction} correction): estimate over the pooled standard deviation of the unadjusted outcome; standard error of the design`,
    pooledSd: s,
    correctionFactor,
    correction,
    notes: [],
  };
}
