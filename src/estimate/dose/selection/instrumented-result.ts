import type { ConfidenceSet } from '../../../support/confidence-set.js';
import type { Note } from '../../../support/notes.js';
import type { TestedEstimate } from '../../estimate.js';
import type { AndersonRubin } from '../../regression/fit-instrumented.js';
import type { RegressionInference } from '../../regression/fit-linear.js';
import type { ChiSquaredTest, FTest } from '../../regression/instrument-tests.js';
import type { ChosenDoseColumns } from './chosen-dose.js';
import type { DoseMoved } from './dose-moved.js';
import type { InstrumentedCurve } from './dose-terms.js';

/** The dose, what moves it, and the curve that is looked for. */
export interface InstrumentedDoseOptions extends ChosenDoseColumns, Pick<RegressionInference, 'vcov' | 'level'> {
  /** Terms that move the dose, and the response through it alone: assignment, `'arm:site'`. Label columns count a term for each label but one. */
  readonly instruments: readonly string[];
  /** Terms from before the start that stand in both stages. */
  readonly covariates?: readonly string[];
  /** Blocks within which the dose was encouraged: a label column. Not with `'control-function'`. */
  readonly absorb?: string;
  /**
   * At most as many terms as instruments.
   * @defaultValue `'linear'`: points per minute, whatever the dose
   */
  readonly curve?: InstrumentedCurve;
  /**
   * `'control-function'` needs more: that what the choice of the dose says of the response is a straight line in it, the same at each dose. It is
   * then more precise for a curve; for a line it is two-stage least squares.
   * @defaultValue `'two-stage'`
   */
  readonly estimator?: 'two-stage' | 'control-function';
  /** Unit of the dose, for labels. @defaultValue `'minute'` */
  readonly unit?: string;
  /** Doses at which the curve is read. @defaultValue the quartiles of the doses above 0 */
  readonly at?: readonly number[];
}

/** The curve at a dose. */
export interface InstrumentedEffect {
  /** In the unit of the doses. */
  readonly dose: number;
  /** Response there less that at dose 0, in points. */
  readonly effect: TestedEstimate;
  /** Points that one more unit of the dose brings there. */
  readonly marginalRate: TestedEstimate;
  /**
   * The effects there that Anderson and Rubin's test does not reject: it holds however weak the instruments are, and whatever the estimator. Null for a curve
   * of several terms.
   */
  readonly confidenceSet: ConfidenceSet | null;
  /** The same effect as least squares on the dose has it, which takes the choice of the dose for chance; an association. */
  readonly naiveEffect: number;
}

/** How strongly the instruments move a term of the curve. */
export interface DoseFirstStage {
  /** Name of the term: the dose, `minutes^2`, `minutes>250`. */
  readonly term: string;
  /** F test that the instruments do not move it, under equal variances. */
  readonly f: FTest | null;
  /** The same with the covariance of the fit. */
  readonly robustF: FTest | null;
  /** Sanderson and Windmeijer's F of what they move of it beside the other terms; null for a single term. */
  readonly conditionalF: FTest | null;
}

/** A coefficient of the curve. */
export interface DoseCoefficient {
  /** Name of the term. */
  readonly term: string;
  /** Points for one unit of the term. */
  readonly estimate: number;
  /** Null where the data cannot tell it. */
  readonly standardError: number | null;
  /** Of Student's t; null for the normal, and without a standard error. */
  readonly df: number | null;
}

/** What the dose does, by means of something that moved it and that students did not choose. */
export interface InstrumentedDose {
  /** Which result this is. */
  readonly kind: 'instrumented-dose';
  /** Of those whose dose the instruments moved, if these work through the dose alone. */
  readonly estimand: 'causal-among-compliers';
  /** Whose effect it is, in a sentence. */
  readonly whose: string;
  /** As it was asked. */
  readonly estimator: 'two-stage' | 'control-function';
  /** Of the curve, in the order of its terms. */
  readonly coefficients: readonly DoseCoefficient[];
  /** The curve at each dose asked. */
  readonly effects: readonly InstrumentedEffect[];
  /** The least F of the first stage; null where the instruments determine the dose. */
  readonly leastF: number | null;
  /** Whether it lies below 10: estimates and intervals are then not to be relied on, `confidenceSet` and `noEffect` are. */
  readonly weak: boolean;
  /** For each term of the curve. */
  readonly firstStage: readonly DoseFirstStage[];
  /** Test that no dose does anything, from the instruments alone: it holds however weak they are. */
  readonly noEffect: FTest | null;
  /** Inference on the slope of a line that holds with weak instruments; null for a curve. */
  readonly andersonRubin: AndersonRubin | null;
  /** Test that least squares would do (Wu and Hausman's; the t of the residual for a control function). */
  readonly endogeneity: FTest | null;
  /** Sargan's test that the instruments agree; null with as many as terms. */
  readonly overidentification: ChiSquaredTest | null;
  /** Over which doses a slope is averaged, where one two-valued instrument moved them; else null. */
  readonly averagedOver: readonly DoseMoved[] | null;
  readonly n: number;
  /** Clusters; null without. */
  readonly clusters: number | null;
  readonly level: number;
  /** What was done. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}
