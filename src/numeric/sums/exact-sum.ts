import { addExact, addExactProduct, type ExactSums, exactSums } from './exact-sums.js';
import { exactMeanOf, roundExact } from './exact-total.js';
import { needNumbers, needSameLength } from './same-length.js';

/**
 * Sum of the values, rounded once: the double nearest to the true sum, in any order of the values.
 *
 * @param values - finite numbers of any size; none gives 0
 * @throws {@link EfficacyError} `not_finite` for NaN or an infinity, `overflow` when the sum is beyond the largest
 * double
 *
 * @example
 * exactSum([1e100, 1, -1e100]); // 1
 */
export function exactSum(values: ArrayLike<number>): number {
  return roundExact(sumOf('exactSum', values), 0);
}

/**
 * Mean of the values, rounded once. It is finite even where their sum is not.
 *
 * @param values - finite numbers, at least one
 * @throws {@link EfficacyError} `no_data` for no values, `not_finite` for NaN or an infinity
 *
 * @example
 * exactMean([1.7e308, 1.7e308, 1.7e308]); // 1.7e308
 */
export function exactMean(values: ArrayLike<number>): number {
  return exactMeanOf(sumOf('exactMean', values), 0, values.length);
}

/**
 * Sum of the products `x[i] y[i]`, rounded once: neither products nor sums are rounded on the way.
 *
 * @throws {@link EfficacyError} `length_mismatch`, `not_finite` for NaN or an infinity, `overflow`
 *
 * @example
 * exactDot([1e200, 3, -1e200], [1e200, 2, 1e200]); // 6
 */
export function exactDot(x: ArrayLike<number>, y: ArrayLike<number>): number {
  needSameLength('exactDot', x, y);
  for (const one of [x, y]) needNumbers('exactDot', one);
  const sums = exactSums(1);
  for (let i = 0; i < x.length; i++) addExactProduct(sums, 0, x[i]!, y[i]!);
  return roundExact(sums, 0);
}

function sumOf(name: string, values: ArrayLike<number>): ExactSums {
  needNumbers(name, values);
  const sums = exactSums(1);
  for (let i = 0; i < values.length; i++) addExact(sums, 0, values[i]!);
  return sums;
}
