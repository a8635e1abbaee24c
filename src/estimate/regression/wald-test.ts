import type { GroupedComoments } from '../../aggregate/group-comoments.js';
import type { Table } from '../../columns/table.js';
import { symmetricEigen } from '../../numeric/linalg/eigen.js';
import { multiplyInto } from '../../numeric/linalg/matrix.js';
import { inverseSquareRoot } from '../../numeric/linalg/spectral.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { counted, listed } from '../../support/text.js';
import type { ClusterVcovType } from './adjustment.js';
import { clusterCovariance, clusterFit, satterthwaiteDf } from './cluster-vcov.js';
import { isEnough } from './coefficient.js';
import { covarianceOfSums, sumsOfCoefficients, waldStatistic } from './constraints.js';
import { type CovarianceRule, covarianceOf, covarianceRule, requireKnown } from './covariance.js';
import type { FitLinearOptions } from './fit-linear.js';
import { type Hypothesis, hypothesisRows } from './hypothesis.js';
import { linearInput } from './linear-input.js';
import { loneClusterColumns, notesOfFewClusters } from './lone-clusters.js';
import { type LinearModel, notesOfDropped, solveModel } from './model.js';
import { coefficientContrasts } from './uncentre.js';
import { needsClusters } from './vcov.js';
import {
  eigenReference,
  hotelling,
  type WaldReference,
  type WaldTestType,
  waldPValue,
  waldTestTypes,
  wishartDf,
} from './wald-reference.js';

export type { Hypothesis } from './hypothesis.js';
export type { WaldTestType } from './wald-reference.js';

/** A regression and what is tested of it. */
export interface WaldTestOptions extends Omit<FitLinearOptions, 'dfRule' | 'level'>, Hypothesis {
  /**
   * Which statistic and reference distribution.
   * @defaultValue `'HTZ'` with a CR type, else `'naive-F'` on the residual degrees of freedom
   */
  readonly test?: WaldTestType;
}

/** A joint test of several coefficients. */
export interface WaldTest {
  readonly kind: 'wald-test';
  /** The reference distribution that was taken. */
  readonly test: WaldTestType;
  /** F; for `'chi-squared'` and `'EDT'` chi-squared over the constraints. */
  readonly statistic: number;
  /** Constraints. */
  readonly numeratorDf: number;
  /** Null for chi-squared. */
  readonly denominatorDf: number | null;
  /** Null, with a note, where fewer than 1 degree of freedom is left. */
  readonly pValue: number | null;
  readonly n: number;
  /** Clusters; null where the covariance has none. */
  readonly clusters: number | null;
  readonly method: string;
  readonly notes: readonly Note[];
}

/**
 * Tests that several coefficients of a regression, or sums of them, are all 0.
 *
 * With few clusters the chi-squared and the naive F reject far too often; HTZ keeps its level, and is an F test on the degrees of freedom of
 * the Wishart distribution that the covariance resembles.
 *
 * @param data - as for {@link fitLinear}
 * @param options - the regression, and the hypothesis: `zero` or `contrasts`
 * @throws {@link EfficacyError} as {@link fitLinear}; `invalid_argument` for a hypothesis that repeats itself, `too_few_clusters` where a
 * tested coefficient rests on a single cluster, `zero_variance` for a covariance of 0
 *
 * @example
 * waldTest(table, { outcome: 'post', terms: ['treated', 'grade', 'treated:grade'], cluster: 'school', zero: ['treated:grade'] }).pValue;
 *
 * @see Pustejovsky & Tipton (2018), JBES 36(4), 672-683.
 */
