import { stat } from 'node:fs/promises';
import type { GroupedComoments } from '../../aggregate/group-comoments.js';
import { EfficacyError } from '../../support/errors.js';
import type { Watch } from '../../support/pool/progress.js';
import { type WorkerPool, workerPool } from '../../support/pool/worker-pool.js';
import { comomentsReader } from '../aggregate/aggregate-csv-text.js';
import { type AggregateCsvOptions, aggregateFormat } from '../aggregate/options.js';
import type { CsvFormat } from '../csv/options.js';
import { aggregateCsvParallel } from './aggregate-csv-parallel.js';
import { type CsvSource, feedCsv, firstBytes, isGzip, sourceName } from './csv-chunks.js';
import { fileError } from './file-error.js';

/** Options of {@link aggregateCsv}: what to aggregate, how the text is written, a bound for compressed files, and by whom it is read. */
export interface AggregateCsvFileOptions extends AggregateCsvOptions, Watch {
  /**
   * Bytes of text that are read at most; what a compressed file may expand to.
   * @defaultValue no bound: no row is kept
   */
  readonly maxBytes?: number;
  /** A pool that is at hand; it stays open. */
  readonly pool?: WorkerPool;
  /**
   * Without a pool: the most workers to start for this call. With 0 or 1 everything is done in this thread, and so are small files,
   * compressed ones and streams.
   * @defaultValue as many as the machine has cores
   */
  readonly workers?: number;
}

/** A smaller file is read sooner than workers are started. */
const fewestBytes = 2 ** 23;

/**
 * Reduces a CSV file of any size to co-moments by group, without keeping its rows: memory grows with the groups and not with the rows.
 *
 * The file is read by the rules of `readCsv`, a large one on several cores; the result has the same bits as `groupComoments` of the table
 * would have, whatever the number of workers. A file with something wrong in it is read again by one thread, which says what and where.
 *
 * @param source - path of the file, its bytes, or a stream of them; plain or gzip-compressed
 * @param options - `onProgress` is told bytes of the text; of compressed text and streams the total is not known
 * @returns a promise of one array a statistic, groups in the order of their labels
 * @throws {@link EfficacyError} as `readCsv` and `groupComoments` do; `aborted`; `worker_failed` when a worker is lost, with nothing left
 * running
 *
 * @example
 * const moments = await aggregateCsv('scores.csv.gz', { by: ['school', 'arm'], of: ['pre', 'post', 'minutes'] });
 */
export async function aggregateCsv(source: CsvSource, options: AggregateCsvFileOptions): Promise<GroupedComoments> {
  const who = 'aggregateCsv';
  const { maxBytes = Number.POSITIVE_INFINITY, pool, workers } = options;
  if (pool !== undefined && workers !== undefined) {
    throw new EfficacyError('invalid_argument', `${who} needs a pool or a number of workers, not both`, { workers });
  }
  const format = aggregateFormat(options, who, sourceName(source));
  const crew = pool ?? workerPool(workers === undefined ? {} : { size: workers });
  try {
    const parallel = crew.size > 1 && typeof source === 'string' && (await isLarge(source, maxBytes));
    const whole = parallel ? await readParallel(source, format, crew, options) : null;
    return whole ?? (await readHere(source, format, maxBytes, options, parallel ? 'read-again' : 'read'));
  } finally {
    if (pool === undefined) await crew.close();
  }
}

async function readParallel(
  path: string,
  format: CsvFormat,
  pool: WorkerPool,
  options: AggregateCsvFileOptions,
): Promise<GroupedComoments | null> {
  const { signal, onProgress } = options;
  const watch = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
  try {
    return await aggregateCsvParallel(options, { path, format, pool, ...watch });
  } catch (error) {
    throw fileError(error, format.who, path, format.name);
  }
}

async function readHere(
  source: CsvSource,
  format: CsvFormat,
  maxBytes: number,
  options: AggregateCsvFileOptions,
  phase: string,
): Promise<GroupedComoments> {
  const { signal, onProgress } = options;
  const reader = comomentsReader(format, options);
  await feedCsv(source, reader.push, {
    ...format,
    maxBytes,
    signal,
    ...(onProgress && { onBytes: (done, total) => onProgress({ phase, done, total }) }),
  });
  return reader.end();
}

/** Whether a path leads to a file that can be cut and is worth it; what is wrong with the path its reader says. */
async function isLarge(path: string, maxBytes: number): Promise<boolean> {
  try {
    const about = await stat(path);
    const large = about.isFile() && about.size >= fewestBytes && about.size <= maxBytes;
    return large && !isGzip(await firstBytes(path, 2));
  } catch {
    return false;
  }
}
