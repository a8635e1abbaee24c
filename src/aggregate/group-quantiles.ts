import type { FactorColumn } from '../columns/column.js';
import type { Table } from '../columns/table.js';
import { EfficacyError } from '../support/errors.js';
import type { MissingRule } from './grouped-comoments.js';
import { type SegmentsLeftOut, segmentsOf } from './segments.js';
import { selectNth } from './select-nth.js';

/** Which quantiles, of what. */
export interface GroupQuantilesOptions {
  /** Label columns whose combinations are the groups; none makes one group. */
  readonly by: readonly string[];
  /** The numeric column. */
  readonly of: string;
  /** Shares between 0 and 1, e.g. `[0.1, 0.5, 0.9]`. */
  readonly probabilities: readonly number[];
  /**
   * What to do with a row that lacks the value: leave it out and count it, or refuse.
   * @defaultValue `'omit'`
   */
  readonly missing?: MissingRule;
}

/** Quantiles of one column by group, one array a probability. */
export interface GroupedQuantiles {
  /** What this record is. */
  readonly kind: 'grouped-quantiles';
  /** The columns whose labels together name a group. */
  readonly by: readonly string[];
  /** The numeric column. */
  readonly of: string;
  /** The shares that were asked for, in that order. */
  readonly probabilities: readonly number[];
  /** How many groups have rows. */
  readonly groupCount: number;
  /** For each column of `by` the label of each group; groups are in the order of their labels. */
  readonly keys: readonly FactorColumn[];
  /** Values used. */
  readonly n: Float64Array;
  /** For each probability the quantile of each group, in the unit of the column; NaN where the group has no values. */
  readonly quantiles: readonly Float64Array[];
  /** Rows left out, by what they lack. */
  readonly leftOut: SegmentsLeftOut;
}

/**
 * Exact quantiles by group: with n sorted values, the one at `(n - 1) p`, counted from 0, and between two values the point in between.
 *
 * @throws {@link EfficacyError} `column_not_found`, `wrong_column_type`, `out_of_domain` for a probability outside of 0 to 1; with
 * `missing: 'refuse'` `not_finite`
 *
 * @example
 * groupQuantiles(table, { by: ['school'], of: 'post', probabilities: [0.1, 0.5, 0.9] }).quantiles[1];
 *
 * @see Hyndman & Fan (1996), The American Statistician 50(4), 361-365, definition 7.
 */
export function groupQuantiles(table: Table, options: GroupQuantilesOptions): GroupedQuantiles {
  const who = 'groupQuantiles';
  const { by, of, probabilities, missing = 'omit' } = options;
  const bad = probabilities.find((p) => !(p >= 0 && p <= 1));
  if (bad !== undefined) {
    throw new EfficacyError('out_of_domain', `${who} needs probabilities between 0 and 1, got ${bad}`, {
      probability: String(bad),
    });
  }
  const { groups, values, starts, leftOut } = segmentsOf(table, { by, of, missing }, who);
  const { slots, keys } = groups;
  const n = Float64Array.from(slots, (slot) => starts[slot + 1]! - starts[slot]!);
  const quantiles = probabilities.map(() => new Float64Array(slots.length));
  const ascending = probabilities.map((p, i) => ({ p, quantile: quantiles[i]! })).sort((a, b) => a.p - b.p);
  slots.forEach((slot, group) => {
    const first = starts[slot]!;
    const last = starts[slot + 1]! - 1;
    let from = first;
    for (const { p, quantile } of ascending) {
      // What stands before an earlier quantile is no larger than it: the search goes on behind.
      quantile[group] = last < first ? Number.NaN : quantileOf(values, first, from, last, p);
      from = first + Math.floor(Math.max(0, last - first) * p);
    }
  });
  return { kind: 'grouped-quantiles', by, of, probabilities, groupCount: slots.length, keys, n, quantiles, leftOut };
}

function quantileOf(values: Float64Array, first: number, from: number, last: number, p: number): number {
  const place = (last - first) * p;
  const below = first + Math.floor(place);
  selectNth(values, from, last, below);
  const low = values[below]!;
  const share = place - Math.floor(place);
  if (share === 0) return low;
  let high = Number.POSITIVE_INFINITY;
  for (let i = below + 1; i <= last; i++) if (values[i]! < high) high = values[i]!;
  return low === high ? low : (1 - share) * low + share * high;
}
