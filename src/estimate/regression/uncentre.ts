import type { LinearSystem } from './linear-system.js';

/** Coefficients of the columns as they were given: the intercept at 0 of every column instead of at their means. */
export function uncentre(system: LinearSystem, centred: Float64Array): Float64Array {
  if (!system.hasIntercept) return centred;
  const centre = system.centres[0] as Float64Array;
  const out = centred.slice();
  let intercept = (centre[system.size - 1] as number) + (centred[0] as number);
  for (let i = 1; i < system.size; i++) intercept -= (centre[i - 1] as number) * (centred[i] as number);
  out[0] = intercept;
  return out;
}

/** Covariance under the same change of the intercept: T V T' with T = [1, -mean'; 0, I]. */
export function uncentreVcov(system: LinearSystem, vcov: Float64Array): Float64Array {
  if (!system.hasIntercept) return vcov;
  const { size } = system;
  const centre = system.centres[0] as Float64Array;
  const out = vcov.slice();
  const shifted = (column: number): number => {
    let v = out[column] as number;
    for (let i = 1; i < size; i++) v -= (centre[i - 1] as number) * (out[i * size + column] as number);
    return v;
  };
  const first = Float64Array.from({ length: size }, (_, j) => shifted(j));
  let corner = first[0] as number;
  for (let j = 1; j < size; j++) corner -= (centre[j - 1] as number) * (first[j] as number);
  for (let j = 1; j < size; j++) {
    out[j] = first[j] as number;
    out[j * size] = first[j] as number;
  }
  out[0] = corner;
  return out;
}

/** For each coefficient as given, its weights on the centred ones (row-major): the rows of T. */
export function coefficientContrasts(system: LinearSystem): Float64Array {
  const { size, hasIntercept } = system;
  const contrasts = new Float64Array(size * size);
  for (let i = 0; i < size; i++) contrasts[i * (size + 1)] = 1;
  const centre = system.centres[0] as Float64Array;
  if (hasIntercept) for (let j = 1; j < size; j++) contrasts[j] = -(centre[j - 1] as number);
  return contrasts;
}
