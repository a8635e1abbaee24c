import type { RandomStream } from '../../src/numeric/random/index.js';

/** Independent normal values. */
export const normals = (draws: RandomStream, n: number, mean = 0, spread = 1): Float64Array =>
  Float64Array.from({ length: n }, () => mean + spread * draws.normal());
