import type { GroupedComoments } from '../../aggregate/group-comoments.js';
import type { Weights } from '../../aggregate/weights.js';
import type { Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { checkLevel, type Interval } from '../../support/interval.js';
import type { Note } from '../../support/notes.js';
import { listed, quoted } from '../../support/text.js';
import { tInference } from '../t-inference.js';
import { cr2 } from './cr2.js';
import { inputFromComoments, inputFromTable, type LinearInput } from './linear-input.js';
import { type Cells, type LinearSystem, linearSystem } from './linear-system.js';
import { solveSystem } from './solve.js';
import { coefficientContrasts, uncentre, uncentreVcov } from './uncentre.js';
import {
  classicalVcov,
  clusterVcov,
  heteroskedasticVcov,
  needsClusters,
  needsRows,
  type Solution,
  type SystemRows,
  type VcovType,
} from './vcov.js';

/** What is regressed on what, and how its uncertainty is judged. */
export interface FitLinearOptions {
  /** Name of the outcome, a numeric column. */
  readonly outcome: string;
  /** Names of the right-hand side; a column of labels becomes a 0/1 column for each label but the first. An intercept is added. */
  readonly terms: readonly string[];
  /** Blocks whose intercepts are absorbed: a label column. Estimates are then within blocks. */
  readonly absorb?: string;
  /** Clusters, a label column; needed by the CR types. */
  readonly cluster?: string;
  /** @defaultValue every row counts once */
  readonly weights?: Weights;
  /** @defaultValue `'CR2'` with clusters (`'CR1S'` with clusters and weights), `'HC2'` with rows, `'classical'` with co-moments */
  readonly vcov?: VcovType;
  /** @defaultValue 0.95 */
  readonly level?: number;
}

/** One coefficient. */
export interface Coefficient {
  readonly term: string;
  /** Change of the outcome, in its points, for one unit more of the term. */
  readonly estimate: number;
  /** In the same unit; null, with a note, where there are no residual degrees of freedom. */
  readonly standardError: number | null;
  /** Degrees of freedom of the t distribution; each coefficient has its own with CR2. */
  readonly df: number | null;
  /** The estimate over its standard error; null, with a note, below 1 degree of freedom. */
  readonly statistic: number | null;
  /** Two-sided, of the hypothesis that the coefficient is 0. */
  readonly pValue: number | null;
  /** In the same unit as the estimate. */
  readonly interval: Interval | null;
}

/** A linear regression. */
export interface LinearFit {
  readonly kind: 'linear-fit';
  readonly outcome: string;
  /** The intercept first, unless blocks were absorbed; then the terms in their order, without the dropped ones. */
  readonly coefficients: readonly Coefficient[];
  /** Covariance of the coefficients, in their order; null where there are no residual degrees of freedom. */
  readonly covariance: readonly (readonly number[])[] | null;
  readonly vcov: VcovType;
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
 * All that cross-products can give comes from them alone: coefficients, classical and cluster-robust covariances (CR0, CR1, CR1S, CR2 with
 * Satterthwaite's degrees of freedom), absorbed blocks. The HC types need the rows. Rows that lack a value are left out and counted in a note. A collinear column is dropped by name,
 * the later one of a set.
 *
 * @param data - a table, or co-moments grouped by (at least) the blocks and clusters, of (at least) the outcome and the terms
 * @throws {@link EfficacyError} `too_few_observations`, `too_few_clusters`, `column_not_found`, `wrong_column_type`, `invalid_weight`,
 * and `invalid_argument` when an HC type is asked of co-moments
 *
 * @example
 * fitLinear(table, { outcome: 'post', terms: ['treated', 'pre'], absorb: 'school' });
 * fitLinear(groupComoments(table, { by: ['school'], of: ['treated', 'pre', 'post'] }), {
 *   outcome: 'post', terms: ['treated', 'pre'], cluster: 'school',
 * });
 *
 * @see Greene (2018), Econometric Analysis, ch. 4 (estimates), 8.4 (absorbed blocks); vcov.ts for the covariances.
 */
export function fitLinear(data: Table | GroupedComoments, options: FitLinearOptions): LinearFit {
  const who = 'fitLinear';
  const { outcome, cluster, absorb, level = 0.95 } = options;
  checkLevel(who, level);
  const { vcov = defaultVcov(data, options) } = options;
  if (needsClusters(vcov) && cluster === undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs the name of the cluster column for ${vcov}: { cluster: 'school' }`,
      { vcov },
    );
  }
  if (vcov === 'CR2' && options.weights !== undefined) {
    throw new EfficacyError('invalid_argument', `${who} has CR2 without weights only; with weights use CR1S`, { vcov });
  }
  const input = data.kind === 'table' ? inputFromTable(data, options, who) : inputFromComoments(data, options, who);
  if (needsRows(vcov) && input.rows === null) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs the rows for ${vcov}; from co-moments it gives classical, CR0, CR1, CR1S and CR2`,
      { vcov },
    );
  }
  const { cells, names } = input;
  const system = linearSystem(cells, absorb !== undefined);
  const allNames = system.hasIntercept ? ['(intercept)', ...names] : names;
  if (cluster !== undefined && cells.clusterCount < 2) {
    throw new EfficacyError(
      'too_few_clusters',
      `${who} needs at least 2 clusters in ${quoted(cluster)}; got ${cells.clusterCount}`,
      {
        column: cluster,
        clusters: cells.clusterCount,
      },
    );
  }
  const { solution, dropped } = solveSystem(system);
  if (solution.residualDf < 0) {
    throw new EfficacyError(
      'too_few_observations',
      `${who} needs at least as many rows as coefficients and blocks; got ${system.n} rows, ${solution.rank} coefficients and ${absorb === undefined ? 0 : system.blockCount} blocks`,
      {
        n: system.n,
        coefficients: solution.rank,
      },
    );
  }
  const notes: Note[] = [...input.notes];
  const droppedNames = dropped.map((i) => allNames[i] as string);
  if (dropped.length > 0) {
    notes.push({
      code: 'collinear',
      message: `Dropped because earlier terms${absorb === undefined ? '' : ' or the blocks'} determine them: ${listed(droppedNames)}.`,
    });
  }
  const robust = solution.residualDf === 0 ? null : covarianceOf(vcov, input, system, solution, notes);
  if (robust === null) {
    notes.push({
      code: 'no_residual_df',
      message:
        'As many coefficients as rows leave no residual degrees of freedom: nothing is known of the uncertainty.',
    });
  }
  const kept = allNames.map((_, i) => i).filter((i) => !dropped.includes(i));
  const estimates = uncentre(system, solution.coefficients);
  const covariance = robust === null ? null : uncentreVcov(system, robust.vcov);
  const coefficients = kept.map((i) => {
    const variance = covariance === null ? null : (covariance[i * system.size + i] as number);
    return coefficient(allNames[i] as string, estimates[i] as number, variance, robust?.df[i] ?? Number.NaN, level);
  });
  const unsure = coefficients.filter((c) => c.df !== null && c.df < 1);
  if (unsure.length > 0) {
    notes.push({
      code: 'df_below_1',
      message: `Fewer than 1 degree of freedom for ${listed(unsure.map((c) => c.term))}: no test and no interval.`,
    });
  }
  return {
    kind: 'linear-fit',
    outcome,
    coefficients,
    covariance:
      covariance === null ? null : kept.map((i) => kept.map((j) => covariance[i * system.size + j] as number)),
    vcov,
    dropped: droppedNames,
    n: system.n,
    blocks: absorb === undefined ? null : system.blockCount,
    clusters: cluster === undefined ? null : cells.clusterCount,
    residualDf: solution.residualDf,
    residualVariance: solution.residualDf === 0 ? null : solution.residualSquares / solution.residualDf,
    rSquared: rSquared(cells, solution),
    method: methodLine(options, vcov, system, cells),
    notes,
  };
}

interface Covariance {
  readonly vcov: Float64Array;
  /** Degrees of freedom of each coefficient. */
  readonly df: Float64Array;
}

function covarianceOf(
  vcov: VcovType,
  input: LinearInput,
  system: LinearSystem,
  solution: Solution,
  notes: Note[],
): Covariance {
  const { cells, rows } = input;
  const allHave = (df: number): Float64Array => new Float64Array(system.size).fill(df);
  switch (vcov) {
    case 'classical':
      return { vcov: classicalVcov(solution), df: allHave(solution.residualDf) };
    case 'CR0':
    case 'CR1':
    case 'CR1S':
      return { vcov: clusterVcov(vcov, cells, system, solution), df: allHave(cells.clusterCount - 1) };
    case 'CR2':
      return cr2(cells, system, solution, coefficientContrasts(system));
    default: {
      const robust = heteroskedasticVcov(vcov, rows as SystemRows, system, solution);
      if (robust.fullLeverage > 0) {
        notes.push({
          code: 'full_leverage',
          message: `Rows that alone determine a coefficient or a block, and so say nothing of the spread: ${robust.fullLeverage}.`,
        });
      }
      return { vcov: robust.vcov, df: allHave(solution.residualDf) };
    }
  }
}

function coefficient(term: string, estimate: number, variance: number | null, df: number, level: number): Coefficient {
  const untested = { statistic: null, pValue: null, interval: null };
  if (variance === null) return { term, estimate, standardError: null, df: null, ...untested };
  const standardError = Math.sqrt(Math.max(0, variance));
  if (!(df >= 1)) return { term, estimate, standardError, df: Number.isNaN(df) ? null : df, ...untested };
  if (standardError === 0) {
    return { term, estimate, standardError, df, ...untested, interval: { lower: estimate, upper: estimate, level } };
  }
  return { term, estimate, standardError, df, ...tInference(estimate, standardError, df, level) };
}

function rSquared(cells: Cells, solution: Solution): number | null {
  const everything = linearSystem(
    { ...cells, blocks: new Uint32Array(cells.comoments.groupCount), blockCount: 1 },
    false,
  ).outcomeSquares;
  return everything > 0 ? 1 - solution.residualSquares / everything : null;
}

function defaultVcov(data: Table | GroupedComoments, { cluster, weights }: FitLinearOptions): VcovType {
  if (cluster !== undefined) return weights === undefined ? 'CR2' : 'CR1S';
  return data.kind === 'table' ? 'HC2' : 'classical';
}

function methodLine(options: FitLinearOptions, vcov: VcovType, system: LinearSystem, cells: Cells): string {
  const weighted = options.weights === undefined ? '' : `, ${options.weights.kind} weights`;
  const blocks = options.absorb === undefined ? '' : ` within ${system.blockCount} blocks (${options.absorb})`;
  const clusters = needsClusters(vcov)
    ? ` by ${cells.clusterCount} clusters (${options.cluster}), ${vcov === 'CR2' ? 'Satterthwaite degrees of freedom' : 'df = clusters - 1'}`
    : '';
  return `least squares${blocks}${weighted}; ${vcov} covariance${clusters}`;
}
