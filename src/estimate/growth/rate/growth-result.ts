import type { ConfidenceSet } from '../../../support/confidence-set.js';
import type { Interval } from '../../../support/interval.js';
import type { Estimate } from '../../estimate.js';
import type { ScaleKind } from '../scale/scale-kind.js';
import type { GrowthPerMinuteOptions } from './growth-options.js';

/** A figure with its uncertainty. */
export interface Figure {
  /** The figure itself. */
  readonly estimate: number;
  /** Null where the data cannot tell it. */
  readonly standardError: number | null;
  /** Degrees of freedom; null where the data cannot tell them. */
  readonly df: number | null;
  /** By Student's t; null where there is no standard error. */
  readonly interval: Interval | null;
}

/** A growth rate in several units. */
export interface GrowthRate extends Figure {
  /** Points for one minute of use. */
  readonly estimate: number;
  /** Points for an hour of use. */
  readonly perHour: number;
  /** Points for 45 minutes, the weekly use that districts ask for. A rate does not promise that more weeks would bring more. */
  readonly per45Minutes: number;
  /** SDs of the score for one minute; null where no SD was stated. */
  readonly sdPerMinute: number | null;
  /** SDs of the score for an hour; null where no SD was stated. */
  readonly sdPerHour: number | null;
  /** SDs of the score for 45 minutes; null where no SD was stated. */
  readonly sdPer45Minutes: number | null;
  /** Fieller's set, or Anderson and Rubin's: without an end where the minutes are not told from 0. Null for estimands that are no ratio. */
  readonly confidenceSet: ConfidenceSet | null;
}

/** The minutes that were observed among students who were assigned the product, in minutes of the whole period. */
export interface ObservedDoses {
  /** How many they are. */
  readonly students: number;
  /** Minutes of all of them, users or not. */
  readonly mean: number;
  /** Null for one student, and for weighted ones. */
  readonly sd: number | null;
  /** Students with more than 0 minutes; null from co-moments. */
  readonly users: number | null;
  /** Null from co-moments. */
  readonly least: number | null;
  /** Rates say nothing of more minutes than this. Null from co-moments. */
  readonly most: number | null;
}

/** Growth per minute of use. */
export interface GrowthPerMinute extends Estimate {
  /** Which record this is. */
  readonly kind: 'growth-per-minute';
  /** Which of the four rates. */
  readonly estimand: GrowthPerMinuteOptions['estimand'];
  /** What the rate may be read as. */
  readonly interpretation: 'descriptive' | 'association' | 'causal among compliers';
  /** Whether `estimate` is the excess over expected growth, the raw rate, which credits all growth to the product, or a slope. */
  readonly headline: 'excess' | 'raw' | 'slope';
  /** Of the rates: points of the scale, or normal curve equivalents. */
  readonly unit: 'points/minute' | 'nce/minute';
  /** What the scores mean. */
  readonly scale: ScaleKind;
  /** All growth over all minutes; null for slopes. */
  readonly raw: GrowthRate | null;
  /** Growth beyond what was expected without the product; null, with a note, where nothing was expected, and for slopes. */
  readonly excess: GrowthRate | null;
  /** The slope; null for ratios. */
  readonly slope: GrowthRate | null;
  /**
   * Growth without the product, in points: of the control arm, as stated, or by a norm, whose table is named; null where nothing was expected, and
   * for `'causal'`.
   */
  readonly expectedGrowth: {
    readonly from: 'control' | 'stated' | 'norm';
    readonly points: number;
    readonly norm: string | null;
  } | null;
  /** What the product is credited with in total, in points a student assigned to it: growth beyond the expected, or the effect of assignment. Null, with a note, where nothing was expected. */
  readonly totalEffect: Figure | null;
  /** Mean minutes of those assigned the product; for `'causal'` the effect of assignment on minutes. */
  readonly meanMinutes: Figure;
  /** Covariance of the estimates `totalEffect` and `meanMinutes`, in points times minutes: what joint statements of both need. Null without a total effect. */
  readonly covariance: number | null;
  /** The minutes behind the rate, beyond which it says nothing. */
  readonly doses: ObservedDoses;
  /** Students without the product who are compared with; null without. */
  readonly nControl: number | null;
  /** Clusters, over both arms; null without. */
  readonly clusters: number | null;
}
