import type { Weights } from '../../../aggregate/weights.js';
import { EfficacyError } from '../../../support/errors.js';
import { requireKnown } from '../covariance.js';
import type { ReferenceLevels } from '../terms.js';
import { type LogisticVcovType, logisticVcovTypes, type RowClusters } from './logistic-covariance.js';

/** Whether the likelihood is maximized as it is, or with Firth's penalty, which has a maximum in separated data too. */
export type LogisticPenalty = 'none' | 'firth';

/** What is regressed on what, and how its uncertainty is judged. */
export interface FitLogisticOptions {
  /** Name of the outcome, a numeric column of 0 and 1. */
  readonly outcome: string;
  /** The right-hand side, as of `fitLinear`: numeric or label columns, `a:b` for products; an intercept is added. May be empty. */
  readonly terms: readonly string[];
  /**
   * For label columns among the terms, the label that the others are compared with.
   * @defaultValue the first label in their order
   */
  readonly reference?: ReferenceLevels;
  /** Clusters, a label column; needed by the CR types. */
  readonly cluster?: string;
  /**
   * A numeric column of weights and what they are: counts of equal rows, or inverse selection probabilities.
   * @defaultValue every row counts once
   */
  readonly weights?: Weights;
  /**
   * How the covariance of the coefficients is estimated.
   * @defaultValue `'CR1'` with clusters, `'HC0'` with sampling weights, else `'classical'`
   */
  readonly vcov?: LogisticVcovType;
  /**
   * Degrees of freedom of the tests and intervals.
   * @defaultValue `'clusters-1'` with the CR types, else `'normal'`
   */
  readonly dfRule?: 'normal' | 'clusters-1';
  /**
   * Firth's penalty, half the log determinant of the information.
   * @defaultValue `'none'`
   */
  readonly penalty?: LogisticPenalty;
  /**
   * Confidence level of intervals.
   * @defaultValue 0.95
   */
  readonly level?: number;
}

/**
 * The covariance and the degrees of freedom that options ask for.
 *
 * @throws {@link EfficacyError} `invalid_argument` for those that do not go with weights, clusters or penalty
 */
export function ruleOf(
  { cluster, weights, vcov: asked, dfRule: askedDf, penalty = 'none' }: FitLogisticOptions,
  who: string,
): { readonly vcov: LogisticVcovType; readonly dfRule: 'normal' | 'clusters-1' } {
  requireKnown('penalties', ['none', 'firth'], penalty, who);
  const sampling = weights?.kind === 'sampling';
  const vcov =
    asked ?? (penalty === 'firth' ? 'classical' : cluster !== undefined ? 'CR1' : sampling ? 'HC0' : 'classical');
  requireKnown('covariances', logisticVcovTypes, vcov, who);
  const clustered = vcov.startsWith('CR');
  const dfRule = askedDf ?? (clustered ? 'clusters-1' : 'normal');
  requireKnown('degrees of freedom', ['normal', 'clusters-1'], dfRule, who);
  const refuse = (message: string): never => {
    throw new EfficacyError('invalid_argument', `${who} ${message}`, { vcov, dfRule, penalty });
  };
  if (clustered && cluster === undefined)
    refuse(`needs the name of the cluster column for ${vcov}: { cluster: 'school' }`);
  if (!clustered && dfRule === 'clusters-1')
    refuse(`has the degrees of freedom "clusters-1" for cluster-robust covariances only; got ${vcov}`);
  if (penalty === 'firth' && vcov !== 'classical')
    refuse(`has Firth's penalty with the classical covariance only; got ${vcov}`);
  if (penalty === 'firth' && cluster !== undefined)
    refuse("has Firth's penalty for rows that are independent; leave the clusters out, or the penalty");
  if (weights?.kind === 'precision')
    refuse(
      'takes weights that count equal rows or are inverse selection probabilities; an outcome of 0 and 1 has no variance of its own',
    );
  if (sampling && (vcov === 'classical' || penalty === 'firth'))
    refuse('needs a robust covariance with sampling weights, and no penalty: their likelihood is none of the data');
  return { vcov, dfRule };
}

/** What was done, in words. */
export function methodOf(
  { weights, penalty = 'none', cluster }: FitLogisticOptions,
  vcov: LogisticVcovType,
  dfRule: 'normal' | 'clusters-1',
  clusters: RowClusters | null,
): string {
  const how = penalty === 'firth' ? "Firth's penalized likelihood" : 'maximum likelihood';
  const weighted = weights === undefined ? '' : `, ${weights.kind} weights`;
  if (penalty === 'firth') return `logistic regression, ${how}${weighted}; profile of the penalized likelihood`;
  const by = vcov.startsWith('CR') ? ` by ${clusters!.count} clusters (${cluster})` : '';
  return `logistic regression, ${how}${weighted}; ${vcov} covariance${by}, ${dfRule === 'normal' ? 'normal distribution' : 'df = clusters - 1'}`;
}
