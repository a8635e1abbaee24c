import type { Table } from '../../columns/table.js';
import { type CsvOptions, csvFormat } from './options.js';
import { csvReader } from './reader.js';
import { tableSink } from './table-sink.js';

/**
 * A table from CSV text that is already in memory.
 *
 * The reader is strict: quoting as in RFC 4180; every record as many fields as the header; a numeric cell that is not clearly a number
 * is an error that names line, column and text; only empty (or blank) cells are missing unless others are declared. Types are declared,
 * never inferred: columns that are not named in `columns` are text. UTF-8, with or without a byte-order mark; lines end in LF, CRLF or CR;
 * empty lines are skipped.
 *
 * @param source - the text, or its bytes
 * @returns a table with a column for each named column of the header; rows in the order of the file
 * @throws {@link EfficacyError} `no_data`, `wrong_file`, `invalid_csv`, `duplicate_column`, `column_not_found`, `invalid_number`
 *
 * @example
 * const table = parseCsv('pupil,arm,post\n01,t,12\n02,c,', { columns: { post: 'number' } });
 */
export function parseCsv(source: string | Uint8Array, options: CsvOptions = {}): Table {
  const reader = csvReader(csvFormat(options, 'parseCsv'), tableSink());
  reader.push(typeof source === 'string' ? new TextEncoder().encode(source) : source);
  return reader.end();
}
