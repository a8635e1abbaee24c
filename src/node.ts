export {
  type GroupComomentsParallelOptions,
  groupComomentsParallel,
} from './aggregate/group-comoments-parallel.js';
export { sharedTable } from './columns/shared-table.js';
export * from './growth.js';
export * from './index.js';
export type { AggregateCsvOptions } from './ingest/aggregate/options.js';
export { type AggregateCsvFileOptions, aggregateCsv } from './ingest/node/aggregate-csv.js';
export type { CsvSource } from './ingest/node/csv-chunks.js';
export { readArrow } from './ingest/node/read-arrow.js';
export { type ReadCsvOptions, readCsv } from './ingest/node/read-csv.js';
export { readParquet } from './ingest/node/read-parquet.js';
export { readTable } from './ingest/node/read-table.js';
export type { PoolTask } from './support/pool/pool-task.js';
export type { Progress, Watch } from './support/pool/progress.js';
export type { AnyWorker } from './support/pool/runtime.js';
export { type RunOptions, type WorkerPool, type WorkerPoolOptions, workerPool } from './support/pool/worker-pool.js';
export * from './trial.js';
