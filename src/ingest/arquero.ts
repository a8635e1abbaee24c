import type { Column } from '../columns/column.js';
import { missingCode } from '../columns/column.js';
import type { Table } from '../columns/table.js';
import { type CellValue, type FromRowsOptions, fromColumns } from './from-columns.js';

/** What is used of an arquero table, by its shape. */
export interface ArqueroTable {
  /** The names of the columns, in order. */
  columnNames(): readonly string[];
  /** The values of a column, filtered and in order. */
  array(name: string): ArrayLike<unknown>;
}

/**
 * A table from an arquero table: the rows that its filter leaves, in its order. The rules are those of {@link fromColumns}.
 *
 * @example
 * fromArquero(aq.table({ arm: ['t', 'c'], post: [12, 14] }));
 */
export function fromArquero(table: ArqueroTable, options: FromRowsOptions = {}): Table {
  const columns = new Map(table.columnNames().map((name) => [name, table.array(name) as ArrayLike<CellValue>]));
  return fromColumns(columns, options);
}

/**
 * An arquero table of the same columns; missing is null.
 *
 * @param make - arquero's own `table`, so that this library need not bring arquero along
 *
 * @example
 * import { table as aqTable } from 'arquero';
 * toArquero(table, aqTable).groupby('arm').rollup({ mean: op.mean('post') });
 */
export function toArquero<T>(table: Table, make: (columns: Map<string, readonly (string | number | null)[]>) => T): T {
  return make(new Map([...table.columns].map(([name, column]) => [name, cellsOf(column)])));
}

function cellsOf(column: Column): readonly (string | number | null)[] {
  if (column.kind === 'numeric') return Array.from(column.values, (x) => (Number.isNaN(x) ? null : x));
  return Array.from(column.codes, (code) => (code === missingCode ? null : (column.levels[code] as string)));
}
