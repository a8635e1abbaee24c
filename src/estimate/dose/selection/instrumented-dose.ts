import { type Column, numericColumn } from '../../../columns/column.js';
import { factorColumnOf, makeTable, numericColumnOf, type Table } from '../../../columns/table.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { counted, listed, quoted } from '../../../support/text.js';
import type { TestedEstimate } from '../../estimate.js';
import { type AndersonRubin, type FitInstrumentedOptions, fitInstrumented } from '../../regression/fit-instrumented.js';
import { fitLinear, type RegressionInference } from '../../regression/fit-linear.js';
import { type ChiSquaredTest, type FTest, fTest } from '../../regression/instrument-tests.js';
import { partsOfTerm, termColumns } from '../../regression/terms.js';
import { waldTest } from '../../regression/wald-test.js';
import { tInference } from '../../t-inference.js';
import { short } from '../reading/fitted-curve.js';
import { type ChosenDose, type ChosenDoseColumns, chosenDose } from './chosen-dose.js';
import { controlFunction } from './control-function.js';
import { type DoseMoved, doseMoved } from './dose-moved.js';
import { type DoseTerm, doseTerms, type InstrumentedCurve } from './dose-terms.js';

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

/** Below this F intervals of two-stage least squares are not to be relied on. */
const weakBelow = 10;

/**
 * The effect of a dose that students choose, by means of something that moves it and that they do not: assignment, arms with different minutes,
 * assignment in sites that used it more and less.
 *
 * A line has the slope of the average causal response: an average over the students and the minutes that the instrument moved, not the curve of
 * anybody. A curve needs an instrument for each of its terms, and that students alike in them respond alike.
 *
 * @param table - a row for each student, users or not
 * @param options - columns, instruments and the curve
 * @returns effects in points, those of a dose less dose 0; positive when more is better and the dose helps
 * @throws {@link EfficacyError} `invalid_argument` for more terms than instruments; `collinear` where these do not move the dose; `out_of_domain` for
 * a dose below 0; `zero_variance`, `too_few_clusters`, `too_few_observations`, `no_data`, `column_not_found`, `wrong_column_type`, `duplicate_column`
 *
 * @example
 * instrumentedDose(table, { dose: 'minutes', response: 'post', instruments: ['arm'], covariates: ['pre'], cluster: 'school' }).effects;
 *
 * @see Angrist & Imbens (1995), JASA 90, 431-442, theorem 1, for the average; Wooldridge (2015), J. Human Resources 50, 420-445, for the control
 * function; Sanderson & Windmeijer (2016), J. Econometrics 190, 212-221, eq. 12, for the conditional F.
 */
