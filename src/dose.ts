export { type AverageDoseOptions, type AveragedDose, averageDose } from './estimate/dose/choosing/average-dose.js';
export {
  type BootstrapAverageDoseOptions,
  bootstrapAverageDose,
} from './estimate/dose/choosing/bootstrap-average-dose.js';
export type { CandidateShape } from './estimate/dose/choosing/candidate-shapes.js';
export {
  type ComparedFit,
  compareDoseModels,
  type DoseModelComparison,
  type FitCriterion,
} from './estimate/dose/choosing/compare-dose-models.js';
export {
  type DoseContrastPower,
  type DoseContrastSampleSize,
  type DoseTrial,
  doseContrastPower,
  doseContrastSampleSize,
} from './estimate/dose/choosing/dose-contrast-power.js';
export {
  type DoseContrast,
  type DoseContrastTest,
  type DoseContrastTestOptions,
  doseContrastTest,
} from './estimate/dose/choosing/dose-contrast-test.js';
export { type McpMod, type McpModOptions, mcpMod } from './estimate/dose/choosing/mcp-mod.js';
export { type NestedDoseTest, nestedDoseTest } from './estimate/dose/choosing/nested-dose-test.js';
export { type CurveConstants, type DoseModel, doseModelNames } from './estimate/dose/curves/dose-models.js';
export type { DoseVcov } from './estimate/dose/fit/curve-covariance.js';
export type { DoseData, DoseMeans, DoseMoments, DoseRows } from './estimate/dose/fit/dose-cells.js';
export type { CurveParameter, DoseResponseFit, LackOfFit } from './estimate/dose/fit/dose-response-fit.js';
export { fitDoseResponse } from './estimate/dose/fit/fit-dose-response.js';
export type { ParameterBounds } from './estimate/dose/fit/parameter-space.js';
export type { FitDoseResponseOptions } from './estimate/dose/fit/prepare-fit.js';
export {
  type BootstrapDoseOptions,
  type BootstrappedDose,
  bootstrapDose,
} from './estimate/dose/reading/bootstrap-dose.js';
export { type EffectiveDoseOptions, effectiveDose } from './estimate/dose/reading/effective-dose.js';
export { type MarginalRate, type MarginalRateOptions, marginalRate } from './estimate/dose/reading/marginal-rate.js';
export {
  type MinimumEffectiveDoseOptions,
  minimumEffectiveDose,
} from './estimate/dose/reading/minimum-effective-dose.js';
export { type PlateauDoseOptions, plateauDose } from './estimate/dose/reading/plateau-dose.js';
export {
  type PredictedResponse,
  type PredictResponseOptions,
  predictResponse,
} from './estimate/dose/reading/predict-response.js';
export type { DoseIntervalOptions, DoseReading } from './estimate/dose/reading/read-dose.js';
export { type TargetDoseOptions, targetDose } from './estimate/dose/reading/target-dose.js';
export { type WorthwhileDoseOptions, worthwhileDose } from './estimate/dose/reading/worthwhile-dose.js';
export {
  type AsRecommendedAudit,
  type AsRecommendedClaim,
  asRecommendedAudit,
} from './estimate/dose/selection/as-recommended-audit.js';
export type { BandEdges, DoseCuts } from './estimate/dose/selection/band-edges.js';
export type { ChosenDoseColumns } from './estimate/dose/selection/chosen-dose.js';
export {
  type BandBalance,
  type DoseBand,
  type DoseBands,
  type DoseBandsOptions,
  doseBands,
} from './estimate/dose/selection/dose-bands.js';
export {
  type BoundedBand,
  type BoundedDifference,
  type BoundedMean,
  type DoseBounds,
  type DoseBoundsOptions,
  doseBounds,
} from './estimate/dose/selection/dose-bounds.js';
export type { DoseMoved } from './estimate/dose/selection/dose-moved.js';
export type { InstrumentedCurve } from './estimate/dose/selection/dose-terms.js';
export { type EValue, type EValueSource, eValue } from './estimate/dose/selection/e-value.js';
export {
  type GeneralizedPropensity,
  type GeneralizedPropensityOptions,
  generalizedPropensity,
  type PropensityResponse,
} from './estimate/dose/selection/generalized-propensity.js';
export type { DoseTransform } from './estimate/dose/selection/hurdle-dose.js';
export { instrumentedDose } from './estimate/dose/selection/instrumented-dose.js';
export type {
  DoseCoefficient,
  DoseFirstStage,
  InstrumentedDose,
  InstrumentedDoseOptions,
  InstrumentedEffect,
} from './estimate/dose/selection/instrumented-result.js';
export type { BoundsAssumption } from './estimate/dose/selection/level-bounds.js';
export type { BandSupport, PropensityBalance } from './estimate/dose/selection/propensity-balance.js';
export type { PropensityCondition } from './estimate/dose/selection/propensity-surface.js';
export {
  type RobustnessValue,
  type RobustnessValueOptions,
  robustnessValue,
} from './estimate/dose/selection/robustness-value.js';
export type { UserCriterion } from './estimate/dose/selection/selection-in-words.js';
export {
  type SelectionNeeded,
  type SelectionNeededOptions,
  selectionNeeded,
} from './estimate/dose/selection/selection-needed.js';
export {
  type BrokenLineFit,
  type BrokenLineOptions,
  brokenLine,
  type DoseBreak,
  type LineSegment,
} from './estimate/dose/shape/broken-line.js';
export { type IsotonicDose, type IsotonicDoseOptions, isotonicDose } from './estimate/dose/shape/isotonic-dose.js';
export type { SmoothedResponse } from './estimate/dose/shape/linear-smooth.js';
export { type LocalDose, type LocalDoseOptions, localDose } from './estimate/dose/shape/local-dose.js';
export { type SplineDose, type SplineDoseOptions, splineDose } from './estimate/dose/shape/spline-dose.js';
export { doseSentence, type FormatDoseSummaryOptions, formatDoseSummary } from './report/dose-summary.js';
export type { DoseDesign } from './summarize/dose/design.js';
export { doseSummary } from './summarize/dose/dose-summary.js';
export type {
  DoseCurveSummary,
  DoseEstimand,
  DoseSensitivity,
  DoseSummary,
  ReadDose,
} from './summarize/dose/summary.js';
export type { ConfidenceSet } from './support/confidence-set.js';
export { EfficacyError, type EfficacyErrorCode } from './support/errors.js';
export type { Interval } from './support/interval.js';
export type { Note } from './support/notes.js';
