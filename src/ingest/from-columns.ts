import { type Column, factorColumn, numericColumn } from '../columns/column.js';
import { makeTable, type Table } from '../columns/table.js';
import { EfficacyError } from '../support/errors.js';
import { didYouMean, listed, quoted } from '../support/text.js';
import { judgeNumber } from './cell-number.js';
import type { ColumnType } from './column-type.js';

/** A value that a cell can hold. */
export type CellValue = string | number | bigint | null | undefined;

/** Options of {@link fromColumns} and {@link fromRows}. */
export interface FromRowsOptions {
  /**
   * What columns hold, where the values themselves do not say it: ids that are JavaScript numbers are declared `'text'`.
   * @defaultValue numbers make a numeric column, strings a column of labels
   */
  readonly columns?: Readonly<Record<string, ColumnType>>;
}

/**
 * A table from columns that are already in memory.
 *
 * A column of numbers is numeric, one of strings holds labels; null, undefined and NaN are missing. A column declared `'number'` takes strings
 * that are clearly numbers, by the rules of `parseCsv`; one declared `'text'` takes whole numbers, as ids.
 *
 * @param columns - arrays of equal length by name, in an object or a Map; a Float64Array is kept, not copied
 * @throws {@link EfficacyError} `wrong_column_type` for a column of mixed kinds, `invalid_number`, `not_finite`, `length_mismatch`
 *
 * @example
 * fromColumns({ arm: ['t', 'c'], post: [12, 14], school: [71, 71] }, { columns: { school: 'text' } });
 */
export function fromColumns(
  columns: Readonly<Record<string, ArrayLike<CellValue>>> | ReadonlyMap<string, ArrayLike<CellValue>>,
  options: FromRowsOptions = {},
): Table {
  const entries = columns instanceof Map ? [...columns] : Object.entries(columns);
  const types = declaredTypes(
    'fromColumns',
    options,
    entries.map(([name]) => name),
  );
  return makeTable(
    entries.map(([name, values]): [string, Column] => [name, columnFrom('fromColumns', name, values, types.get(name))]),
  );
}

/**
 * A table from an array of records; the rules are those of {@link fromColumns}. A record without one of the keys has a missing value there.
 *
 * @param rows - plain objects; the columns are the keys in the order in which they first appear
 *
 * @example
 * fromRows([{ arm: 't', post: 12 }, { arm: 'c', post: null }]);
 */
export function fromRows(rows: readonly Readonly<Record<string, CellValue>>[], options: FromRowsOptions = {}): Table {
  const keys = new Set<string>();
  for (const row of rows) for (const key of Object.keys(row)) keys.add(key);
  const names = [...keys];
  const types = declaredTypes('fromRows', options, names);
  return makeTable(
    names.map((name): [string, Column] => {
      const values = rows.map((row) => (Object.hasOwn(row, name) ? row[name] : null));
      return [name, columnFrom('fromRows', name, values, types.get(name))];
    }),
  );
}

function declaredTypes(
  who: string,
  options: FromRowsOptions,
  names: readonly string[],
): ReadonlyMap<string, ColumnType> {
  const types = new Map(Object.entries(options.columns ?? {}));
  for (const [name, type] of types) {
    if (type !== 'number' && type !== 'text') {
      throw new EfficacyError(
        'invalid_argument',
        `${who} knows the column types "number" and "text"; got ${quoted(String(type))} for ${quoted(name)}`,
      );
    }
    if (!names.includes(name)) {
      throw new EfficacyError(
        'column_not_found',
        `${who} found no column ${quoted(name)}; there are ${listed(names)}.${didYouMean(name, names)}`,
        { column: name },
      );
    }
  }
  return types;
}

function columnFrom(who: string, name: string, values: ArrayLike<CellValue>, declared: ColumnType | undefined): Column {
  if (values instanceof Float64Array && declared !== 'text') return numericColumn(values);
  const type = declared ?? typeOf(who, name, values);
  return type === 'number'
    ? numericColumn(Float64Array.from({ length: values.length }, (_, row) => asNumber(who, name, values[row], row)))
    : factorColumn(Array.from({ length: values.length }, (_, row) => asLabel(who, name, values[row], row)));
}

function typeOf(who: string, name: string, values: ArrayLike<CellValue>): ColumnType {
  let type: ColumnType | undefined;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined) continue;
    const here = typeof value === 'number' ? 'number' : typeof value === 'string' ? 'text' : undefined;
    if (here === undefined || (type !== undefined && here !== type)) {
      throw wrongValue(who, name, row, value, 'one kind of value, numbers or strings, or a declared type');
    }
    type = here;
  }
  if (type !== undefined) return type;
  throw new EfficacyError(
    'wrong_column_type',
    `${who} cannot tell what ${quoted(name)} holds, since it has no values; declare it: { columns: { ${JSON.stringify(name)}: 'number' } }`,
    { column: name },
  );
}

function asNumber(who: string, name: string, value: CellValue, row: number): number {
  if (value === null || value === undefined) return Number.NaN;
  if (typeof value === 'number') {
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
      throw new EfficacyError(
        'not_finite',
        `${who} needs finite numbers in ${quoted(name)}; row ${row + 1} is ${value}`,
        { column: name, row: row + 1 },
      );
    }
    return value;
  }
  const judged = judgeNumber(String(value), '.');
  if (judged.problem === null && typeof value !== 'boolean') return judged.value;
  throw new EfficacyError(
    'invalid_number',
    `${who} needs numbers in ${quoted(name)}; row ${row + 1}: ${quoted(String(value))} ${judged.problem ?? 'is not a number'}`,
    {
      column: name,
      row: row + 1,
      text: String(value),
    },
  );
}

function asLabel(who: string, name: string, value: CellValue, row: number): string | null {
  if (value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value))) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value);
  throw wrongValue(who, name, row, value, 'strings, or whole numbers up to 2^53 as ids');
}

function wrongValue(who: string, name: string, row: number, value: unknown, needed: string): EfficacyError {
  return new EfficacyError(
    'wrong_column_type',
    `${who} needs ${needed} in ${quoted(name)}; row ${row + 1} is ${quoted(String(value))} (${typeof value})`,
    { column: name, row: row + 1, received: typeof value },
  );
}