export function instrumentedDose(table: Table, options: InstrumentedDoseOptions): InstrumentedDose {
  const who = 'instrumentedDose';
  const { dose, response, cluster, instruments, covariates = [], absorb } = options;
  const { curve = 'linear', estimator = 'two-stage', level = 0.95, vcov, unit: doseUnit = 'minute' } = options;
  checkLevel(who, level);
  need(
    estimator === 'two-stage' || estimator === 'control-function',
    'invalid_argument',
    who,
    "an estimator 'two-stage' or 'control-function'",
    estimator,
  );
  need(
    absorb === undefined || estimator === 'two-stage',
    'invalid_argument',
    who,
    "no absorbed blocks with 'control-function' (name them among the covariates)",
    absorb,
  );
  need(instruments.length > 0, 'invalid_argument', who, 'at least one instrument', 'none');
  const terms = doseTerms(dose, curve, who);
  const others = [...new Set([...instruments, ...covariates].flatMap((term) => partsOfTerm(table, term, who)))];
  const labels = absorb === undefined ? [] : [absorb];
  const sample = chosenDose(table, options, [...new Set([...others, ...labels])], who);
  const made = withTerms(sample, terms, who);
  const common = {
    ...(absorb === undefined ? {} : { absorb }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(vcov === undefined ? {} : { vcov }),
    level,
  };
  const names = terms.map(({ name }) => name);
  const instrumented: FitInstrumentedOptions = {
    outcome: response,
    endogenous: names,
    instruments,
    covariates,
    ...common,
  };
  const fit = asked(() => fitInstrumented(made, instrumented), who);
  const firstStage = fit.firstStage.map(
    ({ term, f, robustF }): DoseFirstStage => ({
      term,
      f,
      robustF,
      conditionalF: terms.length === 1 ? null : conditionalF(made, instrumented, term, who),
    }),
  );
  const offset = absorb === undefined ? 1 : 0;
  const found: Found =
    estimator === 'control-function'
      ? byControlFunction(sample, made, options, terms, who)
      : {
          coefficients: fit.coefficients.slice(offset, offset + terms.length),
          covariance: (at) =>
            fit.covariance?.slice(offset, offset + at).map((row) => row.slice(offset, offset + at)) ?? null,
          endogeneity: fit.endogeneity,
          method: fit.method,
        };
  const naive = fitLinear(made, { outcome: response, terms: [...names, ...covariates], ...common }).coefficients;
  const naiveOf = (name: string): number => naive.find(({ term }) => term === name)?.estimate ?? 0;
  const doses = options.at ?? quartilesAbove0(sample.dose);
  for (const at of doses) need(at >= 0 && at < Infinity, 'out_of_domain', who, 'doses of 0 or more to read at', at);
  const moved = averagedOver(sample, instruments, who);
  const unit = { effect: 'points', rate: `points/${doseUnit}` };
  return {
    kind: 'instrumented-dose',
    estimand: 'causal-among-compliers',
    whose: whoseEffect(curve, instruments, dose),
    estimator,
    coefficients: found.coefficients.map(({ term, estimate, standardError, df }) => ({
      term,
      estimate,
      standardError,
      df,
    })),
    effects: doses.map((at) => ({
      dose: at,
      effect: contrast(
        found,
        terms.map((term) => term.value(at)),
        'dose-effect',
        unit.effect,
        level,
      ),
      marginalRate: contrast(
        found,
        terms.map((term) => term.slope(at)),
        'marginal-rate',
        unit.rate,
        level,
      ),
      naiveEffect: terms.reduce((sum, term) => sum + term.value(at) * naiveOf(term.name), 0),
    })),
    firstStage,
    noEffect: noEffectOf(made, options, common, who),
    andersonRubin: terms.length === 1 ? fit.andersonRubin : null,
    endogeneity: found.endogeneity,
    overidentification: fit.overidentification,
    averagedOver: moved,
    n: fit.n,
    clusters: sample.clusterCount,
    level,
    method: found.method,
    notes: [
      ...sample.notes,
      ...fit.notes.filter(({ code }) => code !== 'weak_instruments'),
      ...notesOf(sample, options, terms, firstStage, moved, doses),
    ],
  };
}

/** What an estimator gives. */
interface Found {
  readonly coefficients: readonly DoseCoefficient[];
  /** Of the first so many coefficients of the curve. */
  readonly covariance: (count: number) => readonly (readonly number[])[] | null;
  readonly endogeneity: FTest | null;
  readonly method: string;
}

/** The complete rows with a column for each term of the curve. */
function withTerms({ table, dose }: ChosenDose, terms: readonly DoseTerm[], who: string): Table {
  const added = terms.slice(1).map(({ name, value }): [string, Column] => [name, numericColumn(dose.map(value))]);
  const clash = added.find(([name]) => table.columns.has(name));
  if (clash !== undefined) {
    throw new EfficacyError(
      'duplicate_column',
      `${who} makes a column ${quoted(clash[0])} and the table has one of that name; rename it`,
      { column: clash[0] },
    );
  }
  return makeTable([...table.columns, ...added]);
}

/** Errors of the regression in the name of the function that was called. */
function asked<T>(make: () => T, who: string): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof EfficacyError)) throw error;
    throw new EfficacyError(error.code, error.message.replace(/^fit(Instrumented|Linear)/, who), error.detail);
  }
}

/** A weighted sum of the coefficients of the curve; degrees of freedom the fewest of those that have a weight. */
function contrast(
  { coefficients, covariance, method }: Found,
  weights: readonly number[],
  kind: string,
  unit: string,
  level: number,
): TestedEstimate {
  const estimate = coefficients.reduce((sum, c, j) => sum + weights[j]! * c.estimate, 0);
  const used = coefficients.filter((_, j) => weights[j] !== 0);
  const vcov = covariance(coefficients.length);
  const none = { standardError: null, df: null, interval: null, statistic: null, pValue: null };
  const base = { kind, estimate, unit, method, notes: [] };
  if (used.length === 0) return { ...base, ...none, notes: [{ code: 'dose_0', message: 'At dose 0 by definition.' }] };
  if (vcov === null || used.some(({ standardError, df }) => standardError === null || (df !== null && df < 1 - 1e-9))) {
    return {
      ...base,
      ...none,
      notes: [{ code: 'no_standard_error', message: 'The data do not tell its uncertainty.' }],
    };
  }
  const dfs = used.map(({ df }) => df).filter((df) => df !== null);
  const df = dfs.length === 0 ? null : Math.min(...dfs);
  let variance = 0;
  vcov.forEach((row, i) => {
    row.forEach((v, j) => {
      variance += weights[i]! * v * weights[j]!;
    });
  });
  const standardError = Math.sqrt(Math.max(0, variance));
  if (!(standardError > 0)) {
    const interval = { lower: estimate, upper: estimate, level };
    return { ...base, ...none, standardError, df, interval };
  }
  return { ...base, standardError, df, ...tInference(estimate, standardError, df, level) };
}

