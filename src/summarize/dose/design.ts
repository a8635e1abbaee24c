import type { FitCriterion } from '../../estimate/dose/choosing/compare-dose-models.js';
import type { DoseModel } from '../../estimate/dose/curves/dose-models.js';
import type { DoseCuts } from '../../estimate/dose/selection/band-edges.js';
import type { InstrumentedCurve } from '../../estimate/dose/selection/dose-terms.js';

/** What was taken, what came of it, and what is asked, by the names of the columns. */
export interface DoseDesign {
  /** Amount of use of each student, 0 for none: a numeric column. */
  readonly dose: string;
  /** Outcome or gain: a numeric column. */
  readonly response: string;
  /** What students were like before the start: numeric or label columns. With them the curve is adjusted. */
  readonly covariates?: readonly string[];
  /** Columns that moved the dose at random and the response through it alone, such as the arm. With them the effect is causal among compliers. */
  readonly instruments?: readonly string[];
  /** Curve of the instrumented effect. @defaultValue `'linear'` */
  readonly instrumentedCurve?: InstrumentedCurve;
  /** What varies together, such as the school: a label column. */
  readonly cluster?: string;
  /** Dose that is recommended: the audit is of those who met it, and effects are told at it. @defaultValue the median dose above 0, without an audit */
  readonly recommended?: number;
  /** Gain over dose 0 that is wanted, in points, above 0 (below where less is better): its dose is looked for. */
  readonly gain?: number;
  /** Points that a minute brings elsewhere, 0 or more (below 0 where less is better): the dose where the next minute is worth less is looked for. */
  readonly costPerDose?: number;
  /** Bands of dose. @defaultValue cut at the recommended dose, else 3 natural breaks */
  readonly bands?: DoseCuts;
  /** Curves to choose from. @defaultValue linear, log-linear, emax, exponential-saturation, sigmoid-emax, quadratic */
  readonly models?: readonly DoseModel[];
  /** By which the curve is chosen, and curves are averaged. @defaultValue `'aicc'` */
  readonly criterion?: FitCriterion;
  /** Lowest and highest possible response: one outside is an error. */
  readonly range?: readonly [lowest: number, highest: number];
  /** False where a smaller response is better. @defaultValue true */
  readonly higherIsBetter?: boolean;
  /** Where random numbers start; needed with covariates. */
  readonly seed?: number;
  /** Bootstrap samples of the adjusted curve. @defaultValue 500 */
  readonly replicates?: number;
  /** Unit of the dose, for sentences. @defaultValue `'minute'` */
  readonly unit?: string;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}
