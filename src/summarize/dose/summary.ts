import type { AveragedDose } from '../../estimate/dose/choosing/average-dose.js';
import type { ComparedFit } from '../../estimate/dose/choosing/compare-dose-models.js';
import type { DoseResponseFit } from '../../estimate/dose/fit/dose-response-fit.js';
import type { PredictedResponse } from '../../estimate/dose/reading/predict-response.js';
import type { DoseReading } from '../../estimate/dose/reading/read-dose.js';
import type { AsRecommendedAudit } from '../../estimate/dose/selection/as-recommended-audit.js';
import type { DoseBands } from '../../estimate/dose/selection/dose-bands.js';
import type { DoseBounds } from '../../estimate/dose/selection/dose-bounds.js';
import type { EValue } from '../../estimate/dose/selection/e-value.js';
import type { GeneralizedPropensity } from '../../estimate/dose/selection/generalized-propensity.js';
import type { InstrumentedDose } from '../../estimate/dose/selection/instrumented-result.js';
import type { RobustnessValue } from '../../estimate/dose/selection/robustness-value.js';
import type { SelectionNeeded } from '../../estimate/dose/selection/selection-needed.js';
import type { Estimate } from '../../estimate/estimate.js';
import type { ConfidenceSet } from '../../support/confidence-set.js';
import type { Note } from '../../support/notes.js';

/** What a figure on doses may be read as. */
export type DoseEstimand = 'association' | 'adjusted-association' | 'causal-among-compliers';

/** A dose read off the chosen curve, and the average of those that other curves give. */
export interface ReadDose {
  /** Of the chosen curve. */
  readonly chosen: DoseReading;
  /** Over the curves that have such a dose; null where one has it. */
  readonly averaged: AveragedDose | null;
}

/** The curve of those who chose their dose. */
export interface DoseCurveSummary {
  /** As students chose it: what differs along the curve need not come from the dose. */
  readonly estimand: 'association';
  /** Curves that could be fitted and stand on no bound, the best first; none where one goes through all points. */
  readonly models: readonly ComparedFit[];
  /** The best of them. */
  readonly fit: DoseResponseFit;
  /** Its gains over dose 0, with a band that holds for all doses at once. */
  readonly gains: readonly PredictedResponse[];
  /** Dose of the gain that is wanted; null, with a note, where the curve has none, and where none was asked. */
  readonly target: ReadDose | null;
  /** Dose from which it is nearly level; null, with a note, for a curve that never is. */
  readonly plateau: ReadDose | null;
  /** Dose where the next minute is worth less than it costs; null where no cost was told. */
  readonly worthwhile: ReadDose | null;
}

/** What it would take for the dose to have done nothing. */
export interface DoseSensitivity {
  /** Response of students at the headline's dose or above less that of all others, alike in the covariates, in standard deviations of the response. */
  readonly standardizedDifference: number;
  /** Of that difference. */
  readonly eValue: EValue;
  /** Of the slope of the response on the dose, beside the covariates; null where it has none. */
  readonly robustnessValue: RobustnessValue | null;
  /** Measured by the first numeric covariate: its correlation, and how far those at the recommended dose were ahead. Null without both. */
  readonly selectionNeeded: SelectionNeeded | null;
  /** That covariate. */
  readonly benchmark: string | null;
}

/** How much use it takes, and whether the curve is cause or selection. */
export interface DoseSummary {
  readonly kind: 'dose-summary';
  /** What the headline may be read as: the first thing to say. */
  readonly estimand: DoseEstimand;
  /**
   * Response at `headlineDose` less that at dose 0, by the strongest design there is, in points. Where nobody had 0, an adjusted one is over
   * `adjusted.over` and the others reach 0 by their formula.
   */
  readonly headline: Estimate;
  /**
   * Where instruments hardly move the dose: the effects at `headlineDose` that Anderson and Rubin's test does not reject, which holds all the same. The headline
   * has no standard error and no interval then. Null where they move it, without instruments, and for curves of several terms.
   */
  readonly headlineSet: ConfidenceSet | null;
  /** The recommended dose, else the median of those above 0. */
  readonly headlineDose: number;
  /** Students with everything that the design names. */
  readonly n: number;
  /** Of them with a dose above 0. */
  readonly users: number;
  /** Clusters; null without. */
  readonly clusters: number | null;
  /** Standard deviation of the response of all of them. */
  readonly sd: number;
  /** The curve as it is; null, with a note, where none could be fitted. */
  readonly curve: DoseCurveSummary | null;
  /** The curve with students made comparable; null without covariates, and with a note where it could not be had. */
  readonly adjusted: GeneralizedPropensity | null;
  /** What the instruments say; null without, and with a note where it could not be had. */
  readonly causal: InstrumentedDose | null;
  /** Response by band, and how unlike their students are: an association. */
  readonly bands: DoseBands;
  /** What the dose can have done at most; null, with a note, where there is one band only. */
  readonly bounds: DoseBounds | null;
  /** Null, with a note, where it could not be had. */
  readonly sensitivity: DoseSensitivity | null;
  /** Of those who met the recommended dose; null without one. */
  readonly audit: AsRecommendedAudit | null;
  /** Of the doses. */
  readonly unit: string;
  readonly level: number;
  readonly notes: readonly Note[];
}
