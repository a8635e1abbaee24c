import type { Box } from './bounds.js';

/** Step that balances rounding and truncation of a central difference. */
const centralStep = Math.cbrt(Number.EPSILON);

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
  const near = new Float64Array(n);
  const far = new Float64Array(n);
  for (let j = 0; j < x.length; j++) {
    const middle = x[j]!;
    const room = Math.max(upper[j]! - middle, middle - lower[j]!);
    const wanted = Math.min(centralStep * reach[j]!, room / 4);
    const column = out.subarray(j * n, (j + 1) * n);
    const at = (value: number, into: Float64Array): boolean => {
      x[j] = value;
      const fine = value >= lower[j]! && value <= upper[j]! && evaluate(x, into);
      x[j] = middle;
      return fine;
    };
    const h = middle + wanted - middle; // what the sum really moves
    if (h === 0) {
      column.fill(0);
      continue;
    }
    if (at(middle - h, near) && at(middle + h, far)) {
      for (let i = 0; i < n; i++) column[i] = (far[i]! - near[i]!) / (2 * h);
      continue;
    }
    const side = at(middle + h, near) && at(middle + 2 * h, far) ? h : -h;
    if (side < 0 && !(at(middle - h, near) && at(middle - 2 * h, far))) return false;
    for (let i = 0; i < n; i++) column[i] = (4 * near[i]! - far[i]! - 3 * f[i]!) / (2 * side);
  }
  return true;
}
