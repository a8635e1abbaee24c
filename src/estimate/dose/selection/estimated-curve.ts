import { numericColumnOf, type Table } from '../../../columns/table.js';
import { listed } from '../../../support/text.js';
import type { TestedEstimate } from '../../estimate.js';
import { type FTest, fTest } from '../../regression/instrument-tests.js';
import { termColumns } from '../../regression/terms.js';
import { tInference } from '../../t-inference.js';
import type { ChosenDose } from './chosen-dose.js';
import { controlFunction } from './control-function.js';
import type { DoseTerm } from './dose-terms.js';
import type { DoseCoefficient, InstrumentedDoseOptions } from './instrumented-result.js';

/** What an estimator gives of a curve. */
export interface EstimatedCurve {
  readonly coefficients: readonly DoseCoefficient[];
  /** Of the first so many coefficients of the curve. */
  readonly covariance: (count: number) => readonly (readonly number[])[] | null;
  readonly endogeneity: FTest | null;
  readonly method: string;
}

/** A weighted sum of the coefficients of the curve; degrees of freedom the fewest of those that have a weight. */
export function contrast(
  { coefficients, covariance, method }: EstimatedCurve,
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

/** The curve by the control function, with the covariance of both stages. */
export function byControlFunction(
  sample: ChosenDose,
  made: Table,
  { instruments, covariates = [], cluster }: InstrumentedDoseOptions,
  terms: readonly DoseTerm[],
  who: string,
): EstimatedCurve {
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
