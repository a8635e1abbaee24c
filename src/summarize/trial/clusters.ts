import { factorColumnOf, numericColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { quoted } from '../../support/text.js';
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
  const blocks = block === undefined ? null : factorColumnOf(sample, block, who);
  const inArm = [new Set<number>(), new Set<number>()] as const;
  const blockOf = new Map<number, number>();
  for (let row = 0; row < sample.rowCount; row++) {
    const id = ids.codes[row] as number;
    inArm[treated[row] === 1 ? 1 : 0].add(id);
    if (blocks === null) continue;
    const here = blocks.codes[row] as number;
    const before = blockOf.get(id);
    if (before !== undefined && before !== here) {
      throw new EfficacyError(
        'unbalanced_design',
        `${who} needs every cluster inside one block; ${quoted(ids.levels[id] as string)} of ${quoted(cluster)} lies in ${quoted(blocks.levels[before] as string)} and in ${quoted(blocks.levels[here] as string)} of ${quoted(block as string)}`,
        { cluster: ids.levels[id], blocks: [blocks.levels[before], blocks.levels[here]] },
      );
    }
    blockOf.set(id, here);
  }
  const both = [...inArm[1]].find((id) => inArm[0].has(id));
  if (both !== undefined && !assignedWithinClusters) {
    throw new EfficacyError(
      'unbalanced_design',
      `${who} takes ${quoted(cluster)} for what was assigned together, but ${quoted(ids.levels[both] as string)} has units in both arms; if units were assigned one by one, set assignedWithinClusters`,
      { cluster: ids.levels[both] },
    );
  }
  const counts = { count: new Set([...inArm[0], ...inArm[1]]).size, treated: inArm[1].size, control: inArm[0].size };
  if (counts.treated < 2 || counts.control < 2) {
    throw new EfficacyError(
      'too_few_clusters',
      `${who} needs at least 2 clusters in each arm: with one, the effect cannot be told from that cluster; got ${counts.treated} treated and ${counts.control} control in ${quoted(cluster)}`,
      { column: cluster, treated: counts.treated, control: counts.control },
    );
  }
  return counts;
}
