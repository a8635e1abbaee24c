import { factorColumnOf, numericColumnOf, type Table } from '../../../columns/table.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import { listed, quoted } from '../../../support/text.js';
import { tInference } from '../../t-inference.js';
import { type AnalyticRows, analyticRows } from '../analytic-rows.js';
import type { Coefficient } from '../coefficient.js';
import { linearInput } from '../linear-input.js';
import { loneClusterColumns, notesOfFewClusters } from '../lone-clusters.js';
import { type LinearModel, notesOfDropped, solveModel } from '../model.js';
import { partsOfTerm } from '../terms.js';
import { firthProfile } from './firth-profile.js';
import { type LogisticVcovType, logisticCovariance, type RowClusters } from './logistic-covariance.js';
import { logisticMaximum } from './logistic-maximum.js';
import type { LogisticRows } from './logistic-newton.js';
import { type FitLogisticOptions, type LogisticPenalty, methodOf, ruleOf } from './logistic-rule.js';
import { standardized, times, turned } from './standardized-columns.js';

/** One coefficient, in log odds of an outcome of 1 for one unit more of the term. */
export interface LogisticCoefficient extends Coefficient {
  /** What one unit more of the term multiplies the odds by; null where that is beyond the range of numbers. */
  readonly oddsRatio: number | null;
  /** The interval on that scale. */
  readonly oddsRatioInterval: Interval | null;
}

