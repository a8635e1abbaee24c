import type { FactorColumn } from '../columns/column.js';
import type { Table } from '../columns/table.js';
import { EfficacyError } from '../support/errors.js';
import type { MissingRule } from './grouped-comoments.js';
import { type SegmentsLeftOut, segmentsOf } from './segments.js';
import { selectPlaces, selectRoom } from './select-places.js';

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
  const places = new Uint32Array(2 * ascending.length);
  const found = new Float64Array(places.length);
  const room = selectRoom();
  slots.forEach((slot, group) => {
    const last = n[group]! - 1;
    ascending.forEach(({ p }, i) => {
      places[2 * i] = Math.floor(last * p);
      places[2 * i + 1] = Math.ceil(last * p);
    });
    if (last >= 0) selectPlaces(values, starts[slot]!, starts[slot + 1]!, places, found, room);
    ascending.forEach(({ p, quantile }, i) => {
      quantile[group] =
        last < 0 ? Number.NaN : between(found[2 * i]!, found[2 * i + 1]!, last * p - Math.floor(last * p));
    });
  });
  return { kind: 'grouped-quantiles', by, of, probabilities, groupCount: slots.length, keys, n, quantiles, leftOut };
}

function between(low: number, high: number, share: number): number {
  return low === high ? low : (1 - share) * low + share * high;
}
