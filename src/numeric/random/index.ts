export { philox } from './philox.js';
export { type RandomStream, randomStream, type SampleOptions } from './random-stream.js';
export type { Exchangeable } from './shuffle.js';
