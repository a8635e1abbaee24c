import { checkOptions } from '../../aggregate/comoments-work.js';
import type { GroupComomentsOptions } from '../../aggregate/group-comoments.js';
import { EfficacyError } from '../../support/errors.js';
import { quoted } from '../../support/text.js';
import { type CsvFormat, type CsvOptions, csvFormat } from '../csv/options.js';

/** What is to be aggregated, how, and how the text is to be read. */
export interface AggregateCsvOptions extends GroupComomentsOptions {
  /**
   * How the CSV text is written. Which columns are numbers follows from what is asked: those of `of` and the weights are, those of `by` are text.
   * @defaultValue `{}`
   */
  readonly csv?: Omit<CsvOptions, 'columns' | 'only'>;
}

/**
 * The format with the columns that the aggregation needs, and no others.
 *
 * @throws {@link EfficacyError} `invalid_argument` without a numeric column, or with a column that is wanted both as numbers and as labels
 */
export function aggregateFormat(options: AggregateCsvOptions, who: string, name: string): CsvFormat {
  const { by, of, weights, csv = {} } = options;
  checkOptions(options, who);
  const numbers = [...of, ...(weights === undefined ? [] : [weights.column])];
  const both = numbers.find((column) => by.includes(column));
  if (both !== undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} cannot take the column ${quoted(both)} both as numbers and as labels`,
      { column: both },
    );
  }
  const columns = Object.fromEntries(numbers.map((column) => [column, 'number' as const]));
  return csvFormat({ name, ...csv, columns, only: [...by, ...numbers] }, who);
}
