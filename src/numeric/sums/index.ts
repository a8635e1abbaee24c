export { centredSumOfProducts, centredSumOfSquares } from './centred-sums.js';
export { addDigits, exactDigits } from './exact-digits.js';
export { exactDot, exactMean, exactSum } from './exact-sum.js';
export { addExact, addExactProduct, type ExactSums, exactSums, mergeExact, settleExact } from './exact-sums.js';
export { exactComoment, exactMeanOf, roundExact } from './exact-total.js';
export { neumaierSum } from './neumaier-sum.js';
export { pairwiseSum } from './pairwise-sum.js';
