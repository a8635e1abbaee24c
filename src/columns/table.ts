import { EfficacyError } from '../support/errors.js';
import type { Note } from '../support/notes.js';
import { didYouMean, listed, quoted } from '../support/text.js';
import { type Column, columnLength, type FactorColumn, type NumericColumn } from './column.js';
import type { LineMap } from './line-map.js';

/** Columns of equal length. Never changed after it is made. */
export interface Table {
  /** What this record is. */
  readonly kind: 'table';
  /** Rows of every column. */
  readonly rowCount: number;
  /** In the order of the source. A Map, so that a column may have any name, `__proto__` too. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Where the rows stood in the file that they came from, if they came from one. */
  readonly lines: LineMap | null;
  /** What the reader noticed. */
  readonly notes: readonly Note[];
}

/**
 * A table of columns.
 *
 * @param columns - name and column, in order; all of one length
 * @param origin - where rows stood in their file, and what the reader noticed
 * @throws {@link EfficacyError} `length_mismatch` when the columns differ in length
 *
 * @example
 * makeTable([['post', numericColumn([12, 14, null])], ['arm', factorColumn(['t', 'c', 't'])]]);
 */
export function makeTable(
  columns: Iterable<readonly [string, Column]>,
  origin: { readonly lines?: LineMap; readonly notes?: readonly Note[] } = {},
): Table {
  const byName = new Map(columns);
  let rowCount = 0;
  let first: string | undefined;
  for (const [name, column] of byName) {
    const length = columnLength(column);
    if (first === undefined) {
      first = name;
      rowCount = length;
    } else if (length !== rowCount) {
      throw new EfficacyError(
        'length_mismatch',
        `makeTable needs columns of one length; ${quoted(first)} has ${rowCount} rows and ${quoted(name)} has ${length}`,
        { column: name, expected: rowCount, received: length },
      );
    }
  }
  return { kind: 'table', rowCount, columns: byName, lines: origin.lines ?? null, notes: origin.notes ?? [] };
}

/**
 * The column of this name.
 *
 * @param who - the public function that asks, for the message
 * @throws {@link EfficacyError} `column_not_found`, with the names there are and the likely one
 */
export function columnOf(table: Table, name: string, who: string): Column {
  const column = table.columns.get(name);
  if (column !== undefined) return column;
  const names = [...table.columns.keys()];
  throw new EfficacyError(
    'column_not_found',
    `${who} needs the column ${quoted(name)}; the table has ${listed(names)}.${didYouMean(name, names)}`,
    {
      column: name,
      columns: names.slice(0, 100),
    },
  );
}

/** The numeric column of this name; `wrong_column_type` when it holds labels. */
export function numericColumnOf(table: Table, name: string, who: string): NumericColumn {
  const column = columnOf(table, name, who);
  if (column.kind === 'numeric') return column;
  throw new EfficacyError(
    'wrong_column_type',
    `${who} needs numbers in ${quoted(name)}, which was read as text; declare it where the table is made: { columns: { ${JSON.stringify(name)}: 'number' } }`,
    { column: name, needed: 'numeric', received: column.kind },
  );
}

/** The label column of this name; `wrong_column_type` when it holds numbers. */
export function factorColumnOf(table: Table, name: string, who: string): FactorColumn {
  const column = columnOf(table, name, who);
  if (column.kind === 'factor') return column;
  throw new EfficacyError(
    'wrong_column_type',
    `${who} needs labels in ${quoted(name)}, which holds numbers; ids and groups are text: declare { columns: { ${JSON.stringify(name)}: 'text' } } where the table is made`,
    { column: name, needed: 'factor', received: column.kind },
  );
}
