import type { FactorColumn } from '../columns/column.js';
import type { ExactSums } from '../numeric/sums/index.js';
import type { WeightKind } from './weights.js';

/** What to do with a row that lacks a value: leave it out of everything and count it, or refuse. */
export type MissingRule = 'omit' | 'refuse';

/**
 * How sums are held: as doubles around the first row of each group, or exactly, so that the result does not depend on the order of the rows.
 */
export type Precision = 'double' | 'exact';

/**
 * For each group the number of rows, the means and the centred cross-products of some columns: what every linear estimator needs of the
 * rows. One array a statistic, indexed by group. Rows that lack a value in any of the columns are left out of all of them (listwise).
 */
export interface GroupedComoments {
  /** What this record is. */
  readonly kind: 'grouped-comoments';
  /** The columns whose labels together name a group. */
  readonly by: readonly string[];
  /** The numeric columns, in the order of means and products. */
  readonly of: readonly string[];
  /** What the weights meant; null without weights. */
  readonly weightKind: WeightKind | null;
  /** What was done with rows that lack a value. */
  readonly missing: MissingRule;
  /** How sums were held. */
  readonly precision: Precision;
  /** How many groups have rows. */
  readonly groupCount: number;
  /** For each column of `by` the label of each group. */
  readonly keys: readonly FactorColumn[];
  /** Rows used; with frequency weights, the rows that they stand for. */
  readonly n: Float64Array;
  /** Sum of the weights; equal to `n` without weights. */
  readonly weight: Float64Array;
  /** For each column its mean in each group, NaN where the group has no rows. */
  readonly means: readonly Float64Array[];
  /** Sums of products of deviations from the group's means: the pair (i, j) with i >= j at i (i + 1) / 2 + j. */
  readonly products: readonly Float64Array[];
  /** For each column the rows of each group that have a value in it, whatever they lack elsewhere; counted as `n` is. */
  readonly columnN: readonly Float64Array[];
  /** With precision `exact` the sums themselves, from which parts are merged: see exact-cells.ts. */
  readonly exact: ExactSums | null;
  /** Rows left out, by what they lack. */
  readonly leftOut: LeftOutCounts;
}

/** Rows left out, by what they lack. */
export interface LeftOutCounts {
  /** Rows with a missing label in one of the columns of `by`. */
  readonly noGroup: number;
  /** Rows with a group and a weight above 0, but without a value in at least one of the columns. */
  readonly incomplete: number;
  /** For each column how many of those rows lack it. */
  readonly byColumn: readonly number[];
  /** Rows with a group whose weight is 0. */
  readonly zeroWeight: number;
}
