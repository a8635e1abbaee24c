import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { listed, quoted } from '../../support/text.js';
import type { ClusterVcovType } from './adjustment.js';
import { clusterCovariance, clusterFit, satterthwaiteDf } from './cluster-vcov.js';
import { loneClusterColumns, notesOfFewClusters } from './lone-clusters.js';
import type { LinearModel } from './model.js';
import { coefficientContrasts, uncentreVcov } from './uncentre.js';
import { classicalVcov, heteroskedasticVcov, needsClusters, needsRows, type VcovType, vcovTypes } from './vcov.js';
import type { WorkingVariance } from './working-variance.js';

/**
 * Which degrees of freedom tests and intervals have: those of the residuals; infinitely many; clusters less 1; clusters less coefficients;
 * or for each coefficient those that make its variance's first two moments those of a chi-squared.
 */
export type DfRule = 'residual' | 'normal' | 'clusters-1' | 'clusters-k' | 'satterthwaite';

/** What is asked of a covariance, with defaults filled in. */
export interface CovarianceRule {
  readonly vcov: VcovType;
  readonly dfRule: DfRule;
}

/** The rule for these options. @throws {@link EfficacyError} `invalid_argument` */
export function covarianceRule(
  options: {
    readonly vcov?: VcovType | undefined;
    readonly dfRule?: DfRule | undefined;
    readonly cluster?: string | undefined;
  },
  hasRows: boolean,
  who: string,
): CovarianceRule {
  const { cluster, vcov = defaultVcov(cluster !== undefined, hasRows) } = options;
  requireKnown('covariances', vcovTypes, vcov, who);
  if (needsClusters(vcov) && cluster === undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs the name of the cluster column for ${vcov}: { cluster: 'school' }`,
      { vcov },
    );
  }
  if (needsRows(vcov) && !hasRows) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs the rows for ${vcov}; from co-moments it gives classical, CR0, CR1, CR1p, CR1S, CR2 and CR3`,
      { vcov },
    );
  }
  const { dfRule = defaultDf(vcov) } = options;
  requireKnown('degrees of freedom', dfRules, dfRule, who);
  if ((dfRule === 'satterthwaite' || dfRule.startsWith('clusters')) && !needsClusters(vcov)) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} has the degrees of freedom "${dfRule}" for cluster-robust covariances only; got ${vcov}`,
      { dfRule, vcov },
    );
  }
  return { vcov, dfRule };
}

/** Refuses a name from outside TypeScript that is none of these. */
export function requireKnown(what: string, known: readonly string[], name: string, who: string): void {
  if (known.includes(name)) return;
  throw new EfficacyError(
    'invalid_argument',
    `${who} knows the ${what} ${listed(known, 20)}; got ${quoted(String(name))}`,
    {
      received: String(name),
    },
  );
}

const dfRules: readonly DfRule[] = ['residual', 'normal', 'clusters-1', 'clusters-k', 'satterthwaite'];

function defaultVcov(clustered: boolean, hasRows: boolean): VcovType {
  if (clustered) return 'CR2';
  return hasRows ? 'HC2' : 'classical';
}

function defaultDf(vcov: VcovType): DfRule {
  if (vcov === 'CR2' || vcov === 'CR3') return 'satterthwaite';
  return needsClusters(vcov) ? 'clusters-1' : 'residual';
}

/** Whether a rule needs, of a weighted fit, the sums under other weights. */
export function needsOtherWeights({ vcov, dfRule }: CovarianceRule): boolean {
  return vcov === 'CR2' || dfRule === 'satterthwaite';
}

/** Covariance of the coefficients as they were given, k x k, and the degrees of freedom of each. */
export interface Covariance {
  readonly vcov: Float64Array;
  /** Infinity for the normal distribution; NaN where the data say nothing. */
  readonly df: Float64Array;
  /** Columns whose variance the data cannot tell. */
  readonly unknown: readonly number[];
  readonly notes: readonly Note[];
}

/** The covariance that a rule asks for; null without residual degrees of freedom. */
export function covarianceOf(model: LinearModel, rule: CovarianceRule, who: string): Covariance | null {
  const { system, solution, input } = model;
  if (solution.residualDf === 0) return null;
  const { vcov: type } = rule;
  const constant = constantDf(rule, model, who);
  const allHave = new Float64Array(system.size).fill(constant);
  if (needsClusters(type)) return clustered(type, rule, model, allHave, who);
  if (!needsRows(type)) {
    return { vcov: uncentreVcov(system, classicalVcov(solution)), df: allHave, unknown: [], notes: [] };
  }
  const rows = input.rows!;
  const { vcov, fullLeverage } = heteroskedasticVcov(type, rows, system, solution);
  const notes: Note[] = [];
  if (fullLeverage.length > 0) {
    const which = listed(fullLeverage.slice(0, 100).map(rows.where));
    notes.push({
      code: 'full_leverage',
      message: `Rows that alone determine a coefficient or a block, and so say nothing of the spread: ${fullLeverage.length} (${which}).`,
    });
  }
  return { vcov: uncentreVcov(system, vcov), df: allHave, unknown: [], notes };
}

function clustered(
  type: ClusterVcovType,
  rule: CovarianceRule,
  model: LinearModel,
  allHave: Float64Array,
  who: string,
): Covariance {
  const { system, solution, input, names, kept } = model;
  if (type === 'CR1p') requireMoreClusters(model, who);
  const fit = clusterFit(type, input.cells, system, solution);
  const { vcov, working } = clusterCovariance(fit, coefficientContrasts(system), 1);
  const lone = loneClusterColumns(model);
  const blind = blindColumns(model, working);
  const unknown = kept.filter((i) => lone.includes(i) || blind.includes(i));
  const slopes = kept.filter((i) => i >= (system.hasIntercept ? 1 : 0));
  if (unknown.length > 0 && slopes.every((i) => unknown.includes(i))) {
    throw new EfficacyError(
      'too_few_clusters',
      `${who} needs at least 2 clusters on each side of a comparison; single clusters alone determine ${listed(unknown.map((i) => names[i]!))}, and their difference cannot be told from that between clusters`,
      { terms: unknown.map((i) => names[i]), clusters: input.cells.clusterCount },
    );
  }
  const notes = [...notesOfFewClusters(model)];
  if (unknown.length > 0) {
    notes.push({
      code: 'too_few_clusters',
      message: `No standard error where a single cluster stands alone in a comparison: ${listed(unknown.map((i) => names[i]!))}.`,
    });
  }
  return {
    vcov: uncentreVcov(system, vcov),
    df: rule.dfRule === 'satterthwaite' ? Float64Array.from(working, satterthwaiteDf) : allHave,
    unknown,
    notes,
  };
}

/**
 * Columns of which clusters show nothing because each cluster alone determines what it would show: the mean of the variance's estimate
 * under the working model is 0, but for rounding.
 */
function blindColumns(
  { system, solution, input }: LinearModel,
  working: readonly WorkingVariance[],
): readonly number[] {
  const { size, weight, n } = system;
  const truth = uncentreVcov(system, solution.inverse);
  const unit = input.cells.others === null ? 1 : weight / n;
  return working.map((_, i) => i).filter((i) => working[i]!.mean(0, 0) <= 1e-10 * unit * truth[i * (size + 1)]!);
}

function constantDf({ dfRule }: CovarianceRule, model: LinearModel, who: string): number {
  const { solution, input } = model;
  switch (dfRule) {
    case 'residual':
      return solution.residualDf;
    case 'normal':
      return Number.POSITIVE_INFINITY;
    case 'clusters-1':
      return input.cells.clusterCount - 1;
    case 'clusters-k':
      requireMoreClusters(model, who);
      return input.cells.clusterCount - solution.rank;
    default:
      return Number.NaN;
  }
}

function requireMoreClusters({ input, solution }: LinearModel, who: string): void {
  const { clusterCount } = input.cells;
  if (clusterCount > solution.rank) return;
  throw new EfficacyError(
    'too_few_clusters',
    `${who} needs more clusters than coefficients for CR1p and for the degrees of freedom "clusters-k"; got ${clusterCount} clusters and ${solution.rank} coefficients`,
    { clusters: clusterCount, coefficients: solution.rank },
  );
}
