import { type Column, numericColumn } from '../../../columns/column.js';
import { factorColumnOf, makeTable, type Table } from '../../../columns/table.js';
import type { ConfidenceSet } from '../../../support/confidence-set.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { counted, listed, quoted } from '../../../support/text.js';
import { needRecord } from '../../effect/needs.js';
import { type FitInstrumentedOptions, fitInstrumented } from '../../regression/fit-instrumented.js';
import { fitLinear, type RegressionInference } from '../../regression/fit-linear.js';
import type { FTest } from '../../regression/instrument-tests.js';
import { partsOfTerm } from '../../regression/terms.js';
import { waldTest } from '../../regression/wald-test.js';
import { short } from '../reading/fitted-curve.js';
import { type ChosenDose, chosenDose, needNames } from './chosen-dose.js';
import { type DoseMoved, doseMoved } from './dose-moved.js';
import { type DoseTerm, doseTerms, type InstrumentedCurve } from './dose-terms.js';
import { byControlFunction, contrast, type EstimatedCurve } from './estimated-curve.js';
import { asked, firstStages, leastF, weakBelow } from './first-stage.js';
import type { DoseFirstStage, InstrumentedDose, InstrumentedDoseOptions } from './instrumented-result.js';

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
  needRecord(options, who, 'options: { dose, response, instruments }');
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
  needNames(instruments, who, 'instruments');
  needNames(covariates, who, 'covariates');
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
  const firstStage = firstStages(fit, made, instrumented, who);
  const least = leastF(firstStage);
  const offset = absorb === undefined ? 1 : 0;
  const found: EstimatedCurve =
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
  need(Array.isArray(doses), 'invalid_argument', who, 'doses to read at, as a list', doses);
  for (const at of doses)
    need(typeof at === 'number' && at >= 0 && at < Infinity, 'out_of_domain', who, 'doses of 0 or more to read at', at);
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
      confidenceSet: terms.length === 1 ? timesDose(fit.andersonRubin?.confidenceSet ?? null, at) : null,
      naiveEffect: terms.reduce((sum, term) => sum + term.value(at) * naiveOf(term.name), 0),
    })),
    leastF: least,
    weak: least !== null && least < weakBelow,
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

/** Effects at a dose, from a set of slopes. */
function timesDose(set: ConfidenceSet | null, dose: number): ConfidenceSet | null {
  if (set === null) return null;
  const at = (slope: number | null): number | null => (slope === null ? null : slope * dose);
  if (dose === 0) return { level: set.level, pieces: [{ lower: 0, upper: 0 }] };
  return { level: set.level, pieces: set.pieces.map(({ lower, upper }) => ({ lower: at(lower), upper: at(upper) })) };
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
  for (const stage of stages) {
    const { term } = stage;
    const least = leastF([stage]);
    if (least !== null && least < weakBelow) {
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
