import type { GroupedComoments } from '../../aggregate/group-comoments.js';
import type { Weights } from '../../aggregate/weights.js';
import type { Table } from '../../columns/table.js';
import { checkLevel } from '../../support/interval.js';
import type { Note } from '../../support/notes.js';
import { counted } from '../../support/text.js';
import { type Coefficient, coefficientsOf } from './coefficient.js';
import {
  type Covariance,
  type CovarianceRule,
  covarianceOf,
  covarianceRule,
  type DfRule,
  needsOtherWeights,
} from './covariance.js';
import { linearInput } from './linear-input.js';
import { type LinearModel, notesOfDropped, shareExplained, solveModel } from './model.js';
import type { ReferenceLevels } from './terms.js';
import { needsClusters, type VcovType } from './vcov.js';

export type { Coefficient } from './coefficient.js';

/** How the uncertainty of a regression is judged. */
export interface RegressionInference {
  /** Clusters, a label column; needed by the CR types. */
  readonly cluster?: string;
  /**
   * How the covariance of the coefficients is estimated.
   * @defaultValue `'CR2'` with clusters, `'HC2'` with rows, `'classical'` with co-moments
   */
  readonly vcov?: VcovType;
  /**
   * Degrees of freedom of the tests and intervals.
   * @defaultValue `'satterthwaite'` with CR2 and CR3, `'clusters-1'` with the other CR types, else `'residual'`
   */
  readonly dfRule?: DfRule;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** What is regressed on what, and how its uncertainty is judged. */
export interface FitLinearOptions extends RegressionInference {
  /** Name of the outcome, a numeric column. */
  readonly outcome: string;
  /**
   * The right-hand side; an intercept is added. A column of labels becomes a 0/1 column for each label but one, named `column=label`; a term
   * `a:b` is the products of the columns of a and of b (name a and b as terms too, where their own effects belong to the model).
   */
  readonly terms: readonly string[];
  /**
   * For label columns among the terms, the label that the others are compared with: `{ grade: '3' }`.
   * @defaultValue the first label in their order
   */
  readonly reference?: ReferenceLevels;
  /** Blocks whose intercepts are absorbed: a label column. Estimates are then within blocks. */
  readonly absorb?: string;
  /**
   * A numeric column of weights and what they are.
   * @defaultValue every row counts once
   */
  readonly weights?: Weights;
}

/** A linear regression. */
export interface LinearFit {
  readonly kind: 'linear-fit';
  /** Name of the outcome. */
  readonly outcome: string;
  /** The intercept first, unless blocks were absorbed; then the terms in their order, without the dropped ones. */
  readonly coefficients: readonly Coefficient[];
  /** Covariance of the coefficients, in their order, of no meaning for those without a standard error; null without residual degrees of freedom. */
  readonly covariance: readonly (readonly number[])[] | null;
  /** The covariance of the coefficients that was taken. */
  readonly vcov: VcovType;
  /** The degrees of freedom that were taken. */
  readonly dfRule: DfRule;
  /** Terms left out because earlier ones determine them. */
  readonly dropped: readonly string[];
  readonly n: number;
  /** Blocks absorbed; null without. */
  readonly blocks: number | null;
  /** Clusters; null without. */
  readonly clusters: number | null;
  /** Rows less coefficients less absorbed blocks. */
  readonly residualDf: number;
  /** Residual sum of squares over its degrees of freedom, in squared points; null where there are none. */
  readonly residualVariance: number | null;
  /** Share of the outcome's sum of squares that the fit explains, blocks included where absorbed; null for a constant outcome. */
  readonly rSquared: number | null;
  readonly method: string;
  readonly notes: readonly Note[];
}

/**
 * Least-squares regression, from rows or from co-moments by group.
 *
 * All that cross-products can give comes from them alone: coefficients, classical and cluster-robust covariances (CR0 to CR3, with
 * Satterthwaite's degrees of freedom), absorbed blocks. The HC types need the rows, and so do CR2 and Satterthwaite's degrees of freedom with
 * weights that are not counts. Rows that lack a value are left out and counted in a note. A collinear column is dropped by name, the later one
 * of a set. A coefficient that rests on a single cluster has no standard error, and a note says so.
 *
 * @param data - a table, or co-moments grouped by (at least) the blocks and clusters, of (at least) the outcome and the terms, each of which is
 * then a column of the co-moments
 * @returns coefficients in points of the outcome for one unit of the term; a positive one raises the outcome
 * @throws {@link EfficacyError} `too_few_observations`, `too_few_clusters` (fewer than 2, or each coefficient rests on a single one),
 * `column_not_found`, `wrong_column_type`, `duplicate_column`, `invalid_weight`, `no_data`, and `invalid_argument` when co-moments cannot give
 * what is asked
 *
 * @example
 * fitLinear(table, { outcome: 'post', terms: ['treated', 'pre', 'treated:pre'], absorb: 'school' });
 * fitLinear(groupComoments(table, { by: ['school'], of: ['treated', 'pre', 'post'] }), {
 *   outcome: 'post', terms: ['treated', 'pre'], cluster: 'school',
 * });
 *
 * @see Greene (2018), Econometric Analysis, ch. 4 (estimates), 8.4 (absorbed blocks); vcov.ts and cluster-vcov.ts for the covariances.
 */
export function fitLinear(data: Table | GroupedComoments, options: FitLinearOptions): LinearFit {
  const who = 'fitLinear';
  const { outcome, level = 0.95 } = options;
  checkLevel(who, level);
  const rule = covarianceRule(options, data.kind === 'table', who);
  const model = solveModel(linearInput(data, options, needsOtherWeights(rule), who), options, who);
  const covariance = covarianceOf(model, rule, who);
  const { cells } = model.input;
  return {
    kind: 'linear-fit',
    outcome,
    ...fitOf(model, covariance, level),
    ...rule,
    ...sizesOf(model, options),
    rSquared: shareExplained(cells, model.solution.residualSquares),
    method: `least squares${methodOf(model, rule, options)}`,
  };
}

/** The coefficients of a solved model and what is to be said of them. */
export function fitOf(
  model: LinearModel,
  covariance: Covariance | null,
  level: number,
): Pick<LinearFit, 'coefficients' | 'covariance' | 'dropped' | 'notes'> {
  const { names, dropped, kept, system, input } = model;
  const { coefficients, notes } = coefficientsOf(model, covariance, level);
  return {
    coefficients,
    covariance: covariance === null ? null : kept.map((i) => kept.map((j) => covariance.vcov[i * system.size + j]!)),
    dropped: dropped.map((i) => names[i]!),
    notes: [...input.notes, ...notesOfDropped(model), ...(covariance?.notes ?? []), ...notes],
  };
}

/** How much data a model is of, and what they leave. */
export function sizesOf(
  { system, solution, input }: LinearModel,
  { absorb, cluster }: { readonly absorb?: string; readonly cluster?: string },
): Pick<LinearFit, 'n' | 'blocks' | 'clusters' | 'residualDf' | 'residualVariance'> {
  const { residualDf, residualSquares } = solution;
  return {
    n: system.n,
    blocks: absorb === undefined ? null : system.blockCount,
    clusters: cluster === undefined ? null : input.cells.clusterCount,
    residualDf,
    residualVariance: residualDf === 0 ? null : residualSquares / residualDf,
  };
}

/** Blocks, weights, covariance and degrees of freedom in words. */
export function methodOf(
  { system, input }: LinearModel,
  { vcov, dfRule }: CovarianceRule,
  { absorb, cluster, weights }: Pick<FitLinearOptions, 'absorb' | 'cluster' | 'weights'>,
): string {
  const weighted = weights === undefined ? '' : `, ${weights.kind} weights`;
  const blocks = absorb === undefined ? '' : ` within ${counted(system.blockCount, 'block')} (${absorb})`;
  const clusters = needsClusters(vcov) ? ` by ${input.cells.clusterCount} clusters (${cluster})` : '';
  return `${blocks}${weighted}; ${vcov} covariance${clusters}, ${dfInWords[dfRule]}`;
}

const dfInWords: Readonly<Record<DfRule, string>> = {
  residual: 'residual degrees of freedom',
  normal: 'normal distribution',
  'clusters-1': 'df = clusters - 1',
  'clusters-k': 'df = clusters - coefficients',
  satterthwaite: 'Satterthwaite degrees of freedom',
};
