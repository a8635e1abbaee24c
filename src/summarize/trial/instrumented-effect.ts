import { numericColumn } from '../../columns/column.js';
import { completeRows } from '../../columns/complete-rows.js';
import { makeTable, numericColumnOf, type Table } from '../../columns/table.js';
import type { TestedEstimate } from '../../estimate/estimate.js';
import { fitInstrumented } from '../../estimate/regression/fit-instrumented.js';
import type { FTest } from '../../estimate/regression/instrument-tests.js';
import type { ConfidenceSet } from '../../support/confidence-set.js';
import { EfficacyError } from '../../support/errors.js';
import type { Interval } from '../../support/interval.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { counted, quoted } from '../../support/text.js';
import { attempt } from './attempt.js';
import type { TrialDesign } from './design.js';
import { designFit, regressionOf } from './design-fit.js';
import type { PooledEffect } from './pooled-effect.js';
import { indicator } from './sample.js';

/**
 * The effect of something that units choose, with assignment as the instrument: the effect of assignment over what assignment changed.
 * Test and interval are Anderson and Rubin's, which hold however little it changed; the standard error is that of two-stage least squares.
 */
export interface InstrumentedEffect extends TestedEstimate {
  /** The effects that Anderson and Rubin's test does not reject: unbounded where assignment may have changed nothing. Null without such a test. */
  readonly confidenceSet: ConfidenceSet | null;
  /** The estimate and its set over the pooled standard deviation, times the correction of g. */
  readonly standardized: {
    /** In `unit`. */
    readonly estimate: number;
    /** In `unit`; null where the effect has none. */
    readonly interval: Interval | null;
    /** `'sd'`, or `'sd/hour'`. */
    readonly unit: string;
  };
  /** The usual interval of two-stage least squares, for comparison: too short where assignment changed little. */
  readonly twoStageInterval: Interval | null;
  /** F test that assignment changed nothing, with the covariance of the design; null where take-up is exactly assignment. */
  readonly firstStage: FTest | null;
  /** Rows that it is of. */
  readonly n: number;
}

/** What assignment changed in one arm and the other, by the regression that the design asks for. */
export interface ArmContrast {
  /** Treatment minus control. */
  readonly estimate: number;
  /** In `unit`; null where it has none: nothing varies, or too few rows. */
  readonly standardError: number | null;
  /** Degrees of freedom of the interval. */
  readonly df: number | null;
  /** In `unit`; null without a standard error. */
  readonly interval: Interval | null;
  /** `'share'`, 0 to 1, or `'minutes'`. */
  readonly unit: string;
}

/** Below this F of the first stage two-stage least squares is not to be relied on (Staiger & Stock 1997). */
const weakBelow = 10;

/** Name of the chosen column in the regressions. */
const chosen = '(use)';

/** A column that units choose, beside the analysed rows that have it. */
export interface ChosenColumn {
  /** What is chosen, for each row of the sample; NaN where it is not known. */
  readonly values: Float64Array;
  /** Word for the kind of effect, and its units. */
  readonly kind: string;
  readonly unit: string;
  readonly standardizedUnit: string;
  readonly contrastUnit: string;
  /** What one unit of the chosen column is, for notes. */
  readonly what: string;
}

