import { type Weights, weightsOf } from '../../aggregate/weights.js';
import { type Column, missingCode } from '../../columns/column.js';
import { completeRows, selectRows } from '../../columns/complete-rows.js';
import { whereIsRow } from '../../columns/line-map.js';
import { columnOf, makeTable, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { listed, quoted } from '../../support/text.js';

/** The rows that an analysis can use: complete in its columns, and with a weight above 0. */
export interface AnalyticRows {
  /** Those rows, and only the columns that are needed. */
  readonly table: Table;
  /** Where one of them stands in the user's data, such as `line 8`. */
  readonly where: (row: number) => string;
  /** What was left out, by what it lacks. */
  readonly notes: readonly Note[];
}

/**
 * @param needed - names of the columns, but for that of the weights
 * @throws {@link EfficacyError} `column_not_found`, `invalid_weight`, `no_data` where no row is left
 */
export function analyticRows(
  data: Table,
  needed: readonly string[],
  weights: Weights | undefined,
  who: string,
): AnalyticRows {
  const names = [...new Set(weights === undefined ? needed : [...needed, weights.column])];
  const w = weights === undefined ? null : weightsOf(data, weights, who);
  const columns = names.map((name) => [name, columnOf(data, name, who)] as const);
  if (data.rowCount > 0 && columns.every(([, column]) => isComplete(column)) && (w === null || !w.includes(0))) {
    return { table: makeTable(columns), where: (row) => whereIsRow(data.lines, row), notes: [] };
  }
  const complete = completeRows(data, names, who);
  const rows = w === null ? complete.rows : complete.rows.filter((row) => w[row]! > 0);
  if (rows.length === 0) {
    throw new EfficacyError('no_data', `${who} found no row that is complete in ${listed([...new Set(needed)])}`);
  }
  const notes: Note[] = complete.leftOut
    .filter((reason) => reason.rows > 0)
    .map(({ column, rows: count }) => ({
      code: 'rows_left_out',
      message: `Rows left out for want of ${quoted(column)}: ${count}.`,
    }));
  const weightless = complete.rows.length - rows.length;
  if (weightless > 0) {
    notes.push({ code: 'zero_weight', message: `Rows left out because their weight is 0: ${weightless}.` });
  }
  const table = weightless === 0 ? complete.table : selectRows(data, names, rows);
  return { table, where: (row) => whereIsRow(data.lines, rows[row]!), notes };
}

function isComplete(column: Column): boolean {
  if (column.kind === 'factor') return !column.codes.includes(missingCode);
  const { values } = column;
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) return false;
  return true;
}
