import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { TestedEstimate } from '../../estimate.js';
import { tInference } from '../../t-inference.js';
import { fisherLimits } from '../variance/fisher-limits.js';
import { type ArmEvents, type Cell, notesOfTable, type TwoByTwo, twoByTwo, type ZeroCells } from './counts.js';

/** Options of every measure of two proportions. */
export interface ProportionsOptions {
  /** What to do where one of the four cells is empty. @defaultValue `'as-is'` */
  readonly zeroCells?: ZeroCells;
  /** Confidence level, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number;
}

/** A comparison of the shares of two arms that have an event. */
export interface ProportionsEffect extends TestedEstimate {
  /** Of the estimate, in `unit`. */
  readonly standardError: number;
  /** The reference distribution is the normal. */
  readonly df: null;
  /** Confidence limits, in `unit`. */
  readonly interval: Interval;
  /** Normal quantiles around the estimate, or around its inverse hyperbolic tangent where it lies between -1 and 1. */
  readonly intervalMethod: 'normal' | 'fisher-z';
  /** The formula of the variance, in the letters of the table: a, b events and non-events of the treatment arm, c, d of control. */
  readonly varianceFormula: string;
  /** The policy about empty cells that was asked for. */
  readonly zeroCells: ZeroCells;
  /** What was added to each cell: 0 or 0.5. */
  readonly addedToCells: number;
  /** Units of the treatment arm. */
  readonly nTreatment: number;
  /** Units of the control arm. */
  readonly nControl: number;
}

/** What sets one measure of two proportions apart from another. */
export interface Contrast {
  readonly kind: string;
  readonly unit: string;
  readonly method: string;
  readonly varianceFormula: string;
  /** Cells that may not be 0. */
  readonly needs: readonly Cell[];
  /** Whether the limits are made on the scale of Fisher's z. */
  readonly onFisherScale?: true;
  readonly of: (table: TwoByTwo) => { readonly estimate: number; readonly variance: number };
}

/** All four cells, for measures made of logarithms of odds. */
export const allCells: readonly Cell[] = ['a', 'b', 'c', 'd'];

/** Log odds of treatment less those of control. */
export function logOddsOf({ treatment, control }: TwoByTwo): number {
  return Math.log(treatment.odds) - Math.log(control.odds);
}

/**
 * Woolf's variance of a log odds ratio.
 *
 * @see Woolf (1955), Annals of Human Genetics 19, 251-253.
 */
export function woolfVariance({ a, b, c, d }: TwoByTwo): number {
  return 1 / a + 1 / b + 1 / c + 1 / d;
}

/** The measure with its test and interval by the normal distribution. */
export function contrastOfProportions(
  who: string,
  contrast: Contrast,
  treatment: ArmEvents,
  control: ArmEvents,
  options: ProportionsOptions,
): ProportionsEffect {
  const { zeroCells = 'as-is', level = 0.95 } = options;
  checkLevel(who, level);
  const table = twoByTwo(who, treatment, control, zeroCells, contrast.needs);
  const { estimate, variance } = contrast.of(table);
  if (!(variance > 0 && Number.isFinite(variance) && Number.isFinite(estimate))) {
    throw new EfficacyError(
      'zero_variance',
      `${who} has no standard error where the arms agree or differ completely; with and without the event there are ${table.a} and ${table.b} in treatment, ${table.c} and ${table.d} in control`,
      { a: table.a, b: table.b, c: table.c, d: table.d },
    );
  }
  const standardError = Math.sqrt(variance);
  const inference = tInference(estimate, standardError, null, level);
  const { onFisherScale } = contrast;
  return {
    kind: contrast.kind,
    estimate,
    standardError,
    df: null,
    ...inference,
    interval: onFisherScale
      ? fisherLimits(estimate, standardError / (1 - estimate ** 2), null, level)
      : inference.interval,
    intervalMethod: onFisherScale ? 'fisher-z' : 'normal',
    unit: contrast.unit,
    method: contrast.method,
    varianceFormula: contrast.varianceFormula,
    zeroCells,
    addedToCells: table.added,
    nTreatment: treatment.n,
    nControl: control.n,
    notes: notesOfTable(table),
  };
}
