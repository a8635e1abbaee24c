import { zeros } from '../math.js';
import { type DoubleDouble, divideDD, toDD } from './double-double.js';
import { productError, sumError } from './error-free.js';

/** A column of double-double numbers: `high[i] + low[i]` in row i. */
export interface DoubleDoubleColumn {
  /** The numbers, rounded. */
  readonly high: Float64Array;
  /** What the rounding took away. */
  readonly low: Float64Array;
}

/** Plain numbers as a double-double column. */
export const columnDD = (values: ArrayLike<number>): DoubleDoubleColumn => ({
  high: Float64Array.from(values),
  low: zeros(values.length),
});

/** Sum of a column, to about `n 2^-105` of the sum of sizes. */
export function sumDD({ high, low }: DoubleDoubleColumn): DoubleDouble {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < high.length; i++) {
    const x = high[i]!;
    const next = sum + x;
    lost += sumError(sum, x, next) + low[i]!;
    sum = next;
  }
  return toDD(sum, lost);
}

/** Mean of a column of at least one row. */
export const meanDD = (column: DoubleDoubleColumn): DoubleDouble => divideDD(sumDD(column), toDD(column.high.length));

/** The column less a centre, such as its mean: each difference keeps all its digits. */
export function centreDD({ high, low }: DoubleDoubleColumn, centre: DoubleDouble): DoubleDoubleColumn {
  const result = { high: zeros(high.length), low: zeros(high.length) };
  for (let i = 0; i < high.length; i++) {
    const difference = high[i]! - centre.high;
    const rest = sumError(high[i]!, -centre.high, difference) + (low[i]! - centre.low);
    const sum = difference + rest;
    result.high[i] = sum;
    result.low[i] = sumError(difference, rest, sum);
  }
  return result;
}

/** Sum of the products of two columns, row by row, to about `n 2^-102` of the sum of their sizes. */
export function dotDD(a: DoubleDoubleColumn, b: DoubleDoubleColumn): DoubleDouble {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < a.high.length; i++) {
    const x = a.high[i]!;
    const y = b.high[i]!;
    const p = x * y;
    const next = sum + p;
    lost += sumError(sum, p, next) + (productError(x, y, p) + (x * b.low[i]! + y * a.low[i]!));
    sum = next;
  }
  return toDD(sum, lost);
}
