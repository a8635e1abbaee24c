import { fitLinear } from '../../src/estimate/regression/fit-linear.js';
import { fromColumns } from '../../src/ingest/from-columns.js';
import type { RandomStream } from '../../src/numeric/random/index.js';
import { type Arms, normals } from './draws.js';

/** Two arms and the difference between them, adjusted for a covariate. */
export interface AdjustedTrial extends Arms {
  readonly difference: { readonly estimate: number; readonly standardError: number; readonly df: number };
}

/** Arms with standard deviation 1, of which a covariate explains half of the variance. */
export function adjustedTrial(draws: RandomStream, nT: number, nC: number, effect: number): AdjustedTrial {
  const n = nT + nC;
  const z = Float64Array.from({ length: n }, (_, i) => (i < nT ? 1 : 0));
  const x = normals(draws, n);
  const y = x.map((value, i) => effect * (z[i] as number) + Math.SQRT1_2 * value + Math.SQRT1_2 * draws.normal());
  const fit = fitLinear(fromColumns({ z, x, y }), { outcome: 'y', terms: ['z', 'x'], vcov: 'classical' });
  const found = fit.coefficients.find(({ term }) => term === 'z');
  const [estimate, standardError, df] = [found?.estimate, found?.standardError, found?.df];
  if (typeof estimate !== 'number' || typeof standardError !== 'number' || typeof df !== 'number') {
    throw new Error('the regression of a simulated trial has no coefficient of the treatment');
  }
  return { difference: { estimate, standardError, df }, treatment: y.slice(0, nT), control: y.slice(nT) };
}
