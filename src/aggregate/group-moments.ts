import type { FactorColumn } from '../columns/column.js';
import type { Table } from '../columns/table.js';
import { EfficacyError } from '../support/errors.js';
import { type GroupComomentsOptions, groupComoments } from './group-comoments.js';
import type { Precision } from './grouped-comoments.js';
import type { WeightKind } from './weights.js';

/** Moments of some columns by group, each column over the rows that have it. */
export interface GroupedMoments {
  /** What this record is. */
  readonly kind: 'grouped-moments';
  /** The columns whose labels together name a group. */
  readonly by: readonly string[];
  /** The numeric columns, in the order of the statistics. */
  readonly of: readonly string[];
  /** What the weights meant; null without weights. */
  readonly weightKind: WeightKind | null;
  /** How sums were held. */
  readonly precision: Precision;
  /** How many groups have rows. */
  readonly groupCount: number;
  /** For each column of `by` the label of each group; groups are in the order of their labels. */
  readonly keys: readonly FactorColumn[];
  /** For each column the values used in each group; with frequency weights, the rows that they stand for. */
  readonly n: readonly Float64Array[];
  /** For each column the sum of the weights of those rows; equal to `n` without weights. */
  readonly weight: readonly Float64Array[];
  /** For each column its mean in each group, NaN where the group has no values. */
  readonly mean: readonly Float64Array[];
  /** For each column the sum of squared deviations from the group's mean. */
  readonly m2: readonly Float64Array[];
  /** Rows left out, by what they lack. */
  readonly leftOut: MomentsLeftOut;
}

/** Rows left out of moments, by what they lack. */
export interface MomentsLeftOut {
  /** Rows with a missing label in one of the columns of `by`. */
  readonly noGroup: number;
  /** For each column the rows with a group that lack it. */
  readonly byColumn: readonly number[];
  /** Rows with a group whose weight is 0. */
  readonly zeroWeight: number;
}

/**
 * Number, mean and sum of squared deviations by group, for each column over all rows that have it: unlike {@link groupComoments}, a row
 * that lacks one column counts in the others.
 *
 * @throws {@link EfficacyError} as {@link groupComoments}
 *
 * @example
 * groupMoments(table, { by: ['school'], of: ['pre', 'post'] }).mean[1];
 */
export function groupMoments(table: Table, options: GroupComomentsOptions): GroupedMoments {
  if (options.of.length === 0) {
    throw new EfficacyError('invalid_argument', 'groupMoments needs at least one numeric column in "of"; got []');
  }
  const columns = options.of.map((name) => groupComoments(table, { ...options, of: [name] }));
  const { by, weightKind, precision, groupCount, keys, leftOut } = columns[0]!;
  return {
    kind: 'grouped-moments',
    by,
    of: options.of,
    weightKind,
    precision,
    groupCount,
    keys,
    n: columns.map((column) => column.n),
    weight: columns.map((column) => column.weight),
    mean: columns.map((column) => column.means[0]!),
    m2: columns.map((column) => column.products[0]!),
    leftOut: {
      noGroup: leftOut.noGroup,
      byColumn: columns.map((column) => column.leftOut.incomplete),
      zeroWeight: leftOut.zeroWeight,
    },
  };
}
