import type { Interval } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import type { CurveConstants, DoseModel } from '../curves/dose-models.js';
import type { DoseVcov } from './curve-covariance.js';
import type { ParameterBounds } from './parameter-space.js';

/** A parameter of a fitted curve. */
export interface CurveParameter {
  /** As in the table of {@link fitDoseResponse}. */
  readonly name: string;
  /** In the unit of the response, of the dose, of one by the other, or none. */
  readonly estimate: number;
  /** Null where it is fixed or on a bound. */
  readonly standardError: number | null;
  /** The estimate by its standard error; null without one above 0. */
  readonly statistic: number | null;
  /** Two-sided, of the hypothesis that the parameter is 0. */
  readonly pValue: number | null;
  /** By Student's t; null without a standard error. */
  readonly interval: Interval | null;
  /** Whether its value was stated and not estimated. */
  readonly fixed: boolean;
  /** The limit on which the estimate stands; null inside. */
  readonly atBound: 'lower' | 'upper' | null;
  /** Between which limits it was looked for. */
  readonly bounds: ParameterBounds;
}

/** Test whether the curve misses the means of the doses by more than their spread allows. */
export interface LackOfFit {
  /** F: mean square of the misses by that within doses. */
  readonly statistic: number;
  /** Doses less parameters. */
  readonly dfNumerator: number;
  /** Observations less doses. */
  readonly dfDenominator: number;
  /** Chance of so large a statistic under the hypothesis. */
  readonly pValue: number;
}

/** A curve of response against dose, fitted by least squares. A plain record: what reads it needs nothing else. */
export interface DoseResponseFit {
  /** Which result this is. */
  readonly kind: 'dose-response';
  /** Which curve. */
  readonly model: DoseModel;
  /** Linear parameters first. */
  readonly parameters: readonly CurveParameter[];
  /**
   * Covariances of the estimates, in the order of `parameters`; 0 for those that are known: fixed, or on a limit that was stated. One that ran
   * to a limit of the search itself stays as uncertain as the data leave it.
   */
  readonly vcov: readonly (readonly number[])[];
  /** How `vcov` was made. */
  readonly vcovType: DoseVcov;
  /** Of Student's t: n less the number of estimated parameters, or clusters less 1. */
  readonly df: number;
  /** Students; cells where only their means are known. */
  readonly n: number;
  /** Distinct doses. */
  readonly doses: number;
  /** Clusters; null without. */
  readonly clusters: number | null;
  /** Smallest and largest dose that was observed. */
  readonly range: { readonly lower: number; readonly upper: number };
  /** Weighted residual sum of squares. */
  readonly rss: number;
  /** Parameters that were estimated. */
  readonly estimated: number;
  /** Square root of rss by n less `estimated`. */
  readonly residualSd: number;
  /** Of the normal model; null, with a note, when the curve goes through all points. */
  readonly logLikelihood: number | null;
  /** Akaike's criterion; the residual variance counts as a parameter. */
  readonly aic: number | null;
  /** With the correction for small samples; null also when n is too small for it. */
  readonly aicc: number | null;
  /** Schwarz's criterion. */
  readonly bic: number | null;
  /** Null where no dose was given twice, no dose is left over, or weights are sampling weights. */
  readonly lackOfFit: LackOfFit | null;
  /** Numbers of the curve that were stated or follow from the doses. */
  readonly constants: CurveConstants;
  /** The means that the curve was fitted to, by distinct dose. */
  readonly cells: {
    readonly dose: readonly number[];
    readonly mean: readonly number[];
    /** Sum of weights. */
    readonly weight: readonly number[];
    /** Weighted sum of squares around these means. */
    readonly within: number;
  };
  /** Units for labels. */
  readonly units: { readonly dose: string; readonly response: string };
  /** Confidence level of the intervals. */
  readonly level: number;
  /** Weighting, covariance and reference distribution. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}
