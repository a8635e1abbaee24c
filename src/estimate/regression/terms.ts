import { type Column, missingCode } from '../../columns/column.js';
import { columnOf, makeTable, numericColumnOf, type Table } from '../../columns/table.js';

/** Terms as numeric columns. */
export interface TermColumns {
  /** The table with a 0/1 column for every level of a factor term but its first. */
  readonly table: Table;
  /** Names of the numeric columns, in the order of the terms. */
  readonly names: readonly string[];
}

/**
 * Writes terms as numeric columns: a numeric column is itself, a column of labels becomes a 0/1 column for each label but the first in the
 * order of labels, named `column=label`.
 */
export function termColumns(table: Table, outcome: string, terms: readonly string[], who: string): TermColumns {
  numericColumnOf(table, outcome, who);
  const columns = new Map<string, Column>(table.columns);
  const names: string[] = [];
  for (const term of terms) {
    const column = columnOf(table, term, who);
    if (column.kind === 'numeric') {
      names.push(term);
      continue;
    }
    const present = new Set(column.codes);
    const levels = column.levels.map((label, code) => ({ label, code })).filter(({ code }) => present.has(code));
    levels.sort((a, b) => (a.label < b.label ? -1 : 1));
    for (const { label, code } of levels.slice(1)) {
      const name = `${term}=${label}`;
      const values = Float64Array.from(column.codes, (c) => (c === missingCode ? Number.NaN : Number(c === code)));
      columns.set(name, { kind: 'numeric', values });
      names.push(name);
    }
  }
  return { table: makeTable(columns), names };
}
