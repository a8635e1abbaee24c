import { fitLinear } from '../../src/estimate/regression/fit-linear.js';
import { fromColumns } from '../../src/ingest/from-columns.js';
import type { RandomStream } from '../../src/numeric/random/index.js';
import { type Arms, normals } from './draws.js';

/** A difference between arms as a study reports it. */
export interface Difference {
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
}

/** Two arms and the difference between them, adjusted for a covariate. */
export interface AdjustedTrial extends Arms {
  readonly difference: Difference;
}

/** The treatment z of each unit, its covariate and its outcome. */
export interface Units {
  readonly z: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The difference in y by z, adjusted for x by least squares. */
export function adjustedDifference({ z, x, y }: Units, vcov: 'classical' | 'HC2' = 'classical'): Difference {
  const fit = fitLinear(fromColumns({ z, x, y }), { outcome: 'y', terms: ['z', 'x'], vcov });
  const found = fit.coefficients.find(({ term }) => term === 'z');
  const [estimate, standardError, df] = [found?.estimate, found?.standardError, found?.df];
  if (typeof estimate !== 'number' || typeof standardError !== 'number' || typeof df !== 'number') {
    throw new Error('the regression of a simulated trial has no coefficient of the treatment');
  }
  return { estimate, standardError, df };
}

/** Arms with standard deviation 1, of which a covariate explains half of the variance. */
export function adjustedTrial(draws: RandomStream, nT: number, nC: number, effect: number): AdjustedTrial {
  const n = nT + nC;
  const z = Float64Array.from({ length: n }, (_, i) => (i < nT ? 1 : 0));
  const x = normals(draws, n);
  const y = x.map((value, i) => effect * (z[i] as number) + Math.SQRT1_2 * value + Math.SQRT1_2 * draws.normal());
  return { difference: adjustedDifference({ z, x, y }), treatment: y.slice(0, nT), control: y.slice(nT) };
}
