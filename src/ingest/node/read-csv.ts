import type { Table } from '../../columns/table.js';
import { type CsvOptions, csvFormat } from '../csv/options.js';
import { csvReader } from '../csv/reader.js';
import { tableSink } from '../csv/table-sink.js';
import { type CsvSource, feedCsv, sourceName } from './csv-chunks.js';

/** Options of {@link readCsv}: those of the text, and a bound for compressed files. */
export interface ReadCsvOptions extends CsvOptions {
  /**
   * Bytes of text that are read at most; what a compressed file may expand to.
   * @defaultValue 8 GiB
   */
  readonly maxBytes?: number;
}

/** @see {@link ReadCsvOptions.maxBytes} */
export const defaultMaxBytes: number = 8 * 1024 ** 3;

/**
 * A table from a CSV file, plain or gzip-compressed, read as a stream; the rules are those of {@link parseCsv}.
 *
 * @param source - path of the file, its bytes, or a stream of them
 * @returns a promise of the table
 * @throws {@link EfficacyError} as `parseCsv` does; `wrong_file` when the file cannot be opened or its compression is damaged
 *
 * @example
 * const table = await readCsv('scores.csv', { columns: { post: 'number' }, missing: ['NA'] });
 */
export async function readCsv(source: CsvSource, options: ReadCsvOptions = {}): Promise<Table> {
  const { maxBytes = defaultMaxBytes, ...text } = options;
  const format = csvFormat({ name: sourceName(source), ...text }, 'readCsv');
  const reader = csvReader(format, tableSink());
  await feedCsv(source, reader.push, { ...format, maxBytes });
  return reader.end();
}
