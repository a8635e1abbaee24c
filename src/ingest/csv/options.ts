import { EfficacyError } from '../../support/errors.js';
import { quoted } from '../../support/text.js';
import { trimBlanks } from '../cell-number.js';
import type { ColumnType } from '../column-type.js';
import { type NumberCells, numberCells } from './number-cells.js';

/** How a CSV file is to be read. */
export interface CsvOptions {
  /**
   * What the columns hold, by name. Types are declared and never guessed: a column that is not named here is text.
   * @defaultValue `{}`
   */
  readonly columns?: Readonly<Record<string, ColumnType>>;
  /**
   * Keep only these columns, in this order; the others are checked for their number of fields and forgotten.
   * @defaultValue all of them
   */
  readonly only?: readonly string[];
  /**
   * Cells that mean missing, in any column, beside the empty one: `['NA', '-999']`. In a numeric column one that is a number stands for its
   * value: `-999.0` is then missing too.
   * @defaultValue `[]`
   */
  readonly missing?: readonly string[];
  /**
   * What stands between two fields.
   * @defaultValue `','`
   */
  readonly delimiter?: ',' | ';' | '\t' | '|';
  /**
   * The decimal sign of numbers.
   * @defaultValue `'.'`
   */
  readonly decimal?: '.' | ',';
  /**
   * How letters are written as bytes.
   * @defaultValue `'utf-8'`
   */
  readonly encoding?: 'utf-8' | 'windows-1252';
  /**
   * What messages call the source.
   * @defaultValue the file name, or `'the text'`
   */
  readonly name?: string;
}

/** The same with every default filled in and the letters as bytes. */
export interface CsvFormat {
  readonly who: string;
  readonly name: string;
  readonly types: ReadonlyMap<string, ColumnType>;
  readonly only: readonly string[] | null;
  readonly numbers: NumberCells;
  readonly delimiter: number;
  readonly encoding: 'utf-8' | 'windows-1252';
}

/** @param who - the public function, for messages */
export function csvFormat(options: CsvOptions, who: string): CsvFormat {
  const {
    columns = {},
    only = null,
    missing = [],
    delimiter = ',',
    decimal = '.',
    encoding = 'utf-8',
    name = 'the text',
  } = options;
  refuseUnless(who, 'delimiter', delimiter, [',', ';', '\t', '|']);
  refuseUnless(who, 'decimal', decimal, ['.', ',']);
  refuseUnless(who, 'encoding', encoding, ['utf-8', 'windows-1252']);
  if (delimiter === decimal) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} cannot read numbers whose decimal sign is also the delimiter, ${quoted(delimiter)}`,
      {
        delimiter,
        decimal,
      },
    );
  }
  const types = new Map(Object.entries(columns));
  for (const [column, type] of types) refuseUnless(who, `type of ${quoted(column)}`, type, ['number', 'text']);
  return {
    who,
    name,
    types,
    only,
    numbers: numberCells(new Set(missing.map(trimBlanks)), decimal),
    delimiter: delimiter.charCodeAt(0),
    encoding,
  };
}

function refuseUnless(who: string, what: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  const choices = allowed.map((a) => JSON.stringify(a)).join(', ');
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs a ${what} that is one of ${choices}; got ${quoted(String(value))}`,
    {
      received: value,
      allowed,
    },
  );
}
