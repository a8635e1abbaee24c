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
export {
  type DifferenceInDifferencesG,
  type DifferenceInDifferencesOptions,
  differenceInDifferencesG,
} from './estimate/effect/change/difference-in-differences-g.js';
export { type MeanChange, meanChange } from './estimate/effect/change/mean-change.js';
export {
  type PairedD,
  type PairedDOptions,
  type PairedStandardizer,
  pairedD,
} from './estimate/effect/change/paired-d.js';
export type { PairedSummary, PairedValues, Pairs } from './estimate/effect/change/paired-moments.js';
export type { PrepostArm, PrepostArms } from './estimate/effect/change/prepost-arms.js';
export {
  type PrepostControlD,
  type PrepostControlDOptions,
  prepostControlD,
} from './estimate/effect/change/prepost-control-d.js';
export { sdFromGains } from './estimate/effect/change/sd-from-gains.js';
export { type ArmClusters, type ClusterDesign, clusterDesign } from './estimate/effect/clusters/cluster-design.js';
export {
  type ClusteredHedgesG,
  type ClusteredHedgesGOptions,
  clusteredHedgesG,
} from './estimate/effect/clusters/clustered-hedges-g.js';
export {
  type SdFromClusterMeansOptions,
  sdFromClusterMeans,
} from './estimate/effect/clusters/sd-from-cluster-means.js';
export {
  type AdjustedDifference,
  type AdjustedHedgesG,
  type AdjustedHedgesGOptions,
  adjustedHedgesG,
  type NamedSd,
} from './estimate/effect/means/adjusted-hedges-g.js';
export { type AverageSdD, type AverageSdDOptions, averageSdD } from './estimate/effect/means/average-sd-d.js';
export { cohensD } from './estimate/effect/means/cohens-d.js';
export type { Alternative, EffectInterval, IntervalFor } from './estimate/effect/means/effect-limits.js';
export { type GlassDelta, type GlassDeltaOptions, glassDelta } from './estimate/effect/means/glass-delta.js';
export { type HedgesCorrection, hedgesCorrection } from './estimate/effect/means/hedges-correction.js';
export { type HedgesGOptions, hedgesG } from './estimate/effect/means/hedges-g.js';
export {
  type LogRatio,
  type LogRatioOptions,
  logRatioOfMeans,
  logRatioOfPairedMeans,
} from './estimate/effect/means/log-ratio-of-means.js';
export { logCoefficientOfVariationRatio, logVariabilityRatio } from './estimate/effect/means/log-variability-ratio.js';
export { type OneSampleD, type OneSampleDOptions, oneSampleD } from './estimate/effect/means/one-sample-d.js';
export { type RobustD, type RobustDOptions, robustD } from './estimate/effect/means/robust-d.js';
export type { SmdVariance } from './estimate/effect/means/smd-variance.js';
export type { StandardizedEffect, StandardizedEffectOptions } from './estimate/effect/means/standardized-effect.js';
export type {
  CohensDOptions,
  StandardizedMeanDifference,
} from './estimate/effect/means/standardized-mean-difference.js';
export type { OneSided } from './estimate/effect/one-sided.js';
export type { PublishedStandardizer } from './estimate/effect/published/conversion.js';
export type { Printed } from './estimate/effect/published/printed.js';
export {
  type PublishedEffect,
  type PublishedEffectOptions,
  publishedEffect,
} from './estimate/effect/published/published-effect.js';
export type {
  ArmSizes,
  PrintedArm,
  PublishedSource,
  WithCovariates,
  WithSign,
} from './estimate/effect/published/sources.js';
export { cliffsDelta } from './estimate/effect/ranks/cliffs-delta.js';
export { cohensU1, cohensU2, cohensU3, overlapCoefficient } from './estimate/effect/ranks/cohens-u.js';
export type { Dominance, DominanceOptions, DominanceVariance } from './estimate/effect/ranks/dominance.js';
export {
  type PairedDominanceVariance,
  type PairedRankBiserial,
  type PairedRankBiserialOptions,
  pairedRankBiserial,
} from './estimate/effect/ranks/paired-rank-biserial.js';
export {
  pairedProbabilityOfSuperiority,
  probabilityOfSuperiority,
} from './estimate/effect/ranks/probability-of-superiority.js';
export { rankBiserial } from './estimate/effect/ranks/rank-biserial.js';
export { type RankEpsilonSquared, rankEpsilonSquared } from './estimate/effect/ranks/rank-epsilon-squared.js';
export { varghaDelaneyA } from './estimate/effect/ranks/vargha-delaney-a.js';
export {
  type ConvertEffectOptions,
  type ConvertedEffect,
  convertEffect,
} from './estimate/effect/reading/convert-effect.js';
export {
  type CostPerEffect,
  type CostPerStudent,
  costPerExtraProficientStudent,
  costPerStudentPerSd,
} from './estimate/effect/reading/cost-per-effect.js';
export type { EffectScale } from './estimate/effect/reading/effect-scales.js';
export type { EffectValue } from './estimate/effect/reading/effect-value.js';
export { improvementIndex } from './estimate/effect/reading/improvement-index.js';
export type { NormalOverlap, OverlapOptions } from './estimate/effect/reading/normal-reading.js';
export { type PercentileGainOptions, percentileGain } from './estimate/effect/reading/percentile-gain.js';
export {
  type ProficiencyCut,
  type ProficiencyShift,
  proficiencyShift,
} from './estimate/effect/reading/proficiency-shift.js';
export type {
  Association,
  AssociationInterval,
  AssociationOptions,
} from './estimate/effect/shares/chi-squared-association.js';
export { arcsineDifference, cohensH } from './estimate/effect/shares/cohens-h.js';
export type { ProportionsEffect, ProportionsOptions } from './estimate/effect/shares/contrast-of-proportions.js';
export type { ArmEvents, EventCount, EventShare, ZeroCells } from './estimate/effect/shares/counts.js';
export { type CoxIndex, type CoxIndexOptions, coxIndex } from './estimate/effect/shares/cox-index.js';
export { contingencyPhi, cramersV } from './estimate/effect/shares/cramers-v.js';
export { logOddsRatio } from './estimate/effect/shares/log-odds-ratio.js';
export { logitD } from './estimate/effect/shares/logit-d.js';
export { type NumberNeededToTreat, numberNeededToTreat } from './estimate/effect/shares/number-needed-to-treat.js';
export { oddsRatio, type RatioEffect } from './estimate/effect/shares/odds-ratio.js';
export { petoLogOddsRatio } from './estimate/effect/shares/peto-log-odds-ratio.js';
export { phiCoefficient } from './estimate/effect/shares/phi-coefficient.js';
export { probitD } from './estimate/effect/shares/probit-d.js';
export {
  type Proportion,
  type ProportionOptions,
  type ProportionScale,
  proportion,
} from './estimate/effect/shares/proportion.js';
export {
  type RiskDifference,
  type RiskDifferenceOptions,
  riskDifference,
} from './estimate/effect/shares/risk-difference.js';
export { logRiskRatio, riskRatio } from './estimate/effect/shares/risk-ratio.js';
export { tetrachoricCorrelation } from './estimate/effect/shares/tetrachoric-correlation.js';
export { yulesQ, yulesY } from './estimate/effect/shares/yules-q.js';
export { type CohensF, cohensF } from './estimate/effect/variance/cohens-f.js';
export {
  type Correlated,
  type Correlation,
  type CorrelationOptions,
  correlation,
} from './estimate/effect/variance/correlation.js';
export { type CorrelationFromT, correlationFromT } from './estimate/effect/variance/correlation-from-t.js';
export { epsilonSquared } from './estimate/effect/variance/epsilon-squared.js';
export { etaSquared } from './estimate/effect/variance/eta-squared.js';
export { type FisherZ, fisherZ } from './estimate/effect/variance/fisher-z.js';
export { omegaSquared } from './estimate/effect/variance/omega-squared.js';
export {
  type AnovaTerm,
  type FTest,
  oneWaySums,
  type SumsOfSquares,
  type VarianceExplained,
  type VarianceExplainedOptions,
} from './estimate/effect/variance/variance-explained.js';
export type { Estimate, TestedEstimate } from './estimate/estimate.js';
export type { ConfidenceSet } from './support/confidence-set.js';
export { EfficacyError, type EfficacyErrorCode } from './support/errors.js';
export type { Interval } from './support/interval.js';
export type { Note } from './support/notes.js';
