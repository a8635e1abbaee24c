import type { Table } from '../columns/table.js';
import { EfficacyError } from '../support/errors.js';
import type { Watch } from '../support/pool/progress.js';
import { type WorkerPool, workerPool } from '../support/pool/worker-pool.js';
import { blockRows } from './add-rows.js';
import { comomentsWork, type GroupComomentsOptions } from './comoments-work.js';
import type { GroupedComoments } from './grouped-comoments.js';
import { sumRowsParallel } from './sum-rows-parallel.js';
import { comomentsOfSums } from './sums-of-rows.js';

/** What is to be aggregated, how, and by whom. */
export interface GroupComomentsParallelOptions extends GroupComomentsOptions, Watch {
  /** A pool that is at hand; it stays open. */
  readonly pool?: WorkerPool;
  /**
   * Without a pool: the most workers to start for this call. With 0 or 1 everything is done in this thread.
   * @defaultValue as many as the machine has cores
   */
  readonly workers?: number;
}

/**
 * Reduces the rows of a table to co-moments by group on several cores: the same bits as {@link groupComoments}, whatever the number of
 * workers. Columns are copied once to memory that the workers share; those of a `sharedTable` are there already. Where there
 * are no workers or no shared memory, everything is done in this thread, which gets to breathe every million rows; so too where two workers
 * would be no faster: for a table that is not in shared memory, and for sums of over 1 MB (some 10,000 groups of three columns).
 *
 * @param table - rows with label columns and numeric columns, in any unit
 * @returns as `groupComoments` does
 * @throws {@link EfficacyError} as `groupComoments` does; `aborted`; `worker_failed` when a worker is lost, with nothing left running
 *
 * @example
 * const bySchool = await groupComomentsParallel(table, {
 *   by: ['school', 'arm'],
 *   of: ['pre', 'post'],
 *   onProgress: ({ done, total }) => bar.set(done, total),
 * });
 *
 * @see Chan, Golub & LeVeque (1983), The American Statistician 37(3), 242-247, on sums in parts.
 */
export async function groupComomentsParallel(
  table: Table,
  options: GroupComomentsParallelOptions,
): Promise<GroupedComoments> {
  const who = 'groupComomentsParallel';
  const { pool, workers } = options;
  if (pool !== undefined && workers !== undefined) {
    throw new EfficacyError('invalid_argument', `${who} needs a pool or a number of workers, not both`, { workers });
  }
  const { plan, grouping, ...work } = comomentsWork(table, options, who);
  const crew = pool ?? workerPool(workers === undefined ? {} : { size: workers });
  try {
    const sums = await sumRowsParallel({ ...work, blockRows, slots: grouping.slots }, crew, options, who);
    return comomentsOfSums(plan, grouping, sums, who);
  } finally {
    if (pool === undefined) await crew.close();
  }
}
