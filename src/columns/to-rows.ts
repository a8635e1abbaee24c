import { missingCode } from './column.js';
import type { Table } from './table.js';

/** One row of a table: numbers, labels, and null for what is missing. */
export type TableRow = Readonly<Record<string, number | string | null>>;

/**
 * The rows of a table, one at a time.
 *
 * @returns a record for each row, in order; made anew each time, so that no two stand in memory unless kept
 *
 * @example
 * for (const { student, post } of toRows(table)) console.log(student, post);
 */
export function* toRows(table: Table): Generator<TableRow, void, undefined> {
  const columns = [...table.columns];
  for (let row = 0; row < table.rowCount; row++) {
    const cells = columns.map(([name, column]): [string, number | string | null] => {
      if (column.kind === 'numeric') {
        const value = column.values[row] as number;
        return [name, Number.isNaN(value) ? null : value];
      }
      const code = column.codes[row] as number;
      return [name, code === missingCode ? null : (column.levels[code] as string)];
    });
    yield Object.fromEntries(cells);
  }
}
