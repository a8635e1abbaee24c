import type { Table } from '../columns/table.js';
import { addExactRows, newExactAccumulation } from './add-exact-rows.js';
import { addRows, newAccumulation } from './add-rows.js';
import { comomentsOf, exactComomentsOf } from './comoments-of.js';
import { comomentsWork, type GroupComomentsOptions } from './comoments-work.js';
import type { GroupedComoments } from './grouped-comoments.js';

export type { GroupComomentsOptions } from './comoments-work.js';
export type { GroupedComoments, LeftOutCounts, MissingRule, Precision } from './grouped-comoments.js';

/**
 * Reduces the rows of a table to co-moments by group.
 *
 * @param table - rows with label columns and numeric columns, in any unit
 * @returns one array a statistic; groups in the order of their labels; products in the product of the units
 * @throws {@link EfficacyError} `column_not_found`, `wrong_column_type`, `invalid_weight`, `overflow`; with `missing: 'refuse'` `not_finite`
 *
 * @example
 * groupComoments(table, { by: ['school', 'arm'], of: ['pre', 'post'] });
 *
 * @see Chan, Golub & LeVeque (1983), The American Statistician 37(3), 242-247, on shifted data.
 */
export function groupComoments(table: Table, options: GroupComomentsOptions): GroupedComoments {
  const who = 'groupComoments';
  const { plan, precision, grouping, rows, rowCount, weighting } = comomentsWork(table, options, who);
  const k = plan.of.length;
  if (precision === 'exact') {
    const sums = newExactAccumulation(k, grouping.slots, weighting);
    addExactRows(sums, rows, 0, rowCount);
    return exactComomentsOf(plan, grouping, sums, who);
  }
  const sums = newAccumulation(k, grouping.slots, weighting);
  addRows(sums, rows, 0, rowCount);
  return comomentsOf(plan, grouping, sums, who);
}
