export type { PairedSummary, PairedValues, Pairs } from './estimate/effect/change/paired-moments.js';
export type { Estimate, TestedEstimate } from './estimate/estimate.js';
export type {
  FigureGiven,
  FrontierOptions,
  FrontierProduct,
  ProductDemand,
  ScreenTimeFrontierOptions,
  WeeklyDoses,
} from './estimate/growth/frontier/frontier-options.js';
export type {
  DisplacedInstruction,
  Dominance,
  FrontierDifference,
  FrontierEntry,
  FrontierFamily,
  FrontierPair,
  ScreenTimeFrontier,
} from './estimate/growth/frontier/frontier-result.js';
export { screenTimeFrontier } from './estimate/growth/frontier/screen-time-frontier.js';
export {
  type AncovaGain,
  type AncovaGainOptions,
  ancovaGain,
  type DifferenceOfGains,
} from './estimate/growth/gain/ancova-gain.js';
export {
  type CeilingAndFloor,
  ceilingAndFloor,
  type ShareOfStudents,
} from './estimate/growth/gain/ceiling-and-floor.js';
export { type MeanGain, type MeanGainOptions, meanGain } from './estimate/growth/gain/mean-gain.js';
export { type GainParts, reliabilityOfGain, standardErrorOfGain } from './estimate/growth/gain/reliability-of-gain.js';
export { type ResidualGain, residualGain } from './estimate/growth/gain/residual-gain.js';
export {
  type ScreenedTests,
  type ScreenTestsOptions,
  screenTests,
  type TestTaking,
} from './estimate/growth/gain/screen-tests.js';
export {
  type GainEstimate,
  type GainPerWeek,
  gainPerWeek,
  gainWithoutSummer,
} from './estimate/growth/gain/weeks-of-instruction.js';
export type { Day, Instant } from './estimate/growth/minutes/instant.js';
export {
  type Days,
  type Enrolment,
  type RosteredWeeks,
  type RosteredWeeksOptions,
  rosteredWeeks,
} from './estimate/growth/minutes/rostered-weeks.js';
export { type ShareAtDose, shareAtDose } from './estimate/growth/minutes/share-at-dose.js';
export {
  type Session,
  type Stretch,
  type UsageMinutes,
  type UsageMinutesOptions,
  usageMinutes,
} from './estimate/growth/minutes/usage-minutes.js';
export type { OffsetSince, UtcOffset } from './estimate/growth/minutes/utc-offsets.js';
export {
  type WeeklyMinutes,
  type WeeklyMinutesOptions,
  weeklyMinutes,
} from './estimate/growth/minutes/weekly-minutes.js';
export {
  type ConditionalGrowth,
  conditionalGrowth,
  type ScoresTwice,
} from './estimate/growth/norms/conditional-growth.js';
export {
  type GrowthNorm,
  growthNorm,
  type NormCorrelation,
  type NormRow,
  type NormTable,
  type TestTime,
} from './estimate/growth/norms/norm-table.js';
export { readNormTable } from './estimate/growth/norms/read-norm-table.js';
export {
  type EffectOrNumber,
  type PopulationEffect,
  type PopulationEffectOptions,
  populationEffect,
} from './estimate/growth/nulls/population-effect.js';
export {
  type RegressionToTheMean,
  regressionToTheMean,
  type SelectedFrom,
} from './estimate/growth/nulls/regression-to-the-mean.js';
export type {
  CausalRateOptions,
  ExpectedGrowthOptions,
  GainColumns,
  GrowthColumns,
  GrowthPerMinuteOptions,
  MarginalRateOptions,
  MeanOfRatiosOptions,
  RatioOfMeansOptions,
} from './estimate/growth/rate/growth-options.js';
export { growthPerMinute } from './estimate/growth/rate/growth-per-minute.js';
export {
  type GrowthRatesByGroup,
  type GrowthRatesByGroupOptions,
  growthRatesByGroup,
} from './estimate/growth/rate/growth-rates-by-group.js';
export type { Figure, GrowthPerMinute, GrowthRate, ObservedDoses } from './estimate/growth/rate/growth-result.js';
export { nceOfPercentile, percentileOfNce } from './estimate/growth/scale/nce.js';
export type { ScaleKind } from './estimate/growth/scale/scale-kind.js';
export { type GapClosure, type GapCohorts, type GapGains, gapClosure } from './estimate/growth/status/gap-closure.js';
export {
  type GrowthToStandard,
  growthToStandard,
  type StandardAhead,
} from './estimate/growth/status/growth-to-standard.js';
export {
  type GateAhead,
  type PassingProbability,
  passingProbability,
} from './estimate/growth/status/passing-probability.js';
export {
  type ChangeInPercentProficient,
  changeInPercentProficient,
} from './estimate/growth/status/percent-proficient.js';
export {
  type TransitionMatrix,
  transitionMatrix,
  type ValueTableScore,
  valueTable,
} from './estimate/growth/status/transition-matrix.js';
export type { TreatmentColumn } from './estimate/trial/two-arms.js';
export { type FormatGrowthSummaryOptions, formatGrowthSummary } from './report/growth-summary.js';
export {
  type FormatScreenTimeFrontierOptions,
  formatScreenTimeFrontier,
} from './report/screen-time-frontier.js';
export type { GrowthDesign } from './summarize/growth/design.js';
export { type FrontierOfArmsOptions, frontierOfArms } from './summarize/growth/frontier-of-arms.js';
export { growthSummary } from './summarize/growth/growth-summary.js';
export type { GrowthArm, GrowthSummary } from './summarize/growth/summary.js';
export type { ConfidenceSet } from './support/confidence-set.js';
export { EfficacyError, type EfficacyErrorCode } from './support/errors.js';
export type { Interval } from './support/interval.js';
export type { Note } from './support/notes.js';