/** What assignment changed of a chosen column, and the effect of it; null, with a note, where there is none. */
export function instrumentedEffect(
  sample: Table,
  column: ChosenColumn,
  design: TrialDesign,
  adjustedFor: readonly string[],
  { pooledSd, correctionFactor }: PooledEffect,
  who: string,
): {
  readonly contrast: ArmContrast | null;
  readonly effect: InstrumentedEffect | null;
  readonly notes: readonly Note[];
} {
  const needed = [design.outcome, indicator, ...adjustedFor, design.block, design.cluster, design.weights?.column];
  const names = [chosen, ...needed.filter((name) => name !== undefined)];
  const table = completeRows(makeTable([...sample.columns, [chosen, numericColumn(column.values)]]), names, who).table;
  const none = (message: string): { effect: null; notes: readonly Note[] } => ({
    effect: null,
    notes: [{ code: 'no_effect_of_use', message }],
  });
  const contrast = attempt(() => contrastOf(table, column.contrastUnit, design, adjustedFor, who));
  if (contrast instanceof EfficacyError) return { contrast: null, ...none(`No ${column.what}: ${contrast.message}.`) };
  if (contrast.estimate === 0) {
    return { contrast, ...none(`No ${column.what}: both arms are the same in it, so that it would divide by 0.`) };
  }
  const fit = attempt(() =>
    fitInstrumented(table, {
      outcome: design.outcome,
      endogenous: [chosen],
      instruments: [indicator],
      covariates: adjustedFor,
      ...regressionOf(design),
    }),
  );
  if (fit instanceof EfficacyError) return { contrast, ...none(`No ${column.what}: ${fit.message}.`) };
  const slope = fit.coefficients.find(({ term }) => term === chosen);
  if (slope === undefined || slope.standardError === null) {
    return { contrast, ...none(`No ${column.what}: too few rows for its standard error.`) };
  }
  const { andersonRubin, firstStage } = fit;
  const set = andersonRubin?.confidenceSet ?? null;
  const interval = set === null ? slope.interval : boundedPiece(set);
  const [size, scale] = [Math.sqrt(andersonRubin?.test.statistic ?? 0), correctionFactor / pooledSd];
  const tested =
    andersonRubin === null
      ? { statistic: slope.statistic, pValue: slope.pValue, df: slope.df }
      : {
          statistic: slope.estimate < 0 ? -size : size,
          pValue: andersonRubin.test.pValue,
          df: andersonRubin.test.denominatorDf,
        };
  const strength = firstStage[0]?.robustF ?? firstStage[0]?.f ?? null;
  const notes: Note[] = [];
  if (strength !== null && strength.statistic < weakBelow) {
    notes.push({
      code: 'weak_instrument',
      message: `Assignment changed little here (first-stage F = ${strength.statistic.toPrecision(3)}, below ${weakBelow}): the ${column.what} and its standard error may be far off; its confidence set holds.`,
    });
  }
  if (interval === null) {
    notes.push({
      code: 'unbounded_set',
      message: `No interval for the ${column.what}: what assignment changed cannot be told from nothing, and the confidence set is no bounded interval.`,
    });
  }
  return {
    contrast,
    effect: {
      kind: column.kind,
      estimate: slope.estimate,
      standardError: slope.standardError,
      ...tested,
      interval,
      unit: column.unit,
      method: `${fit.method.replace(`"${indicator}"`, 'assignment')}; ${andersonRubin === null ? 't' : "Anderson and Rubin's"} test and interval`,
      confidenceSet: set,
      standardized: {
        estimate: scale * slope.estimate,
        interval: interval && { lower: scale * interval.lower, upper: scale * interval.upper, level: interval.level },
        unit: column.standardizedUnit,
      },
      twoStageInterval: slope.interval,
      firstStage: strength,
      n: fit.n,
      notes,
    },
    notes: [],
  };
}

function contrastOf(
  table: Table,
  unit: string,
  design: TrialDesign,
  adjustedFor: readonly string[],
  who: string,
): ArmContrast {
  const { estimate, standardError, df, interval } = designFit(table, chosen, design, adjustedFor, who).effect;
  // Where assignment alone determines the column, what is left is rounding.
  const varies = standardError !== null && standardError > 1e-12 * Math.abs(estimate);
  return { estimate, standardError: varies ? standardError : null, df, interval: varies ? interval : null, unit };
}

/** The one bounded piece of a confidence set; null for any other set. */
function boundedPiece({ pieces, level }: ConfidenceSet): Interval | null {
  const [only] = pieces;
  if (pieces.length !== 1 || only === undefined || only.lower === null || only.upper === null) return null;
  return { lower: only.lower, upper: only.upper, level };
}

/** One arm of a column that units choose: rows that have it, rows that lack it, and its mean, weighted as the design says. */
export interface ChosenByArm {
  /** Rows of which it is known. */
  readonly n: number;
  /** Analysed rows of which it is not known. */
  readonly unknown: number;
  /** Over the rows of which it is known, in the unit of the column. */
  readonly mean: number;
}

/** Means of a chosen column by arm, over the rows that have it. @throws {@link EfficacyError} `no_data` for an arm without one */
export function meansByArm(
  sample: Table,
  values: Float64Array,
  name: string,
  { weights }: TrialDesign,
  who: string,
): { readonly treatment: ChosenByArm; readonly control: ChosenByArm } {
  const treated = numericColumnOf(sample, indicator, who).values;
  const w = weights === undefined ? null : numericColumnOf(sample, weights.column, who).values;
  const arm = (of: 0 | 1): ChosenByArm => {
    let [n, unknown, weight, mean] = [0, 0, 0, 0];
    values.forEach((x, row) => {
      if (treated[row] !== of) return;
      if (Number.isNaN(x)) {
        unknown++;
        return;
      }
      const own = w === null ? 1 : (w[row] as number);
      n++;
      weight += own;
      mean += (own / weight) * (x - mean);
    });
    need(
      n > 0,
      'no_data',
      who,
      `values of ${quoted(name)} in both arms`,
      `none in ${of === 1 ? 'treatment' : 'control'}`,
    );
    return { n, unknown, mean };
  };
  return { treatment: arm(1), control: arm(0) };
}

/** A note on rows that lack a chosen column: the effect of assignment has them. */
export function notesOfUnknown(
  { treatment, control }: { readonly treatment: ChosenByArm; readonly control: ChosenByArm },
  name: string,
): readonly Note[] {
  const unknown = treatment.unknown + control.unknown;
  if (unknown === 0) return [];
  return [
    {
      code: 'use_unknown',
      message: `${counted(unknown, 'row')} without ${quoted(name)} (${treatment.unknown} treatment, ${control.unknown} control) ${unknown === 1 ? 'is' : 'are'} in the effect of assignment and not in that of use.`,
    },
  ];
}
