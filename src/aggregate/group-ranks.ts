import { missingCode } from '../columns/column.js';
import type { Table } from '../columns/table.js';
import type { MissingRule } from './grouped-comoments.js';
import { segmentsOf } from './segments.js';

/** What is to be ranked. */
export interface GroupRanksOptions {
  /** Label columns within whose combinations rows are ranked; none ranks all rows together. */
  readonly by: readonly string[];
  /** The numeric column. */
  readonly of: string;
  /** @defaultValue `'omit'` */
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
  const { groups, column, values, starts } = segmentsOf(table, by, of, missing, 'groupRanks');
  for (let group = 0; group < groups.count; group++) values.subarray(starts[group]!, starts[group + 1]!).sort();
  const ranks = new Float64Array(table.rowCount).fill(Number.NaN);
  for (let row = 0; row < ranks.length; row++) {
    const group = groups.ids[row]!;
    const x = column[row]!;
    if (group === missingCode || Number.isNaN(x)) continue;
    const start = starts[group]!;
    const end = starts[group + 1]!;
    const below = countUpTo(values, start, end, x, false);
    ranks[row] = (below + countUpTo(values, start, end, x, true) + 1) / 2;
  }
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
