import { finite, floor } from '../math.js';
import { exactSum } from './exact-sum.js';
import { needNumbers } from './same-length.js';

/** Below this many values a plain loop is as accurate as anyone needs and much faster. */
const leaf = 128;

/**
 * Sum of the values by halves: off by at most about `log2(n / 128) + 34` roundings of the sum of sizes, at the speed of
 * a plain loop or better.
 *
 * @param values - finite numbers; none gives 0
 * @throws {@link EfficacyError} `not_finite` for NaN or an infinity, `overflow` when the sum is beyond the largest
 * double (partial sums may be)
 *
 * @see Higham (1993), SIAM J. Sci. Comput. 14(4), 783-799.
 */
export function pairwiseSum(values: ArrayLike<number>): number {
  needNumbers('pairwiseSum', values);
  const total = sumBetween(values, 0, values.length);
  // Infinite or NaN: a value was, or a partial sum overflowed. The exact sum tells which.
  return finite(total) ? total : exactSum(values);
}

function sumBetween(values: ArrayLike<number>, from: number, to: number): number {
  if (to - from > leaf) {
    const middle = from + 4 * floor((to - from) / 8);
    return sumBetween(values, from, middle) + sumBetween(values, middle, to);
  }
  // Four sums at a time, because one alone waits for each of its additions.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    a += values[i]!;
    b += values[i + 1]!;
    c += values[i + 2]!;
    d += values[i + 3]!;
  }
  for (; i < to; i++) a += values[i]!;
  return a + b + (c + d);
}
