import { abs, epsilon, finite, floor, max, min, zeros } from '../math.js';
import type { Box } from './bounds.js';
import { differenceJacobian } from './difference.js';

/** First and second derivatives of an objective. */
export interface Derivatives {
  /** Writes the gradient where the objective has this value; false where it is not finite. */
  readonly gradient: (x: Float64Array, value: number, out: Float64Array) => boolean;
  /** p x p, symmetric; NaN where it is not finite. Beside a bound it is taken a little inside. */
  readonly hessian: (x: Float64Array) => Float64Array;
  /** Share of a diagonal element of the Hessian below which a number is its rounding. */
  readonly noise: number;
  /** Size of each parameter where it starts, 1 when that is 0. */
  readonly typical: Float64Array;
  /** Differences over a sixteenth of the distance from now on, for what is narrow beside its parameter; false after two such calls. */
  readonly narrow: () => boolean;
}

/** Derivatives by differences: the first of values, where the caller has none, and the second of gradients or else of values. */
export function derivatives(
  objective: (x: Float64Array) => number,
  given: ((x: Float64Array, gradient: Float64Array) => void) | undefined,
  start: Float64Array,
  box: Box,
): Derivatives {
  const p = start.length;
  const typical = start.map((one) => abs(one) || 1);
  let share = 1;
  const reach = (x: Float64Array): Float64Array => x.map((one, j) => share * max(abs(one), typical[j]!));
  const narrow = (): boolean => {
    share /= 16;
    return share > 1e-3;
  };
  const slopes = (x: Float64Array, out: Float64Array): boolean => {
    given?.(x, out);
    return out.every(finite);
  };
  const value = (x: Float64Array, out: Float64Array): boolean => {
    out[0] = objective(x);
    return out[0] < Infinity;
  };

  const ofGradients = (x: Float64Array): Float64Array => {
    const out = zeros(p * p);
    const middle = zeros(p);
    const fine = slopes(x, middle) && differenceJacobian(slopes, x, middle, reach(x), box, out);
    return out.map((one, at) => (fine ? (one + out[(at % p) * p + floor(at / p)]!) / 2 : Number.NaN));
  };
  const ofValues = (x: Float64Array): Float64Array => {
    const { lower, upper } = box;
    const out = zeros(p * p);
    const h = reach(x).map((one, j) => min(epsilon ** 0.25 * one, (upper[j]! - lower[j]!) / 4));
    const center = x.map((one, j) => min(max(one, lower[j]! + h[j]!), upper[j]! - h[j]!));
    for (let j = 0; j < p; j++) {
      for (let l = 0; l <= j && h[j]! > 0; l++) {
        const share = j === l ? 0.5 : 1;
        const shifted = (a: number, b: number): number => {
          const at = center.slice();
          at[j]! += a * share * h[j]!;
          at[l]! += b * share * h[l]!;
          return objective(at);
        };
        const twist = shifted(1, 1) - shifted(1, -1) - (shifted(-1, 1) - shifted(-1, -1));
        if (h[l]! > 0) out[j * p + l] = out[l * p + j] = twist / (4 * share * share * h[j]! * h[l]!);
      }
    }
    return out;
  };

  return given
    ? { gradient: (x, _, out) => slopes(x, out), hessian: ofGradients, noise: 1e-9, typical, narrow }
    : {
        gradient: (x, known, out) => differenceJacobian(value, x, Float64Array.of(known), reach(x), box, out),
        hessian: ofValues,
        noise: 1e-6,
        typical,
        narrow,
      };
}