/**
 * Sanderson and Windmeijer's F: two-stage least squares of one term on the others, and the F of the instruments in what it leaves, with as many
 * fewer degrees of freedom as there are other terms.
 */
function conditionalF(made: Table, options: FitInstrumentedOptions, term: string, who: string): FTest | null {
  const { instruments, covariates = [], absorb } = options;
  const others = options.endogenous.filter((name) => name !== term);
  const within = absorb === undefined ? {} : { absorb };
  const fit = asked(
    () =>
      fitInstrumented(made, {
        outcome: term,
        endogenous: others,
        instruments,
        covariates,
        vcov: 'classical',
        ...within,
      }),
    who,
  );
  const slopeOf = (name: string): number => fit.coefficients.find((c) => c.term === name)?.estimate ?? 0;
  const { values } = numericColumnOf(made, term, who);
  // Covariates and blocks stand in both regressions below, so that only the other terms need be taken off.
  const left = values.slice();
  for (const name of others) {
    const column = numericColumnOf(made, name, who).values;
    const slope = slopeOf(name);
    for (let i = 0; i < left.length; i++) left[i]! -= slope * column[i]!;
  }
  const residual = '\u0000left';
  const table = makeTable([...made.columns, [residual, numericColumn(left)]]);
  const squares = (terms: readonly string[]) => {
    const { residualDf, residualVariance } = fitLinear(table, {
      outcome: residual,
      terms,
      vcov: 'classical',
      ...within,
    });
    return { df: residualDf, sum: (residualVariance ?? 0) * residualDf };
  };
  const full = squares([...instruments, ...covariates]);
  const without = squares(covariates);
  const numeratorDf = without.df - full.df - others.length;
  if (numeratorDf < 1 || full.df < 1 || !(full.sum > 0)) return null;
  return fTest(Math.max(0, without.sum - full.sum) / numeratorDf / (full.sum / full.df), numeratorDf, full.df);
}

/** Test that the instruments do not move the response. */
function noEffectOf(
  made: Table,
  { response, instruments, covariates = [] }: InstrumentedDoseOptions,
  common: {
    readonly absorb?: string;
    readonly cluster?: string;
    readonly vcov?: NonNullable<RegressionInference['vcov']>;
  },
  who: string,
): FTest | null {
  const { absorb, cluster, vcov } = common;
  try {
    const test = waldTest(made, {
      outcome: response,
      terms: [...instruments, ...covariates],
      zero: instruments,
      ...(absorb === undefined ? {} : { absorb }),
      ...(cluster === undefined ? {} : { cluster }),
      ...(vcov === undefined ? {} : { vcov }),
    });
    const { statistic, numeratorDf, denominatorDf, pValue } = test;
    return denominatorDf === null || pValue === null ? null : { statistic, numeratorDf, denominatorDf, pValue };
  } catch (error) {
    if (error instanceof EfficacyError) return null;
    throw new Error(`${who} could not test the reduced form`, { cause: error });
  }
}

