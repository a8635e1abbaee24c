export { type BenefitBounds, type BenefitBoundsOptions, benefitBounds } from './estimate/benefit-bounds.js';
export {
  type NonInferiorityConclusion,
  type NonInferiorityOptions,
  type NonInferiorityTest,
  nonInferiority,
} from './estimate/equivalence/non-inferiority.js';
export type {
  ComparisonSource,
  EstimateToCompare,
  GroupsToCompare,
  IntervalToCompare,
  MarginOptions,
  OneSidedTest,
} from './estimate/equivalence/tested-difference.js';
export {
  type EquivalenceConclusion,
  type EquivalenceTest,
  type TostOptions,
  tost,
} from './estimate/equivalence/tost.js';
export type { Estimate, TestedEstimate } from './estimate/estimate.js';
export type { ArmResponse } from './estimate/missing/arms-with-missing.js';
export type { EstimatedBound } from './estimate/missing/bounded-effect.js';
export { type LeeBounds, type LeeBoundsOptions, leeBounds } from './estimate/missing/lee-bounds.js';
export {
  type BoundedArm,
  type ManskiBounds,
  type ManskiBoundsOptions,
  manskiBounds,
} from './estimate/missing/manski-bounds.js';
export {
  type ImputedEstimate,
  type PooledImputations,
  type PoolImputationsOptions,
  poolImputations,
} from './estimate/missing/pool-imputations.js';
export {
  type ArmWeights,
  type ResponseWeights,
  type ResponseWeightsOptions,
  responseWeights,
} from './estimate/missing/response-weights.js';
export type { Trimming } from './estimate/missing/trim.js';
export {
  type AssignArmsOptions,
  type Assignment,
  type AssignmentProcedure,
  assignArms,
  type FilledArm,
  type RandomizationDesign,
  type Rerandomized,
  type RerandomizeOptions,
} from './estimate/randomization/assign-arms.js';
export {
  type MatchedPair,
  type MatchedPairs,
  type MatchPairsOptions,
  matchPairs,
} from './estimate/randomization/match-pairs.js';
export {
  type RandomizationStatistic,
  type RandomizationTest,
  type RandomizationTestOptions,
  randomizationTest,
} from './estimate/randomization/randomization-test.js';
export { type KruskalWallisTest, kruskalWallisTest } from './estimate/ranks/kruskal-wallis-test.js';
export { type MannWhitneyTest, mannWhitneyTest } from './estimate/ranks/mann-whitney-test.js';
export type { RankDistribution, RankTest, RankTestOptions } from './estimate/ranks/rank-inference.js';
export { type SignedRankTest, signedRankTest } from './estimate/ranks/signed-rank-test.js';
export {
  type AssignmentDesign,
  type DifferenceByDesign,
  type DifferenceByDesignOptions,
  differenceByDesign,
} from './estimate/trial/difference-by-design.js';
export {
  type DifferenceInMeans,
  type DifferenceInMeansOptions,
  differenceInMeans,
} from './estimate/trial/difference-in-means.js';
export { type FitLinOptions, fitLin, type LinDifference } from './estimate/trial/fit-lin.js';
export {
  type HorvitzThompson,
  type HorvitzThompsonOptions,
  horvitzThompson,
} from './estimate/trial/horvitz-thompson.js';
export type { TreatmentColumn } from './estimate/trial/two-arms.js';
export type { ReportFormat } from './report/document.js';
export { formatTrialFamily } from './report/trial-family.js';
export { formatTrialRating } from './report/trial-rating.js';
export { type FormatTrialSummaryOptions, formatTrialSummary } from './report/trial-summary.js';
export {
  type AnalysisPlan,
  type AnalysisPlanInput,
  analysisPlan,
  type PlannedOutcome,
} from './summarize/plan/analysis-plan.js';
export type { PlanCheck, PlanDeviation } from './summarize/plan/plan-check.js';
export type { TrialQuestion } from './summarize/rating/open-questions.js';
export type { TrialEvidence } from './summarize/rating/trial-evidence.js';
export { type RatedFinding, type TrialRating, trialRating } from './summarize/rating/trial-rating.js';
export type { ArmsAlike } from './summarize/trial/alike.js';
export type { ReceivedLabels, TrialDesign } from './summarize/trial/design.js';
export type { FamilyTest } from './summarize/trial/family-test.js';
export type { ArmContrast, ChosenByArm, InstrumentedEffect } from './summarize/trial/instrumented-effect.js';
export type { MinimumDetectable } from './summarize/trial/minimum-detectable.js';
export type { PartEffect } from './summarize/trial/part-effect.js';
export type { PooledEffect } from './summarize/trial/pooled-effect.js';
export type { SiteEffects } from './summarize/trial/sites.js';
export type { Subgroup, SubgroupAnalysis, SubgroupEffect } from './summarize/trial/subgroups.js';
export type { TrialArm, TrialSummary } from './summarize/trial/summary.js';
export type { Superiority } from './summarize/trial/superiority.js';
export type { TakeUp, TakeUpArm } from './summarize/trial/take-up.js';
export {
  type FamilyMember,
  type TrialFamily,
  type TrialFamilyOptions,
  trialFamily,
} from './summarize/trial/trial-family.js';
export type { LeftOut, OtherArm } from './summarize/trial/trial-rows.js';
export { type TrialSummaryOptions, trialSummary } from './summarize/trial/trial-summary.js';
export type { MinutesOfUse } from './summarize/trial/use.js';
export { EfficacyError, type EfficacyErrorCode } from './support/errors.js';
export type { Interval } from './support/interval.js';
export type { Note } from './support/notes.js';
