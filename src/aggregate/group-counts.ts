import type { FactorColumn } from '../columns/column.js';
import type { Table } from '../columns/table.js';
import { groupRows } from './groups.js';

/** What is to be counted. */
export interface GroupCountsOptions {
  /** Label columns whose combinations are the groups; none makes one group. */
  readonly by: readonly string[];
}

/** How many rows each group has. */
export interface GroupedCounts {
  /** What this record is. */
  readonly kind: 'grouped-counts';
  /** The columns whose labels together name a group. */
  readonly by: readonly string[];
  /** How many groups have rows. */
  readonly groupCount: number;
  /** For each column of `by` the label of each group; groups are in the order of their labels. */
  readonly keys: readonly FactorColumn[];
  /** For each group its rows. */
  readonly n: Float64Array;
  /** Rows with a missing label in one of the columns of `by`. */
  readonly noGroup: number;
}

/**
 * Counts the rows of each combination of labels.
 *
 * @throws {@link EfficacyError} `column_not_found`, `wrong_column_type`
 *
 * @example
 * groupCounts(table, { by: ['school', 'arm'] }).n;
 */
export function groupCounts(table: Table, options: GroupCountsOptions): GroupedCounts {
  const { by } = options;
  const { ids, count, keys } = groupRows(table, by);
  const n = new Float64Array(count);
  let noGroup = 0;
  for (let row = 0; row < ids.length; row++) {
    const group = ids[row]!;
    if (group < count) n[group]! += 1;
    else noGroup++;
  }
  return { kind: 'grouped-counts', by, groupCount: count, keys, n, noGroup };
}
