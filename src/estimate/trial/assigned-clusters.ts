import type { FactorColumn } from '../../columns/column.js';
import { factorColumnOf } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { quoted } from '../../support/text.js';
import type { TwoArms } from './two-arms.js';

/** How many clusters there are in each arm. */
export interface ClusterCounts {
  readonly treatment: number;
  readonly control: number;
}

/** Below this many clusters in an arm, a note says so. */
const few = 5;

/**
 * Counts the clusters with units in each arm.
 *
 * @param treated - 1 or 0 for each row
 * @param otherwise - what to do where units were assigned one by one; null where clusters may have both arms
 * @throws {@link EfficacyError} `unbalanced_design` for a cluster with units of both arms
 */
export function clustersByArm(
  { codes, levels }: FactorColumn,
  treated: ArrayLike<number>,
  cluster: string,
  otherwise: string | null,
  who: string,
): ClusterCounts & { readonly count: number } {
  const [controls, treatments] = [new Set<number>(), new Set<number>()];
  codes.forEach((code, row) => {
    (treated[row] === 1 ? treatments : controls).add(code);
    if (otherwise === null || !(controls.has(code) && treatments.has(code))) return;
    throw new EfficacyError(
      'unbalanced_design',
      `${who} takes ${quoted(cluster)} for what was assigned together, but ${quoted(levels[code]!)} has units in both arms; if units were assigned one by one, ${otherwise}`,
      { cluster: levels[code] },
    );
  });
  return {
    treatment: treatments.size,
    control: controls.size,
    count: new Set([...controls, ...treatments]).size,
  };
}

/**
 * Counts clusters that were assigned as a whole.
 *
 * @throws {@link EfficacyError} `unbalanced_design` for a cluster with units of both arms
 */
export function assignedClusters({ table, treated }: TwoArms, cluster: string, who: string): ClusterCounts {
  const column = factorColumnOf(table, cluster, who);
  return clustersByArm(column, treated, cluster, 'leave the clusters out or use fitLinear', who);
}

/**
 * Refuses arms with a single cluster: the effect cannot be told from that cluster.
 *
 * @throws {@link EfficacyError} `too_few_clusters`
 */
export function requireTwoClusters({ treatment, control }: ClusterCounts, cluster: string, who: string): void {
  if (treatment >= 2 && control >= 2) return;
  throw new EfficacyError(
    'too_few_clusters',
    `${who} needs at least 2 clusters in each arm: with one, the effect cannot be told from that cluster; got ${treatment} treated and ${control} control in ${quoted(cluster)}`,
    { column: cluster, treated: treatment, control },
  );
}

/** A note where an arm has few clusters. */
export function notesOfFewClusters({ treatment, control }: ClusterCounts): readonly Note[] {
  if (Math.min(treatment, control) >= few) return [];
  return [
    {
      code: 'few_clusters',
      message: `Fewer than ${few} clusters in an arm (${treatment} treated, ${control} control): too few to trust the standard error.`,
    },
  ];
}
