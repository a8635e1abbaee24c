import { epsilon, max, min, zeros } from '../math.js';
import type { Box } from './bounds.js';

/** Step, as a share of the reach, that balances rounding and truncation. */
const centralStep = Math.cbrt(epsilon);

/** Where besides the middle a function is looked at, in steps: on both sides if they have a value, else on one. */
const patterns = [
  [1, -1],
  [1, 2],
  [-2, -1],
] as const;

/**
 * Differenced derivatives of a vector function, column by column, never leaving the box: central differences
 * inside it, one-sided ones of second order beside a bound. A parameter without room to move has derivative 0.
 *
 * @param evaluate - writes the function at `x` to `out`; false when it has no finite value there
 * @param x - where; changed while working and put back
 * @param f - the function at `x`
 * @param reach - the change of each parameter that changes the function by about its own size
 * @param out - derivatives, column-major: `out[j * f.length + i]` is that of value i by parameter j
 * @returns false when the function has no finite value on either side
 */
export function differenceJacobian(
  evaluate: (x: Float64Array, out: Float64Array) => boolean,
  x: Float64Array,
  f: Float64Array,
  reach: Float64Array,
  { lower, upper }: Box,
  out: Float64Array,
): boolean {
  const n = f.length;
  const near = zeros(n);
  const far = zeros(n);
  return x.every((middle, j) => {
    const room = max(upper[j]! - middle, middle - lower[j]!);
    const h = middle + min(centralStep * reach[j]!, room / 4) - middle; // what the sum really moves
    const at = (steps: number, into: Float64Array): boolean => {
      x[j] = middle + steps * h;
      const fine = x[j]! >= lower[j]! && x[j]! <= upper[j]! && evaluate(x, into);
      x[j] = middle;
      return fine;
    };
    if (h === 0) return out.fill(0, j * n, j * n + n);
    const pattern = patterns.find(([a, b]) => at(b, far) && at(a, near));
    if (!pattern) return false;
    // The slope in the middle of the parabola through three points.
    const [a, b] = pattern;
    const width = a * b * (b - a) * h;
    for (let i = 0; i < n; i++) out[j * n + i] = (b * b * (near[i]! - f[i]!) - a * a * (far[i]! - f[i]!)) / width;
    return true;
  });
}
