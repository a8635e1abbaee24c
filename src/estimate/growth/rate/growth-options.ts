import type { TreatmentColumn } from '../../trial/two-arms.js';
import type { GrowthNorm } from '../norms/norm-table.js';
import type { ScaleKind } from '../scale/scale-kind.js';

/** A column of gains (for slopes any score that is compared), or the two columns whose difference they are. */
export type GainColumns = string | { readonly after: string; readonly before: string };

/** What every growth rate is made of, by the names of the columns. */
export interface GrowthColumns {
  /** What the scores mean; without a default, because it decides whether a gain exists. */
  readonly scale: ScaleKind;
  /**
   * True where both scores come from the same grade's scale (`within-grade`) or the same form (`raw`).
   * @defaultValue false
   */
  readonly sameTest?: boolean;
  /** The growth, in points of the scale. */
  readonly gain: GainColumns;
  /** Minutes of use over the same period, 0 for those who did not use the product. */
  readonly minutes: string;
  /** What varies together (schools, classes): a label column. */
  readonly cluster?: string;
  /** Standard deviation of the score in points, to have rates in SDs too. */
  readonly sd?: number;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** The growth that would have come without the product. */
export interface ExpectedGrowthOptions {
  /** Who was assigned the product and who was not. Without it all rows are students who were. */
  readonly arm?: TreatmentColumn;
  /**
   * The growth of the control arm, a figure in points for the same period (of students like these in other years, say), or a norm of students from
   * `growthNorm`: what its members with the same first scores gained.
   * @defaultValue `'control'` with an `arm`; else nothing is taken off, and a note says so
   */
  readonly expected?: 'control' | number | GrowthNorm;
}

/** Sum of gains over sum of minutes. */
export interface RatioOfMeansOptions extends GrowthColumns, ExpectedGrowthOptions {
  /** Which of the four rates. */
  readonly estimand: 'ratio-of-means';
}

/** Mean of the students' own rates. */
export interface MeanOfRatiosOptions extends GrowthColumns, ExpectedGrowthOptions {
  /** Which of the four rates. */
  readonly estimand: 'mean-of-ratios';
  /**
   * It is refused where somebody has fewer minutes than this.
   * @defaultValue a tenth of the mean
   */
  readonly leastMinutes?: number;
}

/** Slope of gains over minutes among students who chose their minutes. */
export interface MarginalRateOptions extends GrowthColumns, ExpectedGrowthOptions {
  /** Which of the four rates. */
  readonly estimand: 'marginal';
  /** Minutes at which the slope of a parabola is taken, within those observed; from rows only. Without it the slope of a line, the same at every dose. */
  readonly dose?: number;
  /** Blocks within which students are compared (schools): a label column. */
  readonly within?: string;
  /** Other terms of the regression. */
  readonly covariates?: readonly string[];
}

/** Effect of assignment on scores over its effect on minutes. */
export interface CausalRateOptions extends GrowthColumns {
  /** Which of the four rates. */
  readonly estimand: 'causal';
  /** Who was assigned the product and who was not. */
  readonly arm: TreatmentColumn;
  /** Blocks within which assignment took place: a label column. */
  readonly within?: string;
  /** Terms known before assignment, such as the score before. */
  readonly covariates?: readonly string[];
}

/** Options of `growthPerMinute`. */
export type GrowthPerMinuteOptions =
  | RatioOfMeansOptions
  | MeanOfRatiosOptions
  | MarginalRateOptions
  | CausalRateOptions;
