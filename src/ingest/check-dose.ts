import { whereIsRow } from '../columns/line-map.js';
import { numericColumnOf, type Table } from '../columns/table.js';
import { EfficacyError } from '../support/errors.js';
import { counted, quoted } from '../support/text.js';

/**
 * Refuses amounts below 0, which no time of use can be. Missing ones are let pass.
 *
 * @param column - name of a numeric column: minutes, sessions, lessons
 * @throws {@link EfficacyError} `out_of_domain` with the line of the first one; `column_not_found`, `wrong_column_type`
 *
 * @example
 * checkDose(table, 'minutes');
 */
export function checkDose(table: Table, column: string): void {
  const who = 'checkDose';
  const { values } = numericColumnOf(table, column, who);
  const first = values.findIndex((amount) => amount < 0);
  if (first < 0) return;
  const count = values.reduce((sum, amount) => sum + Number(amount < 0), 0);
  throw new EfficacyError(
    'out_of_domain',
    `${who} needs amounts of 0 or more in ${quoted(column)}; ${counted(count, 'amount is', 'amounts are')} below, the first at ${whereIsRow(table.lines, first)}: ${values[first]}`,
    { column, count, row: first + 1, value: values[first] },
  );
}
