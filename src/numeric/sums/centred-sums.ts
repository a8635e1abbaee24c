import { need } from '../../support/need.js';
import { finite } from '../math.js';
import { centreDD, columnDD, dotDD, meanDD } from './double-double-column.js';
import { exactSum } from './exact-sum.js';
import { needNumbers, needSameLength } from './same-length.js';

/**
 * Sum of squared deviations from the mean, in double-double: all digits but the last are right even where the
 * mean is 10^13 times the deviations. Divided by `n - 1` it is the sample variance.
 *
 * @param values - finite numbers, at least one; deviations between 1e-130 and 1e150 keep all their digits
 * @throws {@link EfficacyError} `no_data` for no values, `not_finite` for NaN or an infinity, `overflow`
 *
 * @example
 * centredSumOfSquares([1e9, 1e9 + 1, 1e9 + 2]); // 2
 */
export function centredSumOfSquares(values: ArrayLike<number>): number {
  return centredProducts('centredSumOfSquares', values, values);
}

/**
 * Sum of the products of the deviations of x and y from their means, in double-double. Divided by `n - 1` it is the
 * sample covariance.
 *
 * @param x - finite numbers, at least one
 * @param y - as many finite numbers
 * @throws {@link EfficacyError} `length_mismatch`, `no_data`, `not_finite`, `overflow`
 */
export function centredSumOfProducts(x: ArrayLike<number>, y: ArrayLike<number>): number {
  return centredProducts('centredSumOfProducts', x, y);
}

function centredProducts(name: string, x: ArrayLike<number>, y: ArrayLike<number>): number {
  needSameLength(name, x, y);
  for (const one of [x, y]) needNumbers(name, one);
  need(x.length > 0, 'no_data', name, 'at least one value', 'none');
  const [a, b] = [columnDD(x), columnDD(y)];
  const sum = dotDD(centreDD(a, meanDD(a)), centreDD(b, meanDD(b))).high;
  if (!finite(sum)) for (const { high } of [a, b]) exactSum(high); // throws where a value is not finite
  need(finite(sum), 'overflow', name, 'squares within doubles, up to 1.8e308 (use a larger unit)', sum);
  return sum;
}
