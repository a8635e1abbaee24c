import { type Column, missingCode } from './column.js';
import { columnOf, makeTable, type Table } from './table.js';

/** Some rows of a table, and what the others lacked. */
export interface CompleteRows {
  /** The rows that have a value in every one of the columns, in their order; only those columns. */
  readonly table: Table;
  /** The number of each of those rows in the table that they come from, from 0. */
  readonly rows: Uint32Array;
  /** For each column the rows that lack it and have all columns named before it: each incomplete row is counted once. */
  readonly leftOut: readonly { readonly column: string; readonly rows: number }[];
}

/**
 * The rows that lack nothing in some columns.
 *
 * @param names - of the columns; a row that lacks several is counted under the first of them
 */
export function completeRows(table: Table, names: readonly string[], who: string): CompleteRows {
  const unique = [...new Set(names)];
  const columns = unique.map((name) => columnOf(table, name, who));
  const missing = unique.map(() => 0);
  const rows = new Uint32Array(table.rowCount);
  let kept = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const lacking = columns.findIndex((column) => isMissingAt(column, row));
    if (lacking < 0) rows[kept++] = row;
    else missing[lacking] = (missing[lacking] as number) + 1;
  }
  const chosen = rows.slice(0, kept);
  return {
    table: selectRows(table, unique, chosen),
    rows: chosen,
    leftOut: unique.map((column, i) => ({ column, rows: missing[i] as number })),
  };
}

/** The named columns of the given rows, in the given order. What lines they came from is known to the table that they come from. */
export function selectRows(table: Table, names: readonly string[], rows: Uint32Array): Table {
  const columns = names.map((name): [string, Column] => [name, selectFrom(columnOf(table, name, 'selectRows'), rows)]);
  return makeTable(columns);
}

/** True when the column has no value in this row. */
export function isMissingAt(column: Column, row: number): boolean {
  return column.kind === 'numeric' ? Number.isNaN(column.values[row]) : column.codes[row] === missingCode;
}

function selectFrom(column: Column, rows: Uint32Array): Column {
  if (column.kind === 'numeric') {
    const values = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i] as number] as number;
    return { kind: 'numeric', values };
  }
  const codes = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i] as number] as number;
  return { kind: 'factor', codes, levels: column.levels };
}
