export type { Noncentrality, NoncentralityInterval, NoncentralityOptions } from './noncentrality.js';
export { noncentralityIntervalOfChiSquared, noncentralityOfChiSquared } from './of-chi-squared.js';
export { largestSum, noncentralityIntervalOfF, noncentralityOfF } from './of-f.js';
export { limitOfT, noncentralityIntervalOfT, noncentralityOfT } from './of-t.js';
