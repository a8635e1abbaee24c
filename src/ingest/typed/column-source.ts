import type { Column } from '../../columns/column.js';
import type { ColumnType } from '../column-type.js';
import type { CellValue } from '../from-columns.js';

/** Values as they come out of a file that knows its types. NaN, null and undefined are missing. */
export type Cells = ArrayLike<CellValue | boolean>;

/** A column of a file that knows its types (Arrow, Parquet), before it is a column of a table. */
export interface ColumnSource {
  readonly name: string;
  /** What it holds unless it is declared otherwise; null when no column of a table can hold it. */
  readonly natural: ColumnType | null;
  /** What the file calls its type, for messages. */
  readonly described: string;
  /** The column itself where the file's own memory serves: no copy. */
  readonly direct?: (type: ColumnType) => Column | null;
  /** The values, piece by piece, in the form that the wanted type needs. */
  readonly pieces: (type: ColumnType) => Iterable<Cells>;
}

/** Options of the readers of files that know their types. */
export interface TypedReadOptions {
  /**
   * What columns hold, where it is not what the file says: ids that are numbers are declared `'text'`, numbers that stand as text or as 64-bit
   * integers `'number'`.
   * @defaultValue numbers and decimals are numbers; text, dates, yes-or-no values and 64-bit integers (ids) are text
   */
  readonly columns?: Readonly<Record<string, ColumnType>>;
  /**
   * Keep only these columns, in this order.
   * @defaultValue all that a table can hold
   */
  readonly only?: readonly string[];
  /**
   * Values that mean missing, in any column, beside null, NaN and blank text: `['NA', '-999']`.
   * @defaultValue `[]`
   */
  readonly missing?: readonly string[];
  /**
   * What messages call the source.
   * @defaultValue the file name, or `'the table'`
   */
  readonly name?: string;
}
