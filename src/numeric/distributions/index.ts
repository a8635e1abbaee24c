export { beta } from './beta.js';
export { binomial } from './binomial.js';
export { chiSquared } from './chi-squared.js';
export type {
  ContinuousDistribution,
  DiscreteDistribution,
  Distribution,
  Evaluate,
} from './distribution.js';
export { fisherF } from './fisher-f.js';
export { hypergeometric } from './hypergeometric.js';
export { noncentralChiSquared } from './noncentral-chi-squared.js';
export { noncentralF } from './noncentral-f.js';
export { noncentralT } from './noncentral-t.js';
export { normal } from './normal.js';
export { poisson } from './poisson.js';
export { studentT } from './student-t.js';
export { studentizedRange } from './studentized-range.js';