function byControlFunction(
  sample: ChosenDose,
  made: Table,
  { instruments, covariates = [], cluster }: InstrumentedDoseOptions,
  terms: readonly DoseTerm[],
  who: string,
): Found {
  const written = termColumns(made, [...instruments, ...covariates], {}, who);
  const columnsOf = (from: number, to?: number) => written.terms.slice(from, to).flatMap(({ names }) => names);
  const values = (names: readonly string[]) => names.map((name) => numericColumnOf(written.table, name, who).values);
  const included = columnsOf(instruments.length);
  const { coefficients, covariance, df } = controlFunction(
    {
      dose: sample.dose,
      response: sample.response,
      curve: values(terms.map(({ name }) => name)),
      instruments: values(columnsOf(0, instruments.length)),
      covariates: values(included),
      clusters: sample.clusters,
      clusterCount: sample.clusterCount,
      names: [...terms.map(({ name }) => name), 'residual of the first stage', ...included],
    },
    who,
  );
  const at = terms.length;
  const [rho, variance] = [coefficients[at]!, covariance[at]![at]!];
  return {
    coefficients: terms.map(({ name }, j) => ({
      term: name,
      estimate: coefficients[j]!,
      standardError: Math.sqrt(covariance[j]![j]!),
      df,
    })),
    covariance: (count) => covariance.slice(0, count).map((row) => row.slice(0, count)),
    endogeneity: variance > 0 ? fTest(rho ** 2 / variance, 1, df) : null,
    method: `control function by ${listed(instruments)}; covariance of both stages, ${cluster === undefined ? 'HC1' : `CR1 by ${sample.clusterCount} clusters (${cluster})`}, t with ${df} df`,
  };
}

function quartilesAbove0(dose: Float64Array): readonly number[] {
  const above = dose.filter((x) => x > 0).sort();
  const at = [0.25, 0.5, 0.75].map((p) => above[Math.floor(p * (above.length - 1))]!);
  return [...new Set(at)];
}

/** Where minutes were moved by a two-valued instrument that stands alone; else null. */
function averagedOver(
  { table, dose }: ChosenDose,
  instruments: readonly string[],
  who: string,
): readonly DoseMoved[] | null {
  const [name, more] = instruments;
  if (name === undefined || more !== undefined || !table.columns.has(name)) return null;
  const column = table.columns.get(name)!;
  const codes = column.kind === 'numeric' ? column.values : factorColumnOf(table, name, who).codes;
  const values = new Set<number>(codes);
  if (values.size !== 2) return null;
  const [one] = values;
  return doseMoved(
    dose.filter((_, i) => codes[i] === one),
    dose.filter((_, i) => codes[i] !== one),
  );
}

function whoseEffect(curve: InstrumentedCurve, instruments: readonly string[], dose: string): string {
  const by = listed(instruments);
  if (curve === 'linear')
    return `A weighted average over the students whose ${dose} ${by} changed, and over the doses at which it changed it: not the curve of anybody, and nothing of students whose dose it did not change.`;
  return `The curve of the students whose ${dose} ${by} changed, if all of them respond alike: where responses differ its terms mix students and doses.`;
}

function notesOf(
  { dose }: ChosenDose,
  { cluster, estimator }: InstrumentedDoseOptions,
  terms: readonly DoseTerm[],
  stages: readonly DoseFirstStage[],
  moved: readonly DoseMoved[] | null,
  at: readonly number[],
): readonly Note[] {
  const notes: Note[] = [];
  for (const { term, f, robustF, conditionalF: conditional } of stages) {
    const known = [f, robustF, conditional].filter((test) => test !== null).map(({ statistic }) => statistic);
    const least = Math.min(...known);
    if (known.length > 0 && least < weakBelow) {
      const instead = terms.length === 1 ? "Anderson and Rubin's set is" : '`noEffect` is, of any effect at all';
      notes.push({
        code: 'weak_instruments',
        message: `The instruments hardly move ${quoted(term)}${terms.length > 1 ? ' by itself' : ''} (F = ${least.toPrecision(3)}, below ${weakBelow}): estimates and intervals are not to be relied on; ${instead}.`,
      });
    }
  }
  const backward = moved?.filter(({ share }) => share < -0.02) ?? [];
  if (backward.length > 0)
    notes.push({
      code: 'not_monotone',
      message: `The instrument moves some doses up and others down (${counted(backward.length, 'band')}): the average is over weights below 0 too.`,
    });
  if (estimator === 'control-function')
    notes.push({
      code: 'control_function',
      message:
        'That what the choice of the dose says of a student is a straight line in it is assumed, and no instrument tests it.',
    });
  const most = dose.reduce((a, b) => Math.max(a, b), 0);
  const beyond = at.filter((x) => x > most);
  if (beyond.length > 0)
    notes.push({
      code: 'outside_data',
      message: `Beyond the largest dose observed, ${short(most)}, the curve is a formula: ${beyond.map(short).join(', ')}.`,
    });
  if (cluster === undefined)
    notes.push({
      code: 'no_clusters',
      message: 'Students are taken as independent; name the school or class as the cluster where it was assigned.',
    });
  return notes;
}
