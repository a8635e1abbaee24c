export type { AtBound, BoxBounds } from './bounds.js';
export { type Convergence, type ConvergenceStatus, type IterationOptions, requireConverged } from './convergence.js';
export type { Curve } from './curve.js';
export type { CurveFit } from './curve-fit.js';
export { type LevenbergMarquardtOptions, levenbergMarquardt } from './levenberg-marquardt.js';
