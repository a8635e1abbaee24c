import { type FactorColumn, missingCode } from '../columns/column.js';
import { numericColumnOf, type Table } from '../columns/table.js';
import { EfficacyError } from '../support/errors.js';
import { quoted } from '../support/text.js';
import { groupRows } from './groups.js';
import { addRows, cellStride } from './kernels.js';
import { type WeightKind, type Weights, weightsOf } from './weights.js';

/** What is to be aggregated, and how. */
export interface GroupComomentsOptions {
  /** Label columns whose combinations are the groups; none makes one group. */
  readonly by: readonly string[];
  /** Numeric columns, from one to as many as wanted. */
  readonly of: readonly string[];
  /** @defaultValue every row counts once */
  readonly weights?: Weights;
  /**
   * What to do with a row that lacks a value in one of the columns: leave it out of everything and count it, or refuse.
   * @defaultValue `'omit'`
   */
  readonly missing?: 'omit' | 'refuse';
}

/**
 * For each group the number of rows, the means and the centred cross-products of some columns: what every linear estimator needs of the
 * rows. One array a statistic, indexed by group. Rows that lack a value in any of the columns are left out of all of them (listwise).
 */
export interface GroupedComoments {
  readonly kind: 'grouped-comoments';
  readonly by: readonly string[];
  readonly of: readonly string[];
  readonly weightKind: WeightKind | null;
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
  /** Rows left out, by what they lack. */
  readonly leftOut: {
    /** Rows with a missing label in one of the columns of `by`. */
    readonly noGroup: number;
    /** Rows with a group and a weight above 0, but without a value in at least one of the columns. */
    readonly incomplete: number;
    /** For each column how many of those rows lack it. */
    readonly byColumn: readonly number[];
    /** Rows with a group whose weight is 0. */
    readonly zeroWeight: number;
  };
}

/**
 * Reduces the rows of a table to co-moments by group.
 *
 * @throws {@link EfficacyError} `column_not_found`, `wrong_column_type`, `invalid_weight`; with `missing: 'refuse'` `not_finite`
 *
 * @example
 * groupComoments(table, { by: ['school', 'arm'], of: ['pre', 'post'] });
 */
export function groupComoments(table: Table, options: GroupComomentsOptions): GroupedComoments {
  const who = 'groupComoments';
  const { by, of, weights, missing = 'omit' } = options;
  if (of.length === 0) throw new EfficacyError('invalid_argument', `${who} needs at least one numeric column in "of"`);
  const columns = of.map((name) => numericColumnOf(table, name, who).values);
  const groups = groupRows(table, by);
  const k = of.length;
  const stride = cellStride(k);
  const cells = new Float64Array(groups.count * stride);
  const counts = { incomplete: 0, noGroup: 0, zeroWeight: 0, byColumn: new Float64Array(k) };
  const w = weights === undefined ? null : weightsOf(table, weights, who);
  addRows(columns, w, groups.ids, missingCode, cells, counts);

  if (missing === 'refuse' && counts.incomplete > 0) {
    const column = of[counts.byColumn.findIndex((c) => c > 0)] as string;
    throw new EfficacyError(
      'not_finite',
      `${who} found ${counts.incomplete} rows with a missing value, in ${quoted(column)} for one; leave them out or use missing: 'omit'`,
      {
        incomplete: counts.incomplete,
      },
    );
  }
  const pick = (at: number): Float64Array =>
    Float64Array.from({ length: groups.count }, (_, g) => cells[g * stride + at] as number);
  const weight = pick(1);
  const sums = Array.from({ length: k }, (_, i) => pick(2 + k + i));
  const means = sums.map((sum, i) =>
    sum.map((s, g) => (cells[g * stride + 2 + i] as number) + s / (weight[g] as number)),
  );
  const products: Float64Array[] = [];
  for (let i = 0, at = 2 + 2 * k; i < k; i++) {
    for (let j = 0; j <= i; j++, at++) {
      const [a, b] = [sums[i] as Float64Array, sums[j] as Float64Array];
      products.push(
        pick(at).map((p, g) => {
          const centred = p - (a[g] as number) * ((b[g] as number) / (weight[g] as number));
          return i === j ? Math.max(0, centred) : centred;
        }),
      );
    }
  }
  return {
    kind: 'grouped-comoments',
    by,
    of,
    weightKind: weights?.kind ?? null,
    groupCount: groups.count,
    keys: groups.keys,
    n: weights?.kind === 'frequency' ? weight : pick(0),
    weight,
    means,
    products,
    leftOut: {
      noGroup: counts.noGroup,
      incomplete: counts.incomplete,
      byColumn: [...counts.byColumn],
      zeroWeight: counts.zeroWeight,
    },
  };
}
