export type { Noncentrality, NoncentralityInterval, NoncentralityOptions } from './noncentrality.js';
export { noncentralityIntervalOfT, noncentralityOfT } from './of-t.js';
