export { type GroupComomentsOptions, groupComoments } from './aggregate/group-comoments.js';
export type { GroupedComoments, LeftOutCounts, MissingRule, Precision } from './aggregate/grouped-comoments.js';
export { type Groups, groupLabel, groupRows } from './aggregate/groups.js';
export {
  type GroupSummary,
  type Moments,
  mergeMoments,
  moments,
  momentsOf,
  noMoments,
  type Sample,
  sd,
  variance,
} from './aggregate/moments.js';
export type { WeightKind, Weights } from './aggregate/weights.js';
export {
  type Column,
  type FactorColumn,
  factorColumn,
  missingCode,
  type NumericColumn,
  numericColumn,
} from './columns/column.js';
export {
  type ColumnToJoin,
  type JoinColumnsOptions,
  type JoinedColumn,
  type JoinedTable,
  joinColumns,
} from './columns/join-columns.js';
export type { LineMap } from './columns/line-map.js';
export { makeTable, type Table } from './columns/table.js';
export { type TableRow, toRows } from './columns/to-rows.js';
export {
  type ClusteredHedgesG,
  type ClusteredHedgesGOptions,
  clusteredHedgesG,
} from './estimate/effect/clusters/clustered-hedges-g.js';
export {
  type AdjustedDifference,
  type AdjustedHedgesG,
  type AdjustedHedgesGOptions,
  adjustedHedgesG,
  type NamedSd,
} from './estimate/effect/means/adjusted-hedges-g.js';
export { cohensD } from './estimate/effect/means/cohens-d.js';
export type { Alternative, EffectInterval, IntervalFor } from './estimate/effect/means/effect-limits.js';
export { type HedgesCorrection, hedgesCorrection } from './estimate/effect/means/hedges-correction.js';
export { type HedgesGOptions, hedgesG } from './estimate/effect/means/hedges-g.js';
export type { SmdVariance } from './estimate/effect/means/smd-variance.js';
export type { StandardizedEffect, StandardizedEffectOptions } from './estimate/effect/means/standardized-effect.js';
export type {
  CohensDOptions,
  StandardizedMeanDifference,
} from './estimate/effect/means/standardized-mean-difference.js';
export { improvementIndex } from './estimate/effect/reading/improvement-index.js';
export type { Estimate, TestedEstimate } from './estimate/estimate.js';
export type { ClusterVcovType } from './estimate/regression/adjustment.js';
export type { Coefficient } from './estimate/regression/coefficient.js';
export type { DfRule } from './estimate/regression/covariance.js';
export {
  type FitLinearOptions,
  fitLinear,
  type LinearFit,
  type RegressionInference,
} from './estimate/regression/fit-linear.js';
export type { ReferenceLevels } from './estimate/regression/terms.js';
export type { RobustVcovType, VcovType } from './estimate/regression/vcov.js';
export {
  type DifferenceInMeans,
  type DifferenceInMeansOptions,
  differenceInMeans,
} from './estimate/trial/difference-in-means.js';
export { type ArqueroTable, fromArquero, toArquero } from './ingest/arquero.js';
export type { ColumnType } from './ingest/column-type.js';
export type { CsvOptions } from './ingest/csv/options.js';
export { parseCsv } from './ingest/csv/parse-csv.js';
export { fromArrow } from './ingest/from-arrow.js';
export { type CellValue, type FromRowsOptions, fromColumns, fromRows } from './ingest/from-columns.js';
export type { ArrowBatch, ArrowColumn, ArrowTable, ArrowType } from './ingest/typed/arrow-table.js';
export type { TypedReadOptions } from './ingest/typed/column-source.js';
export type { ExactSums } from './numeric/sums/exact-sums.js';
export type { ConfidenceSet } from './support/confidence-set.js';
export { EfficacyError, type EfficacyErrorCode } from './support/errors.js';
export type { Interval } from './support/interval.js';
export type { Note } from './support/notes.js';
