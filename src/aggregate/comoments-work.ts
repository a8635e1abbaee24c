import { numericColumnOf, type Table } from '../columns/table.js';
import { EfficacyError } from '../support/errors.js';
import { cellStride } from './cells.js';
import type { ComomentsPlan } from './comoments-of.js';
import type { MissingRule, Precision } from './grouped-comoments.js';
import { type Grouping, groupingOf } from './grouping.js';
import type { Rows } from './rows.js';
import { type Weights, weightsOf } from './weights.js';

/** What is to be aggregated, and how. */
export interface GroupComomentsOptions {
  /** Label columns whose combinations are the groups; none makes one group. */
  readonly by: readonly string[];
  /** Numeric columns, from one to as many as wanted. */
  readonly of: readonly string[];
  /**
   * The column of the weights, and what they mean.
   * @defaultValue every row counts once
   */
  readonly weights?: Weights;
  /**
   * What to do with a row that lacks a value in one of the columns: leave it out of everything and count it, or refuse.
   * @defaultValue `'omit'`
   */
  readonly missing?: MissingRule;
  /**
   * `'exact'` keeps every digit of every sum and rounds once: the result does not depend on the order of the rows. It takes
   * two to six times as long.
   * @defaultValue `'double'`
   */
  readonly precision?: Precision;
}

/** Everything checked and looked up, before the first row is added. */
export interface ComomentsWork {
  readonly plan: ComomentsPlan;
  readonly precision: Precision;
  readonly grouping: Grouping;
  readonly rows: Rows;
  readonly rowCount: number;
  readonly weighting: Weighting;
}

/** Whether rows have weights, and whether those count rows. */
export interface Weighting {
  readonly weighted: boolean;
  readonly countsRows: boolean;
}

/**
 * Checks what is asked of a table.
 *
 * @throws {@link EfficacyError} `invalid_argument`, `column_not_found`, `wrong_column_type`, `invalid_weight`
 */
export function comomentsWork(table: Table, options: GroupComomentsOptions, who: string): ComomentsWork {
  const { by, of, weights, missing = 'omit', precision = 'double' } = options;
  checkOptions(options, who);
  const columns = of.map((name) => numericColumnOf(table, name, who).values);
  const weighted = weights !== undefined;
  const grouping = groupingOf(table, by, cellStride({ k: of.length, weighted }), who);
  const { keys, sizes } = grouping;
  return {
    plan: { by, of, weightKind: weights?.kind ?? null, missing },
    precision,
    grouping,
    rows: { columns, weights: weighted ? weightsOf(table, weights, who) : null, keys, sizes },
    rowCount: table.rowCount,
    weighting: { weighted, countsRows: weights?.kind === 'frequency' },
  };
}

/** Refuses what no option is: text that means nothing would pass for the default. */
export function checkOptions({ of, missing, precision }: GroupComomentsOptions, who: string): void {
  const refuse = (needed: string, got: unknown): never => {
    throw new EfficacyError('invalid_argument', `${who} needs ${needed}; got ${JSON.stringify(got)}`);
  };
  if (of.length === 0) refuse('at least one numeric column in "of"', of);
  if (missing !== undefined && missing !== 'omit' && missing !== 'refuse')
    refuse('missing "omit" or "refuse"', missing);
  if (precision !== undefined && precision !== 'double' && precision !== 'exact')
    refuse('precision "double" or "exact"', precision);
}
