import { abs, finite } from '../math.js';
import { exactSum } from './exact-sum.js';
import { needNumbers } from './same-length.js';

/**
 * Sum of the values with what rounding left out added at the end: off by about one rounding of the sum plus
 * `n^2 2^-106` of the sum of sizes, at twice the time of a plain loop.
 *
 * @param values - finite numbers; none gives 0
 * @throws {@link EfficacyError} `not_finite` for NaN or an infinity, `overflow` when the sum is beyond the largest
 * double (partial sums may be)
 *
 * @example
 * neumaierSum([1, 1e100, 1, -1e100]); // 2
 *
 * @see Neumaier (1974), Z. angew. Math. Mech. 54, 39-51, algorithm IV.
 */
export function neumaierSum(values: ArrayLike<number>): number {
  needNumbers('neumaierSum', values);
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    const next = sum + x;
    lost += abs(sum) >= abs(x) ? sum - next + x : x - next + sum;
    sum = next;
  }
  const total = sum + lost;
  // Infinite or NaN: a value was, or a partial sum overflowed. The exact sum tells which.
  return finite(total) ? total : exactSum(values);
}
