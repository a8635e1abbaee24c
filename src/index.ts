export { type GroupComomentsOptions, type GroupedComoments, groupComoments } from './aggregate/group-comoments.js';
export { type Groups, groupLabel, groupRows } from './aggregate/groups.js';
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
export { makeTable, type Table } from './columns/table.js';
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
export {
  type Coefficient,
  type FitLinearOptions,
  fitLinear,
  type LinearFit,
} from './estimate/regression/fit-linear.js';
export type { VcovType } from './estimate/regression/vcov.js';
export {
  type DifferenceInMeans,
  type DifferenceInMeansOptions,
  differenceInMeans,
} from './estimate/trial/difference-in-means.js';
export type { ColumnType } from './ingest/column-type.js';
export type { CsvOptions } from './ingest/csv/options.js';
export { parseCsv } from './ingest/csv/parse-csv.js';
export { type CellValue, type FromRowsOptions, fromColumns, fromRows } from './ingest/from-columns.js';
export type { ReportFormat } from './report/document.js';
export { type FormatTrialSummaryOptions, formatTrialSummary } from './report/trial-summary.js';
export type { TrialDesign } from './summarize/trial/design.js';
export type { TrialArm, TrialAssignment, TrialSummary } from './summarize/trial/summary.js';
export type { LeftOut } from './summarize/trial/trial-rows.js';
export { trialSummary } from './summarize/trial/trial-summary.js';
export type { ConfidenceSet } from './support/confidence-set.js';
export { EfficacyError, type EfficacyErrorCode } from './support/errors.js';
export type { Interval } from './support/interval.js';
export type { Note } from './support/notes.js';
