import { EfficacyError } from '../support/errors.js';
import { counted, listed, quoted } from '../support/text.js';
import { type Column, type FactorColumn, missingCode } from './column.js';
import { columnOf, factorColumnOf, makeTable, type Table } from './table.js';

/** A column of another table, and what it is to be matched by. */
export interface ColumnToJoin {
  /** Where it stands. */
  readonly table: Table;
  /** Its name there. */
  readonly column: string;
  /** The column of ids there. @defaultValue the name of the ids in the table that is joined to */
  readonly by?: string;
}

/** Options of {@link joinColumns}. */
export interface JoinColumnsOptions {
  /**
   * What to do with an id that stands in several rows of another table: refuse, or take its first or last row.
   * @defaultValue `'refuse'`
   */
  readonly duplicates?: 'refuse' | 'first' | 'last';
}

/** What became of the ids when one column was joined. */
export interface JoinedColumn {
  /** Its new name. */
  readonly column: string;
  /** Rows that found their id. */
  readonly matched: number;
  /** Rows that did not, and have a missing value. */
  readonly unmatched: number;
  /** Ids of the other table that no row has, in its order: they are lost. */
  readonly orphans: readonly string[];
  /** Ids that stand in several rows of the other table. */
  readonly duplicates: readonly string[];
  /** Rows of the other table without an id. */
  readonly withoutId: number;
}

/** A table with columns of others beside its own. */
export interface JoinedTable {
  /** All rows of the first table in their order, with the new columns. */
  readonly table: Table;
  /** For each new column what matched and what did not. */
  readonly account: readonly JoinedColumn[];
}

/**
 * Puts columns of other tables beside the rows with the same id, and accounts for every id that found no place.
 *
 * @param base - the table whose rows stay, all of them: the roster
 * @param by - its column of ids; each id once
 * @param columns - by their new names: from which table, which column, matched by what
 * @returns the joined table and the account of orphans and duplicates
 * @throws {@link EfficacyError} `duplicate_row` for an id that stands twice (in the base, or elsewhere unless `duplicates` says which row to take),
 * `duplicate_column` for a name that the base has already, `column_not_found`, `wrong_column_type` for ids that were read as numbers
 *
 * @example
 * joinColumns(roster, 'student', { pre: { table: fall, column: 'score' }, post: { table: spring, column: 'score' } }).account;
 */
export function joinColumns(
  base: Table,
  by: string,
  columns: Readonly<Record<string, ColumnToJoin>>,
  options: JoinColumnsOptions = {},
): JoinedTable {
  const who = 'joinColumns';
  const { duplicates: rule = 'refuse' } = options;
  if (!['refuse', 'first', 'last'].includes(rule))
    throw new EfficacyError(
      'invalid_argument',
      `${who} knows "refuse", "first" and "last" for duplicates; got ${rule}`,
    );
  const ids = factorColumnOf(base, by, who);
  const places = placesOf(ids, by, 'the table joined to', who);
  const account: JoinedColumn[] = [];
  const added = Object.entries(columns).map(([name, { table, column, by: key = by }]): [string, Column] => {
    if (base.columns.has(name)) {
      throw new EfficacyError(
        'duplicate_column',
        `${who} needs new names; the table has a column ${quoted(name)} already`,
        { column: name },
      );
    }
    const source = columnOf(table, column, who);
    const match = matchOf(factorColumnOf(table, key, who), places, base.rowCount, rule);
    if (rule === 'refuse' && match.duplicates.length > 0) {
      throw new EfficacyError(
        'duplicate_row',
        `${who} needs each ${quoted(key)} once for ${quoted(name)}; ${counted(match.duplicates.length, 'id stands', 'ids stand')} in several rows (${listed(match.duplicates)}): keep one, or say duplicates: 'first' or 'last'`,
        { column: name, ids: match.duplicates.slice(0, 100) },
      );
    }
    const { from, ...counts } = match;
    account.push({ column: name, ...counts });
    return [name, taken(source, from)];
  });
  const joined = makeTable([...base.columns, ...added]);
  return { table: { ...joined, lines: base.lines, notes: base.notes }, account };
}

/** The row of each id; refuses one that stands twice. */
function placesOf(
  { codes, levels }: FactorColumn,
  by: string,
  where: string,
  who: string,
): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [row, code] of codes.entries()) {
    if (code === missingCode) continue;
    const id = levels[code] as string;
    const before = places.get(id);
    if (before !== undefined) {
      throw new EfficacyError(
        'duplicate_row',
        `${who} needs each ${quoted(by)} once in ${where}; ${quoted(id)} stands in rows ${before + 1} and ${row + 1}`,
        { column: by, id, rows: [before + 1, row + 1] },
      );
    }
    places.set(id, row);
  }
  return places;
}

/** For each row of the base the row of the other table, or {@link missingCode}. */
function matchOf(
  { codes, levels }: FactorColumn,
  places: ReadonlyMap<string, number>,
  rows: number,
  rule: 'refuse' | 'first' | 'last',
): Omit<JoinedColumn, 'column'> & { readonly from: Uint32Array } {
  const from = new Uint32Array(rows).fill(missingCode);
  const seen = new Set<number>();
  const twice = new Set<string>();
  const orphans = new Set<string>();
  let withoutId = 0;
  for (const [row, code] of codes.entries()) {
    if (code === missingCode) {
      withoutId++;
      continue;
    }
    const id = levels[code] as string;
    const place = places.get(id);
    if (seen.has(code)) twice.add(id);
    if (place === undefined) orphans.add(id);
    else if (rule === 'last' || !seen.has(code)) from[place] = row;
    seen.add(code);
  }
  const matched = from.reduce((count, row) => count + Number(row !== missingCode), 0);
  return { from, matched, unmatched: rows - matched, orphans: [...orphans], duplicates: [...twice], withoutId };
}

function taken(source: Column, from: Uint32Array): Column {
  if (source.kind === 'numeric') {
    const values = Float64Array.from(from, (row) =>
      row === missingCode ? Number.NaN : (source.values[row] as number),
    );
    return { kind: 'numeric', values };
  }
  const codes = from.map((row) => (row === missingCode ? missingCode : (source.codes[row] as number)));
  return { kind: 'factor', codes, levels: source.levels };
}