export function waldTest(data: Table | GroupedComoments, options: WaldTestOptions): WaldTest {
  const who = 'waldTest';
  const rule = covarianceRule({ vcov: options.vcov, cluster: options.cluster }, data.kind === 'table', who);
  const clustered = needsClusters(rule.vcov);
  const { test = clustered ? 'HTZ' : 'naive-F' } = options;
  requireKnown('tests', waldTestTypes, test, who);
  const matched = test !== 'chi-squared' && test !== 'naive-F';
  if (matched && !clustered) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} has ${test} for cluster-robust covariances only; got ${rule.vcov}`,
      {
        test,
        vcov: rule.vcov,
      },
    );
  }
  const model = solveModel(linearInput(data, options, matched || rule.vcov === 'CR2', who), options, who);
  const rows = hypothesisRows(model, options, who);
  const q = rows.length / model.system.size;
  requireSeveralClusters(model, rows, clustered, who);
  const reference = matched
    ? workingReference(model, rule, rows, test, who)
    : plainReference(model, rule, rows, test, who);
  const { statistic, denominatorDf } = reference;
  const notes: Note[] = [...model.input.notes, ...notesOfDropped(model), ...notesOfFewClusters(model)];
  const tested = isEnough(denominatorDf);
  if (!tested) {
    notes.push({
      code: 'df_below_1',
      message: `Too few clusters for a test of ${counted(q, 'constraint')} by ${test}.`,
    });
  }
  return {
    kind: 'wald-test',
    test,
    statistic,
    numeratorDf: q,
    denominatorDf: Number.isFinite(denominatorDf) ? denominatorDf : null,
    pValue: tested ? waldPValue(reference, q) : null,
    n: model.system.n,
    clusters: clustered ? model.input.cells.clusterCount : null,
    method: `Wald test of ${counted(q, 'constraint')}; ${test}; ${rule.vcov} covariance`,
    notes,
  };
}

/** Q / q against chi-squared or F. */
function plainReference(
  model: LinearModel,
  rule: CovarianceRule,
  rows: Float64Array,
  test: WaldTestType,
  who: string,
): WaldReference {
  const { size } = model.system;
  const q = rows.length / size;
  const covariance = covarianceOf(model, { vcov: rule.vcov, dfRule: 'normal' }, who);
  if (covariance === null) {
    throw new EfficacyError(
      'too_few_observations',
      `${who} needs more rows than coefficients; got ${model.system.n} rows`,
      {
        n: model.system.n,
      },
    );
  }
  const wald = waldStatistic(covarianceOfSums(rows, covariance.vcov, size), sumsOfCoefficients(model, rows), who);
  const df = needsClusters(rule.vcov) ? model.input.cells.clusterCount - 1 : model.solution.residualDf;
  return { statistic: wald / q, denominatorDf: test === 'naive-F' ? df : Number.POSITIVE_INFINITY };
}

/** The tests that look at the covariance under the working model. */
function workingReference(
  model: LinearModel,
  { vcov }: CovarianceRule,
  rows: Float64Array,
  test: WaldTestType,
  who: string,
): WaldReference {
  const { system, solution, input } = model;
  const { size } = system;
  const q = rows.length / size;
  const fit = clusterFit(vcov as ClusterVcovType, input.cells, system, solution);
  const centred = new Float64Array(rows.length);
  multiplyInto(centred, rows, coefficientContrasts(system), q, size, size);
  const first = clusterCovariance(fit, centred, q);
  const mean = first.working[0]!;
  const omega = Float64Array.from({ length: q * q }, (_, at) => mean.mean(Math.floor(at / q), at % q));
  const scale = inverseSquareRoot(omega, q);
  const scaled = new Float64Array(rows.length);
  multiplyInto(scaled, scale, centred, q, q, size);
  const estimates = sumsOfCoefficients(model, rows);
  const standardized = new Float64Array(q);
  multiplyInto(standardized, scale, estimates, q, q, 1);
  const spread = covarianceOfSums(scaled, first.vcov, size);
  const wald = waldStatistic(spread, standardized, who);
  if (test === 'EDF' || test === 'EDT') {
    const { values, vectors } = symmetricEigen(spread, q);
    const turned = new Float64Array(rows.length);
    multiplyInto(turned, vectors, scaled, q, q, size);
    const scores = new Float64Array(q);
    multiplyInto(scores, vectors, standardized, q, q, 1);
    const df = Float64Array.from(clusterCovariance(fit, turned, 1).working, satterthwaiteDf);
    return eigenReference(
      test,
      scores.map((x, i) => x / Math.sqrt(values[i]!)),
      df,
    );
  }
  const working = clusterCovariance(fit, scaled, q).working[0]!;
  return hotelling(wald, q, wishartDf(working, q, test as 'HTZ'));
}

function requireSeveralClusters(model: LinearModel, rows: Float64Array, clustered: boolean, who: string): void {
  if (!clustered) return;
  const { size } = model.system;
  const lone = loneClusterColumns(model).filter((j) => rows.some((x, at) => at % size === j && x !== 0));
  if (lone.length === 0) return;
  const terms = lone.map((j) => model.names[j]!);
  throw new EfficacyError(
    'too_few_clusters',
    `${who} needs at least 2 clusters on each side of a comparison; a single one alone determines ${listed(terms)}`,
    { terms },
  );
}
