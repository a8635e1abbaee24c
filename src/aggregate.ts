export { aggregateFromBytes, aggregateToBytes } from './aggregate/aggregate-bytes.js';
export { type AggregateJson, aggregateFromJson, aggregateToJson, type LabelsJson } from './aggregate/aggregate-json.js';
export {
  type GroupComomentsOptions,
  type GroupedComoments,
  groupComoments,
  type LeftOutCounts,
  type MissingRule,
  type Precision,
} from './aggregate/group-comoments.js';
export {
  type GroupComomentsParallelOptions,
  groupComomentsParallel,
} from './aggregate/group-comoments-parallel.js';
export { type GroupCountsOptions, type GroupedCounts, groupCounts } from './aggregate/group-counts.js';
export { type GroupedMoments, groupMoments, type MomentsLeftOut } from './aggregate/group-moments.js';
export { type GroupedQuantiles, type GroupQuantilesOptions, groupQuantiles } from './aggregate/group-quantiles.js';
export { type GroupRanksOptions, groupRanks } from './aggregate/group-ranks.js';
export { type Groups, groupLabel, groupRows } from './aggregate/groups.js';
export { mergeComoments, noComoments } from './aggregate/merge-comoments.js';
export {
  type Moments,
  mergeMoments,
  moments,
  momentsOf,
  noMoments,
  type Sample,
  sd,
  variance,
} from './aggregate/moments.js';
export type { SegmentsLeftOut } from './aggregate/segments.js';
export type { WeightKind, Weights } from './aggregate/weights.js';
export {
  type Column,
  type FactorColumn,
  factorColumn,
  missingCode,
  type NumericColumn,
  numericColumn,
} from './columns/column.js';
export type { LineMap } from './columns/line-map.js';
export { sharedTable } from './columns/shared-table.js';
export { makeTable, type Table } from './columns/table.js';
export { aggregateCsvText } from './ingest/aggregate/aggregate-csv-text.js';
export type { AggregateCsvOptions } from './ingest/aggregate/options.js';
export { type ArqueroTable, fromArquero, toArquero } from './ingest/arquero.js';
export type { ColumnType } from './ingest/column-type.js';
export type { CsvOptions } from './ingest/csv/options.js';
export { fromArrow } from './ingest/from-arrow.js';
export type { CellValue, FromRowsOptions } from './ingest/from-columns.js';
export type { ArrowBatch, ArrowColumn, ArrowTable, ArrowType } from './ingest/typed/arrow-table.js';
export type { TypedReadOptions } from './ingest/typed/column-source.js';
export type { Dyadic } from './numeric/sums/dyadic.js';
export type { ExactSums } from './numeric/sums/index.js';
export { EfficacyError, type EfficacyErrorCode } from './support/errors.js';
export type { Note } from './support/notes.js';
export type { PoolTask } from './support/pool/pool-task.js';
export type { Progress, Watch } from './support/pool/progress.js';
export type { AnyWorker } from './support/pool/runtime.js';
export { type RunOptions, type WorkerPool, type WorkerPoolOptions, workerPool } from './support/pool/worker-pool.js';