/** A logistic regression. */
export interface LogisticFit {
  /** Which result this is. */
  readonly kind: 'logistic-fit';
  /** Name of the outcome. */
  readonly outcome: string;
  /** The intercept first, then the terms in their order, without the dropped ones. */
  readonly coefficients: readonly LogisticCoefficient[];
  /** Covariance of the coefficients, in their order, of no meaning for those without a standard error. */
  readonly covariance: readonly (readonly number[])[];
  /** The covariance of the coefficients that was taken. */
  readonly vcov: LogisticVcovType;
  /** The degrees of freedom that were taken. */
  readonly dfRule: 'normal' | 'clusters-1';
  /** The penalty of the likelihood. */
  readonly penalty: LogisticPenalty;
  /** Terms left out because earlier ones determine them. */
  readonly dropped: readonly string[];
  /** Rows; with frequency weights, those that they stand for. */
  readonly n: number;
  /** Of these, those with an outcome of 1. */
  readonly events: number;
  /** Clusters; null without. */
  readonly clusters: number | null;
  /** The greatest log likelihood, weighted where rows are, with the penalty where there is one. */
  readonly logLikelihood: number;
  /** -2 log likelihood and 2 for each coefficient; null with sampling weights or a penalty, where it is none. */
  readonly aic: number | null;
  /** How the search for the maximum ended: steps, and the largest derivative left, per standard deviation of a term. */
  readonly convergence: { readonly iterations: number; readonly gradient: number };
  /** What was done, in words. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * Logistic regression of an outcome of 0 and 1 by maximum likelihood, or with Firth's penalty.
 *
 * Where terms separate the ones from the zeros, wholly or in part, the likelihood rises for ever and has no maximum: that is an error that
 * names them, never an estimate that grew until the search stopped. With `penalty: 'firth'` there is one, and tests and intervals are those of the
 * profile of the penalized likelihood. Rows that lack a value are left out and counted in a note; a collinear column is dropped by name.
 *
 * @param data - a table
 * @returns coefficients in log odds of an outcome of 1 for one unit of the term; a positive one makes it likelier
 * @throws {@link EfficacyError} `separation`; `zero_variance` where all outcomes are the same; `out_of_domain` for outcomes that are not 0 or 1;
 * `too_few_observations`, `too_few_clusters`, `column_not_found`, `wrong_column_type`, `invalid_weight`, `no_data`; `invalid_argument` for a
 * covariance that does not go with weights or penalty
 *
 * @example
 * fitLogistic(table, { outcome: 'passed', terms: ['treated', 'pre'], cluster: 'school' }).coefficients[1]?.oddsRatio;
 *
 * @see McCullagh & Nelder (1989), Generalized Linear Models, chapter 4; Albert & Anderson (1984), Biometrika 71(1), 1-10, on separation; Firth
 * (1993), Biometrika 80(1), 27-38.
 */
export function fitLogistic(data: Table, options: FitLogisticOptions): LogisticFit {
  const who = 'fitLogistic';
  const { outcome, cluster, weights, penalty = 'none', level = 0.95 } = options;
  checkLevel(who, level);
  const { vcov, dfRule } = ruleOf(options, who);
  const { used, model, clusters } = modelOf(data, options, who);
  const { kept, names, input } = model;
  const { columns, weights: w } = input.rows!;
  const y = columns.at(-1)!;
  checkOutcome(y, used, outcome, who);
  const { x, k, back } = standardized(
    kept.filter((i) => i > 0).map((i) => columns[i - 1]!),
    y.length,
  );
  const rows: LogisticRows = { x, k, y, weights: w, penalized: penalty === 'firth' };
  const told = kept.map((i) => names[i]!);
  const { at, iterations } = logisticMaximum(rows, back, told, who);
  const counts = weights?.kind === 'frequency';
  const inner = logisticCovariance(vcov, rows, at, clusters, counts);
  const covariance = turned(back, inner, k);
  const estimates = times(back, at.beta, k);
  const lone = vcov.startsWith('CR') ? loneClusterColumns(model) : [];
  if (lone.length > 0 && kept.every((i) => i === 0 || lone.includes(i))) {
    throw new EfficacyError(
      'too_few_clusters',
      `${who} needs at least 2 clusters on each side of a comparison; a single one alone determines ${listed(lone.map((i) => names[i]!))}`,
      { terms: lone.map((i) => names[i]!) },
    );
  }
  const df = dfRule === 'normal' ? null : clusters!.count - 1;
  const outOfReach: string[] = [];
  const coefficients = told.map((term, a): LogisticCoefficient => {
    const estimate = estimates[a]!;
    if (lone.includes(kept[a]!)) return withOdds({ term, estimate, ...untested });
    const standardError = Math.sqrt(covariance[a * (k + 1)]!);
    if (penalty === 'none')
      return withOdds({ term, estimate, standardError, df, ...tInference(estimate, standardError, df, level) });
    const profile = firthProfile(rows, at, back.subarray(a * k, (a + 1) * k), inner, level);
    if (profile === null) outOfReach.push(term);
    const statistic = profile === null ? null : Math.sign(estimate) * Math.sqrt(profile.statistic);
    return withOdds({
      term,
      estimate,
      standardError,
      df: null,
      statistic,
      pValue: profile?.pValue ?? null,
      interval: profile?.interval ?? null,
    });
  });
  const n = counts ? w!.reduce((sum, v) => sum + v, 0) : y.length;
  // Standardized columns have another determinant.
  const scale = rows.penalized ? told.reduce((sum, _, a) => sum + Math.log(back[a * (k + 1)]!), 0) : 0;
  const logLikelihood = at.value - scale;
  const isLikelihood = penalty === 'none' && weights?.kind !== 'sampling';
  return {
    kind: 'logistic-fit',
    outcome,
    coefficients,
    covariance: told.map((_, i) => told.map((_, j) => covariance[i * k + j]!)),
    vcov,
    dfRule,
    penalty,
    dropped: model.dropped.map((i) => names[i]!),
    n,
    events: y.reduce((sum, v, i) => sum + (counts ? v * w![i]! : v), 0),
    clusters: clusters?.count ?? null,
    logLikelihood,
    aic: isLikelihood ? 2 * k - 2 * logLikelihood : null,
    convergence: { iterations, gradient: at.score.reduce((most, s) => Math.max(most, Math.abs(s)), 0) },
    method: methodOf(options, vcov, dfRule, clusters),
    notes: notesOf(used, model, cluster !== undefined && vcov.startsWith('CR'), lone, outOfReach),
  };
}

const untested = { standardError: null, df: null, statistic: null, pValue: null, interval: null } as const;

function withOdds(coefficient: Coefficient): LogisticCoefficient {
  const { estimate, interval } = coefficient;
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const [lower, upper] = [
    finite(Math.exp(interval?.lower ?? Number.NaN)),
    finite(Math.exp(interval?.upper ?? Number.NaN)),
  ];
  return {
    ...coefficient,
    oddsRatio: finite(Math.exp(estimate)),
    oddsRatioInterval:
      interval === null || lower === null || upper === null ? null : { lower, upper, level: interval.level },
  };
}

/** The complete rows, the columns that the terms become, which of them earlier ones determine, and the clusters of the rows. */
function modelOf(
  data: Table,
  { outcome, terms, reference, cluster, weights }: FitLogisticOptions,
  who: string,
): { readonly used: AnalyticRows; readonly model: LinearModel; readonly clusters: RowClusters | null } {
  numericColumnOf(data, outcome, who);
  const sources = terms.flatMap((term) => partsOfTerm(data, term, who));
  if (cluster !== undefined) factorColumnOf(data, cluster, who);
  const labels = cluster === undefined ? [] : [cluster];
  const used = analyticRows(data, [outcome, ...sources, ...labels], weights, who);
  const input = linearInput(
    used.table,
    {
      outcome,
      terms,
      ...(reference && { reference }),
      ...(cluster !== undefined && { cluster }),
      ...(weights && { weights }),
    },
    false,
    who,
  );
  const model = solveModel(input, cluster === undefined ? {} : { cluster }, who);
  if (cluster === undefined) return { used, model, clusters: null };
  const { codes } = factorColumnOf(used.table, cluster, who);
  const seen = new Map<number, number>();
  const ids = codes.map((code) => {
    const id = seen.get(code) ?? seen.size;
    seen.set(code, id);
    return id;
  });
  return { used, model, clusters: { ids, count: seen.size } };
}

function checkOutcome(y: Float64Array, { where }: AnalyticRows, outcome: string, who: string): void {
  const other = y.findIndex((v) => v !== 0 && v !== 1);
  if (other >= 0) {
    throw new EfficacyError(
      'out_of_domain',
      `${who} needs an outcome of 0 and 1 in ${quoted(outcome)}; ${where(other)} has ${y[other]}`,
      { column: outcome, value: y[other] },
    );
  }
  if (y.includes(0) && y.includes(1)) return;
  throw new EfficacyError(
    'zero_variance',
    `${who} needs outcomes of both kinds in ${quoted(outcome)}; all ${y.length} are ${y[0]}`,
    { column: outcome, value: y[0], n: y.length },
  );
}

function notesOf(
  used: AnalyticRows,
  model: LinearModel,
  clustered: boolean,
  lone: readonly number[],
  outOfReach: readonly string[],
): readonly Note[] {
  const notes: Note[] = [...used.notes, ...notesOfDropped(model), ...(clustered ? notesOfFewClusters(model) : [])];
  if (lone.length > 0) {
    notes.push({
      code: 'too_few_clusters',
      message: `No standard error where a single cluster stands alone in a comparison: ${listed(lone.map((i) => model.names[i]!))}.`,
    });
  }
  if (outOfReach.length > 0) {
    notes.push({
      code: 'no_interval',
      message: `The profile of the likelihood has no end in reach, and so no test and no interval: ${listed(outOfReach)}.`,
    });
  }
  return notes;
}
