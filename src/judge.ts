export {
  type AttritionRates,
  attritionBias,
  attritionModelBound,
  type ModelBound,
  type ModelBoundOptions,
} from './judge/attrition/attrition-bias.js';
export { type AttritionColumns, attritionCounts, clusterAttritionCounts } from './judge/attrition/attrition-counts.js';
export { type BoundaryReading, boundaryReadings } from './judge/attrition/boundary-readings.js';
export { type AttritionBoundary, type AttritionTable, attritionTables } from './judge/attrition/boundary-table.js';
export { type AttritionSelection, attritionModel, toleratedBias } from './judge/attrition/model-constants.js';
export {
  type ArmAttrition,
  type AssignedCounts,
  type AttritionCounts,
  type AttritionOptions,
  type AttritionReading,
  type WwcAttrition,
  wwcAttrition,
} from './judge/attrition/wwc-attrition.js';
export {
  type ClusterAttritionCounts,
  type Joiners,
  type WwcClusterAttrition,
  wwcClusterAttrition,
} from './judge/attrition/wwc-cluster-attrition.js';
export { type EefMonths, eefMonths, eefTables } from './judge/benchmarks/eef-months.js';
export { type GrowthRow, type GrowthTable, hill2008 } from './judge/benchmarks/growth-table.js';
export { type KraftBand, type KraftStudy, kraftBand, kraftCostBand } from './judge/benchmarks/kraft-band.js';
export {
  type GrowthOptions,
  type MonthsOfProgress,
  type MonthsOptions,
  monthsOfProgress,
  type ShareOfAnnualGrowth,
  shareOfAnnualGrowth,
} from './judge/benchmarks/months-of-progress.js';
export {
  type ConsortArm,
  type ConsortArmInput,
  type ConsortCount,
  type ConsortFlow,
  type ConsortFlowInput,
  type ConsortLevel,
  type ConsortLevelInput,
  type ConsortTally,
  consortFlow,
} from './judge/consort/consort-flow.js';
export { type ConsortItem, consortClusterItems, consortItems } from './judge/consort/consort-items.js';
export {
  type EefEvidence,
  type EefPadlocks,
  eefPadlocks,
  type PadlockStep,
  type ThreatStep,
} from './judge/eef/eef-padlocks.js';
export {
  type EefBias,
  type EefDesign,
  type EefRisk,
  type EefThreat,
  eefThreats,
  padlockRules,
  type ThreatRule,
} from './judge/eef/padlock-rules.js';
export {
  type AdjustmentMethod,
  type AdjustmentRule,
  type AdjustmentRules,
  adjustmentRules,
} from './judge/equivalence/adjustment-rules.js';
export {
  type BaselineAdjustment,
  type BaselineEquivalence,
  type BaselineOptions,
  baselineEquivalence,
  type JudgedCovariate,
} from './judge/equivalence/baseline-equivalence.js';
export { type BaselineTableOptions, baselineOfTable } from './judge/equivalence/baseline-of-table.js';
export type {
  BaselineClass,
  BaselineCovariate,
  BinaryCovariate,
  ContinuousCovariate,
  CovariateBalance,
  NamedCovariate,
} from './judge/equivalence/covariate-balance.js';
export type { OmnibusBalance } from './judge/equivalence/omnibus-balance.js';
export { type EssaOverlap, type EssaTierName, essaRules } from './judge/essa/essa-rules.js';
export {
  type EssaEvidence,
  type EssaStudy,
  type EssaTier,
  type EssaTierSteps,
  essaTier,
} from './judge/essa/essa-tier.js';
export {
  type JudgedFinding,
  type NamedFinding,
  type StudyCharacter,
  type WwcDomain,
  type WwcDomainOptions,
  wwcDomain,
} from './judge/multiplicity/wwc-domain.js';
export { type Evidence, isNoEvidence, type NoEvidence, type NotEligible, noEvidence } from './judge/no-evidence.js';
export type { Cited, OutcomeType, WwcProfile } from './judge/profiles/profile.js';
export { wwcProfile, wwcProfiles } from './judge/profiles/profile-of.js';
export type { Question } from './judge/question.js';
export type { WwcEvidence } from './judge/rating/evidence.js';
export type { OutcomeMeasure } from './judge/rating/outcome-measure.js';
export { type RatingRules, type ReliabilityKind, type RuleSource, ratingRules } from './judge/rating/rating-rules.js';
export type { RatingStep } from './judge/rating/rating-step.js';
export {
  type EffectivenessLevel,
  type RatedStudy,
  type WwcEffectiveness,
  wwcEffectiveness,
} from './judge/rating/wwc-effectiveness.js';
export { type WwcRating, type WwcRatingLevel, wwcRating } from './judge/rating/wwc-rating.js';
export type { WwcFinding, WwcStep } from './judge/wwc/finding.js';
export type { WwcArm, WwcFindingInput } from './judge/wwc/input.js';
export { wwcFinding } from './judge/wwc/wwc-finding.js';
export { EfficacyError, type EfficacyErrorCode } from './support/errors.js';
export type { Interval } from './support/interval.js';
export type { Note } from './support/notes.js';
