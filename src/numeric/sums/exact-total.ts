import { need } from '../../support/need.js';
import { abs, finite, whole } from '../math.js';
import { type DoubleDouble, divideDD, multiplyDD, subtractDD, toDD } from './double-double.js';
import { type Dyadic, plusDyadic, timesDyadic } from './dyadic.js';
import { sumError } from './error-free.js';
import { totalOf } from './exact-digits.js';
import type { ExactSums } from './exact-sums.js';
import { roundQuotient } from './round-quotient.js';

// Each function first tries double-double digits with a bound on their error. Only where that leaves the last bit open
// (Ziv's rounding test) are the sums taken as big integers.

/**
 * Sum i rounded to the nearest double, once; a tie goes to the even one.
 *
 * @throws {@link EfficacyError} `overflow` when the sum is beyond the largest double
 */
export function roundExact(sums: ExactSums, i: number): number {
  const [total, doubt] = leadingDigits(sums, i);
  return settle(total, doubt) ?? quotientOf(totalOf(sums, i), 1n);
}

/**
 * Sum i divided by n, rounded once: the mean of n numbers, finite even where their sum is not.
 *
 * @param n - how many, a whole number
 * @throws {@link EfficacyError} `no_data` when n is 0, `invalid_argument` when it is not a whole number
 */
export function exactMeanOf(sums: ExactSums, i: number, n: number): number {
  checkCount('exactMeanOf', n);
  const [total, doubt] = leadingDigits(sums, i);
  const mean = divideDD(total, toDD(n));
  return settle(mean, doubt + abs(mean.high) * 2 ** -98) ?? quotientOf(totalOf(sums, i), BigInt(n));
}

/**
 * `sum xy - (sum x)(sum y) / n`, rounded once: the sum of products of deviations from the means, with no digit lost
 * however large the means are. With x in both places, the sum of squared deviations.
 *
 * @param sums - holds the sums of x, y and x y
 * @param ix - where the sum of x is
 * @param iy - where the sum of y is
 * @param ixy - where the sum of x y is
 * @param n - how many rows, a whole number
 * @throws {@link EfficacyError} `no_data` when n is 0, `invalid_argument` when it is not a whole number, `overflow`
 * when the result is beyond the largest double
 */
export function exactComoment(sums: ExactSums, ix: number, iy: number, ixy: number, n: number): number {
  checkCount('exactComoment', n);
  const [x, doubtX] = leadingDigits(sums, ix);
  const [y, doubtY] = leadingDigits(sums, iy);
  const [xy, doubtXY] = leadingDigits(sums, ixy);
  const means = divideDD(multiplyDD(x, y), toDD(n));
  const doubt = doubtXY + (abs(x.high) * doubtY + abs(y.high) * doubtX + doubtX * doubtY) / n;
  const size = abs(xy.high) + abs(means.high);
  const quick = settle(subtractDD(xy, means), 2 * doubt + size * 2 ** -98);
  if (quick !== undefined) return quick;
  const product = timesDyadic(totalOf(sums, ix), totalOf(sums, iy));
  return quotientOf(plusDyadic(timesDyadic(totalOf(sums, ixy), [BigInt(n), 0]), [-product[0], product[1]]), BigInt(n));
}

/** The first 106 bits of sum i, and a bound on the rest: NaN where another way has to be found. */
function leadingDigits({ cells, far }: ExactSums, i: number): [total: DoubleDouble, doubt: number] {
  const at = 4 * i;
  let [a, b, c, d] = [cells[at]!, cells[at + 1]!, cells[at + 2]!, cells[at + 3]!];
  for (let round = 0; round < 2; round++) {
    [c, d] = [c + d, sumError(c, d, c + d)];
    [b, c] = [b + c, sumError(b, c, b + c)];
    [a, b] = [a + b, sumError(a, b, a + b)];
  }
  const size = abs(a);
  // Outside of this range double-double arithmetic would not be safe.
  const safe = !far.has(i) && (size === 0 || (size > 2 ** -400 && size < 2 ** 400));
  return [{ high: a, low: b }, safe ? 2 * (abs(c) + abs(d)) : Number.NaN];
}

/** The double that every number within `doubt` of x rounds to, if there is one. */
function settle({ high, low }: DoubleDouble, doubt: number): number | undefined {
  // A tie is broken by the least doubt, so that this must not round to nothing beside `low`.
  const margin = doubt === 0 ? 0 : 2 * doubt + abs(low) * 2 ** -50;
  return high + (low + margin) === high && high + (low - margin) === high ? high : undefined;
}

function quotientOf([units, exponent]: Dyadic, n: bigint): number {
  const quotient = roundQuotient(units, n, exponent);
  need(finite(quotient), 'overflow', 'exactSums', 'sums within doubles, up to 1.8e308 (use a larger unit)', 'more');
  return quotient;
}

function checkCount(name: string, n: number): void {
  const code = n === 0 ? 'no_data' : 'invalid_argument';
  need(n >= 1 && whole(n), code, name, 'a whole number of values, at least 1', n);
}
