import { need } from '../../support/need.js';
import { whole } from '../math.js';
import { multiplyDD, toDD } from '../sums/double-double.js';
import { columnDD, type DoubleDoubleColumn } from '../sums/double-double-column.js';
import { needNumbers } from '../sums/same-length.js';

/**
 * The columns x, x^2, ..., x^degree in double-double, for a polynomial by {@link leastSquares}. Powers rounded to
 * doubles would cost half of the digits of a polynomial of degree 10.
 *
 * @throws {@link EfficacyError} `invalid_argument` for a degree that is not a whole number from 0 to 999, `not_finite` for an x that is
 * no number
 */
export function powerColumns(x: ArrayLike<number>, degree: number): DoubleDoubleColumn[] {
  const fits = whole(degree) && degree >= 0 && degree < 1000;
  need(fits, 'invalid_argument', 'powerColumns', 'a whole degree from 0 to 999', degree);
  needNumbers('powerColumns', x);
  const columns = [columnDD(x)];
  while (columns.length < degree) {
    const last = columns[columns.length - 1]!;
    const next = columnDD(x);
    for (let i = 0; i < x.length; i++) {
      const power = multiplyDD({ high: last.high[i]!, low: last.low[i]! }, toDD(x[i]!));
      next.high[i] = power.high;
      next.low[i] = power.low;
    }
    columns.push(next);
  }
  return columns.slice(0, degree);
}
