import type { GroupedComoments } from '../../aggregate/group-comoments.js';
import { comomentsReader } from '../aggregate/aggregate-csv-text.js';
import { type AggregateCsvOptions, aggregateFormat } from '../aggregate/options.js';
import { type CsvSource, feedCsv, sourceName } from './csv-chunks.js';

/** Options of {@link aggregateCsv}: what to aggregate, how the text is written, and a bound for compressed files. */
export interface AggregateCsvFileOptions extends AggregateCsvOptions {
  /**
   * Bytes of text that are read at most; what a compressed file may expand to.
   * @defaultValue no bound: no row is kept
   */
  readonly maxBytes?: number;
}

/**
 * Reduces a CSV file of any size to co-moments by group, without keeping its rows: memory grows with the groups and not with the rows.
 *
 * The file is read by the rules of `readCsv`; the result has the same bits as `groupComoments` of the table would have.
 *
 * @param source - path of the file, its bytes, or a stream of them; plain or gzip-compressed
 * @returns a promise of one array a statistic, groups in the order of their labels
 * @throws {@link EfficacyError} as `readCsv` and `groupComoments` do
 *
 * @example
 * const moments = await aggregateCsv('scores.csv.gz', { by: ['school', 'arm'], of: ['pre', 'post', 'minutes'] });
 */
export async function aggregateCsv(source: CsvSource, options: AggregateCsvFileOptions): Promise<GroupedComoments> {
  const { maxBytes = Number.POSITIVE_INFINITY } = options;
  const format = aggregateFormat(options, 'aggregateCsv', sourceName(source));
  const reader = comomentsReader(format, options);
  await feedCsv(source, reader.push, { who: format.who, name: format.name, maxBytes });
  return reader.end();
}
