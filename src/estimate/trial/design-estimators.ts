import type { Weights } from '../../aggregate/weights.js';
import { EfficacyError } from '../../support/errors.js';
import { quoted } from '../../support/text.js';
import { fitLinear } from '../regression/fit-linear.js';
import { armMeans, requireTwoValues } from './arm-mean.js';
import { assignedClusters, requireTwoClusters } from './assigned-clusters.js';
import type { TrialBlock } from './blocks.js';
import { rowsOf, type TwoArms } from './two-arms.js';

/** A difference in means under a design. */
export interface Difference {
  readonly estimate: number;
  readonly variance: number;
  readonly df: number;
  readonly method: string;
}

/** The part of a design that estimators read. */
export interface DesignColumns {
  readonly outcome: string;
  readonly cluster?: string;
  readonly weights?: Weights;
}

/** Without blocks: units, or clusters, assigned at once. */
export function differenceOfArms(
  arms: TwoArms,
  _blocks: readonly TrialBlock[],
  { outcome, cluster, weights }: DesignColumns,
  who: string,
): Difference {
  if (cluster !== undefined) {
    requireTwoClusters(assignedClusters(arms, cluster, who), cluster, who);
    const plan = { outcome, terms: [arms.indicator], cluster };
    const fit = fitLinear(arms.table, weights === undefined ? plan : { ...plan, weights });
    const { estimate, standardError, df } = fit.coefficients[1]!;
    const method = "CR2 covariance, Satterthwaite's degrees of freedom";
    return { estimate, variance: (standardError ?? 0) ** 2, df: df ?? 0, method };
  }
  const { treatment, control } = armMeans(arms, outcome, weights, who);
  requireTwoValues(treatment, control, who);
  const estimate = treatment.mean - control.mean;
  const variance = treatment.variance + control.variance;
  if (weights !== undefined && weights.kind !== 'frequency') {
    const df = treatment.n + control.n - 2;
    return { estimate, variance, df, method: 'HC2 covariance, n - 2 degrees of freedom' };
  }
  const share = treatment.variance / variance;
  const df = 1 / (share ** 2 / (treatment.n - 1) + (1 - share) ** 2 / (control.n - 1));
  return { estimate, variance, df, method: "each arm its own variance, Welch's degrees of freedom" };
}

/** Units, or clusters, assigned within blocks: each block by itself, weighted by its size. */
export function differenceOfBlocks(
  arms: TwoArms,
  blocks: readonly TrialBlock[],
  columns: DesignColumns,
  who: string,
): Difference {
  const each = blocks.map(({ label, rows }) => {
    const part = rowsOf(arms, rows);
    const place = `${who} (block ${quoted(label)})`;
    const { treatment, control } = armMeans(part, columns.outcome, columns.weights, place);
    const found = differenceOfArms(part, [], columns, place);
    return { ...found, size: treatment.weight + control.weight, n: treatment.n + control.n };
  });
  const size = sum(each.map((block) => block.size));
  const units =
    columns.cluster === undefined
      ? sum(each.map((block) => block.n))
      : sum(blocks.map(({ treatment, control }) => treatment + control));
  const assigned = columns.cluster === undefined ? 'units' : 'clusters';
  return {
    estimate: sum(each.map((block) => (block.size / size) * block.estimate)),
    variance: sum(each.map((block) => (block.size / size) ** 2 * block.variance)),
    df: units - 2 * blocks.length,
    method: `blocks weighted by size, ${columns.cluster === undefined ? 'each arm its own variance' : 'CR2'} within blocks, df = ${assigned} - 2 blocks`,
  };
}

/** Pairs of units, or of clusters: from the spread of their differences. */
export function differenceOfPairs(
  arms: TwoArms,
  blocks: readonly TrialBlock[],
  { outcome, weights }: DesignColumns,
  who: string,
): Difference {
  if (weights !== undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} has no weights for matched pairs; leave them out or use fitLinear`,
      {
        weights: weights.column,
      },
    );
  }
  const count = blocks.length;
  if (count < 2) {
    throw new EfficacyError('too_few_observations', `${who} needs at least 2 pairs; got ${count}`, { pairs: count });
  }
  const each = blocks.map(({ rows }) => {
    const { treatment, control } = armMeans(rowsOf(arms, rows), outcome, undefined, who);
    return { difference: treatment.mean - control.mean, n: treatment.n + control.n };
  });
  const n = sum(each.map((pair) => pair.n));
  const estimate = sum(each.map((pair) => (pair.n / n) * pair.difference));
  // Differences times the share of their pair; the mean of count times those is the estimate.
  const spread = sum(each.map((pair) => ((pair.n / n) * pair.difference - estimate / count) ** 2));
  return {
    estimate,
    variance: (count / (count - 1)) * spread,
    df: count - 1,
    method: 'spread of the differences between pairs, df = pairs - 1',
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, x) => total + x, 0);
}
