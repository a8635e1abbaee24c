import { type Box, clamp } from './bounds.js';
import { differenceJacobian } from './difference.js';

/** An objective with its derivatives; `slopes` says false where they are not finite. */
export interface SmoothObjective {
  readonly value: (x: Float64Array) => number;
  readonly slopes: (x: Float64Array, value: number, out: Float64Array) => boolean;
  /** Whether the slopes are themselves differences of values. */
  readonly differenced: boolean;
  readonly typical: Float64Array;
  readonly box: Box;
}

/**
 * Second derivatives by differences: of the gradient where there is one, else of values. Near a bound they are taken a little inside.
 *
 * @returns p x p, symmetric; NaN where the objective is not finite
 */
export function hessianAt(objective: SmoothObjective, x: Float64Array): Float64Array {
  const { value, slopes, differenced, typical, box } = objective;
  const p = x.length;
  const out = new Float64Array(p * p);
  const reach = x.map((one, j) => Math.max(Math.abs(one), typical[j]!));
  const h = reach.map((one, j) => Math.min(Number.EPSILON ** 0.25 * one, (box.upper[j]! - box.lower[j]!) / 4));
  const center = x.map((one, j) => clamp(one, box.lower[j]! + h[j]!, box.upper[j]! - h[j]!));
  if (!differenced) {
    const gradient = new Float64Array(p);
    const evaluate = (at: Float64Array, into: Float64Array) => slopes(at, 0, into);
    const fine = slopes(center, 0, gradient) && differenceJacobian(evaluate, center, gradient, reach, box, out);
    return fine ? out.map((one, at) => (one + out[(at % p) * p + Math.floor(at / p)]!) / 2) : out.fill(Number.NaN);
  }
  const shifted = (j: number, a: number, l: number, b: number): number => {
    const at = center.slice();
    at[j]! += a * h[j]!;
    at[l]! += b * h[l]!;
    return value(at);
  };
  const middle = value(center);
  for (let j = 0; j < p; j++) {
    if (h[j] === 0) continue;
    out[j * p + j] = (shifted(j, 1, j, 0) - middle + (shifted(j, -1, j, 0) - middle)) / h[j]! ** 2;
    for (let l = 0; l < j; l++) {
      if (h[l] === 0) continue;
      const twist = shifted(j, 1, l, 1) - shifted(j, 1, l, -1) - shifted(j, -1, l, 1) + shifted(j, -1, l, -1);
      out[j * p + l] = out[l * p + j] = twist / (4 * h[j]! * h[l]!);
    }
  }
  return out;
}
