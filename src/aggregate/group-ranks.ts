import type { Table } from '../columns/table.js';
import type { MissingRule } from './grouped-comoments.js';
import { eachChunk } from './rows.js';
import { segmentsOf } from './segments.js';

/** What is to be ranked. */
export interface GroupRanksOptions {
  /** Label columns within whose combinations rows are ranked; none ranks all rows together. */
  readonly by: readonly string[];
  /** The numeric column. */
  readonly of: string;
  /**
   * What to do with a row that lacks the value: give it no rank, or refuse.
   * @defaultValue `'omit'`
   */
  readonly missing?: MissingRule;
}

/**
 * The rank of each row within its group, from 1 for the smallest value; equal values share the average of their ranks.
 *
 * @returns one rank a row, NaN where the row has no value or no group
 * @throws {@link EfficacyError} `column_not_found`, `wrong_column_type`; with `missing: 'refuse'` `not_finite`
 *
 * @example
 * groupRanks(table, { by: ['grade'], of: 'post' });
 *
 * @see Kendall (1945), Biometrika 33(3), 239-251 (mid-ranks).
 */
export function groupRanks(table: Table, options: GroupRanksOptions): Float64Array {
  const { by, of, missing = 'omit' } = options;
  const { grouping, column, values, starts } = segmentsOf(table, { by, of, missing }, 'groupRanks');
  for (let slot = 0; slot < grouping.slots; slot++) values.subarray(starts[slot]!, starts[slot + 1]!).sort();
  const ranks = new Float64Array(table.rowCount).fill(Number.NaN);
  eachChunk(grouping, ranks.length, (slots, from, count) => {
    for (let q = 0; q < count; q++) {
      const slot = slots[q]!;
      const x = column[from + q]!;
      if (slot === grouping.slots || Number.isNaN(x)) continue;
      const [start, end] = [starts[slot]!, starts[slot + 1]!];
      const below = countUpTo(values, start, end, x, false);
      ranks[from + q] = (below + countUpTo(values, start, end, x, true) + 1) / 2;
    }
  });
  return ranks;
}

/** How many of the sorted values from `start` to before `end` are below x, or not above it. */
function countUpTo(values: Float64Array, start: number, end: number, x: number, included: boolean): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const y = values[middle]!;
    if (y < x || (included && y === x)) low = middle + 1;
    else high = middle;
  }
  return low - start;
}
