export {
  beta,
  binomial,
  type ContinuousDistribution,
  chiSquared,
  type DiscreteDistribution,
  type Distribution,
  type Evaluate,
  fisherF,
  hypergeometric,
  noncentralChiSquared,
  noncentralF,
  noncentralT,
  normal,
  poisson,
  studentizedRange,
  studentT,
} from './numeric/distributions/index.js';
export {
  type Cholesky,
  type CholeskyOptions,
  cholesky,
  inverseSquareRoot,
  invertCholesky,
  type LeastSquares,
  type LeastSquaresOptions,
  leastSquares,
  powerColumns,
  type Qr,
  type QrOptions,
  qr,
  type SymmetricEigen,
  solveCholesky,
  solveQr,
  spectralFunction,
  symmetricEigen,
} from './numeric/linalg/index.js';
export {
  type AdjustedPValues,
  type AdjustmentMethod,
  type AdjustPValuesOptions,
  adjustPValues,
} from './numeric/multiplicity/index.js';
export {
  type Noncentrality,
  type NoncentralityInterval,
  type NoncentralityOptions,
  noncentralityIntervalOfChiSquared,
  noncentralityIntervalOfF,
  noncentralityIntervalOfT,
  noncentralityOfChiSquared,
  noncentralityOfF,
  noncentralityOfT,
} from './numeric/noncentrality/index.js';
export {
  type AtBound,
  type BoxBounds,
  type Convergence,
  type ConvergenceStatus,
  type Curve,
  type CurvedMinimum,
  type CurveFit,
  type FindMinimumOptions,
  type FindRootOptions,
  findMinimum,
  findRoot,
  type IterationOptions,
  type LevenbergMarquardtOptions,
  type LineMinimum,
  levenbergMarquardt,
  type Minimum,
  type MultiStart,
  multiStart,
  type NelderMeadOptions,
  nelderMead,
  type Objective,
  type QuasiNewtonOptions,
  quasiNewton,
  type Root,
  requireConverged,
  startsWithin,
} from './numeric/optimize/index.js';
export { type Exchangeable, type RandomStream, randomStream, type SampleOptions } from './numeric/random/index.js';
export type { RandomSource } from './numeric/random/source.js';
export { erf, erfc, erfcx } from './numeric/special/error-function.js';
export { gammaRatio } from './numeric/special/gamma-ratio.js';
export { regularizedBeta, regularizedBetaUpper } from './numeric/special/incomplete-beta.js';
export { regularizedGammaP, regularizedGammaQ } from './numeric/special/incomplete-gamma.js';
export type { BetaPoint } from './numeric/special/inverse-beta.js';
export { inverseRegularizedBeta } from './numeric/special/inverse-beta.js';
export { inverseRegularizedGamma } from './numeric/special/inverse-gamma.js';
export { logBeta } from './numeric/special/log-beta.js';
export { logGamma } from './numeric/special/log-gamma.js';
export type { DoubleDoubleColumn } from './numeric/sums/double-double-column.js';
export {
  centredSumOfProducts,
  centredSumOfSquares,
  exactDot,
  exactMean,
  exactSum,
  neumaierSum,
  pairwiseSum,
} from './numeric/sums/index.js';
