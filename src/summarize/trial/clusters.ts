import { factorColumnOf, numericColumnOf, type Table } from '../../columns/table.js';
import { clustersByArm, requireTwoClusters } from '../../estimate/trial/assigned-clusters.js';
import { clustersInBlocks } from '../../estimate/trial/blocks.js';
import type { TrialDesign } from './design.js';
import { indicator } from './sample.js';

/** How many clusters there are, and how many have units in each arm. */
export interface ClusterCounts {
  readonly count: number;
  readonly treated: number;
  readonly control: number;
}

/**
 * Counts the clusters of the analysed rows and refuses what cluster assignment rules out.
 *
 * @throws {@link EfficacyError} `too_few_clusters` with fewer than 2 in an arm: no standard error can be had from them;
 * `unbalanced_design` for a cluster with both arms (unless units were assigned within clusters) or one that lies in two blocks
 */
export function countClusters(sample: Table, cluster: string, design: TrialDesign, who: string): ClusterCounts {
  const { block, assignedWithinClusters = false } = design;
  const ids = factorColumnOf(sample, cluster, who);
  const treated = numericColumnOf(sample, indicator, who).values;
  if (block !== undefined) clustersInBlocks(sample, block, cluster, who);
  const otherwise = assignedWithinClusters ? null : 'set assignedWithinClusters';
  const counts = clustersByArm(ids, treated, cluster, otherwise, who);
  requireTwoClusters(counts, cluster, who);
  return { count: counts.count, treated: counts.treatment, control: counts.control };
}
