import type { GroupedComoments } from '../../aggregate/group-comoments.js';
import type { CsvFormat } from '../csv/options.js';
import { type CsvReader, csvReader } from '../csv/reader.js';
import { comomentsSink } from './comoments-sink.js';
import { type AggregateCsvOptions, aggregateFormat } from './options.js';

/**
 * Reduces CSV text that is in memory to co-moments by group, without making a table of it.
 *
 * The text is read by the rules of `parseCsv`; the result has the same bits as `groupComoments` of the table would have.
 *
 * @param source - the text, or its bytes
 * @throws {@link EfficacyError} as `parseCsv` and `groupComoments` do
 *
 * @example
 * aggregateCsvText('school,post\nOak,12\nOak,14\n', { by: ['school'], of: ['post'] }).means[0];
 */
export function aggregateCsvText(source: string | Uint8Array, options: AggregateCsvOptions): GroupedComoments {
  const who = 'aggregateCsvText';
  const reader = comomentsReader(aggregateFormat(options, who, 'the text'), options);
  reader.push(typeof source === 'string' ? new TextEncoder().encode(source) : source);
  return reader.end();
}

/** A reader that keeps sums and no rows. */
export function comomentsReader(format: CsvFormat, options: AggregateCsvOptions): CsvReader<GroupedComoments> {
  return csvReader(format, comomentsSink(options, format.who));
}
