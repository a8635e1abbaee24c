import { numericColumnOf, type Table } from '../columns/table.js';
import { EfficacyError } from '../support/errors.js';
import { addExactRows, newExactAccumulation } from './add-exact-rows.js';
import { addRows, newAccumulation } from './add-rows.js';
import { cellStride } from './cells.js';
import { type ComomentsPlan, comomentsOf, exactComomentsOf } from './comoments-of.js';
import type { GroupedComoments, MissingRule, Precision } from './grouped-comoments.js';
import { groupingOf } from './grouping.js';
import type { Rows } from './rows.js';
import { type Weights, weightsOf } from './weights.js';

export type { GroupedComoments, LeftOutCounts, MissingRule, Precision } from './grouped-comoments.js';

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
  readonly missing?: MissingRule;
  /**
   * `'exact'` keeps every digit of every sum and rounds once: the result does not depend on the order of the rows. It takes
   * about twice the time.
   * @defaultValue `'double'`
   */
  readonly precision?: Precision;
}

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
  const { by, of, weights, missing = 'omit', precision = 'double' } = options;
  checkOptions(options, who);
  const columns = of.map((name) => numericColumnOf(table, name, who).values);
  const k = of.length;
  const weighted = weights !== undefined;
  const grouping = groupingOf(table, by, cellStride({ k, weighted }), who);
  const rows: Rows = {
    columns,
    weights: weighted ? weightsOf(table, weights, who) : null,
    keys: grouping.keys,
    sizes: grouping.sizes,
  };
  const plan: ComomentsPlan = { by, of, weightKind: weights?.kind ?? null, missing };
  const weighting = { weighted, countsRows: weights?.kind === 'frequency' };
  if (precision === 'exact') {
    const sums = newExactAccumulation(k, grouping.slots, weighting);
    addExactRows(sums, rows, 0, table.rowCount);
    return exactComomentsOf(plan, grouping, sums, who);
  }
  const sums = newAccumulation(k, grouping.slots, weighting);
  addRows(sums, rows, 0, table.rowCount);
  return comomentsOf(plan, grouping, sums, who);
}

function checkOptions({ of, missing, precision }: GroupComomentsOptions, who: string): void {
  const refuse = (needed: string, got: unknown): never => {
    throw new EfficacyError('invalid_argument', `${who} needs ${needed}; got ${JSON.stringify(got)}`);
  };
  if (of.length === 0) refuse('at least one numeric column in "of"', of);
  if (missing !== undefined && missing !== 'omit' && missing !== 'refuse')
    refuse('missing "omit" or "refuse"', missing);
  if (precision !== undefined && precision !== 'double' && precision !== 'exact')
    refuse('precision "double" or "exact"', precision);
}
