export {
  type FitRandomInterceptOptions,
  fitRandomIntercept,
  type MixedDfRule,
  type RandomInterceptFit,
} from './estimate/multilevel/fit-random-intercept.js';
export type { LikelihoodType } from './estimate/multilevel/likelihood.js';
export type { ClusterVcovType } from './estimate/regression/adjustment.js';
export type { AndersonRubin } from './estimate/regression/anderson-rubin.js';
export type { Coefficient } from './estimate/regression/coefficient.js';
export type { DfRule } from './estimate/regression/covariance.js';
export {
  type FitInstrumentedOptions,
  fitInstrumented,
  type InstrumentedFit,
} from './estimate/regression/fit-instrumented.js';
export {
  type FitLinearOptions,
  fitLinear,
  type LinearFit,
  type RegressionInference,
} from './estimate/regression/fit-linear.js';
export type { Hypothesis } from './estimate/regression/hypothesis.js';
export type { ChiSquaredTest, FirstStage, FTest } from './estimate/regression/instrument-tests.js';
export {
  fitLogistic,
  type LogisticCoefficient,
  type LogisticFit,
} from './estimate/regression/logistic/fit-logistic.js';
export type { LogisticVcovType } from './estimate/regression/logistic/logistic-covariance.js';
export type { FitLogisticOptions, LogisticPenalty } from './estimate/regression/logistic/logistic-rule.js';
export type { ReferenceLevels } from './estimate/regression/terms.js';
export type { RobustVcovType, VcovType } from './estimate/regression/vcov.js';
export type { WaldTestType } from './estimate/regression/wald-reference.js';
export { type WaldTest, type WaldTestOptions, waldTest } from './estimate/regression/wald-test.js';
