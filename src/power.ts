export { type DesignPrecision, designPrecision } from './estimate/power/design-precision.js';
export type { FoundSize } from './estimate/power/find-size.js';
export {
  type MinimumDetectableEffect,
  type MinimumDetectableEffectOptions,
  minimumDetectableEffect,
} from './estimate/power/minimum-detectable-effect.js';
export type {
  BlockedClusteredDesign,
  BlockedDesign,
  ClusteredDesign,
  DesignSize,
  DesignToSize,
  IndividualDesign,
  MatchedPairsDesign,
  OneArmClusteredDesign,
  PlannedAllocation,
  PlannedBlocks,
  PlannedClusterCovariates,
  PlannedDesign,
  PlannedUnitCovariates,
  RealizedDesign,
  ThreeLevelClusteredDesign,
  WithUnknownSize,
} from './estimate/power/planned-design.js';
export { type DesignPower, powerOfDesign } from './estimate/power/power-of-design.js';
export type { PlannedTest, StatedTest } from './estimate/power/power-of-test.js';
export {
  type ProbabilityOfThreshold,
  type ProbabilityOfThresholdOptions,
  probabilityOfThreshold,
} from './estimate/power/probability-of-threshold.js';
export {
  type SampleSize,
  type SampleSizeForPower,
  type SampleSizeForPowerOptions,
  sampleSizeForPower,
} from './estimate/power/sample-size.js';
export {
  type SampleSizeForThreshold,
  type SampleSizeForThresholdOptions,
  sampleSizeForThreshold,
} from './estimate/power/sample-size-for-threshold.js';
export { type AlphaSpending, alphaSpent } from './estimate/power/sequential/alpha-spending.js';
export {
  type ConditionalPower,
  type ConditionalPowerOptions,
  conditionalPower,
} from './estimate/power/sequential/conditional-power.js';
export {
  type CrossingProbabilities,
  type CrossingProbability,
  crossingProbabilities,
  type SequentialLook,
} from './estimate/power/sequential/crossing-probabilities.js';
export { type DriftForPower, driftForPower } from './estimate/power/sequential/drift-for-power.js';
export {
  type BoundaryLook,
  type SequentialBoundaries,
  type SequentialBoundariesOptions,
  sequentialBoundaries,
} from './estimate/power/sequential/sequential-boundaries.js';
export type { StatedRule, ThresholdRule } from './estimate/power/threshold.js';
export { EfficacyError, type EfficacyErrorCode } from './support/errors.js';
export type { Note } from './support/notes.js';
