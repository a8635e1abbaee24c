import { EfficacyError } from '../../support/errors.js';
import { type DoubleDouble, divideDD, multiplyDD, subtractDD, toDD } from './double-double.js';
import { sumError } from './error-free.js';
import { exactDigits } from './exact-digits.js';
import type { ExactSums } from './exact-sums.js';
import { limbBits } from './far.js';
import { roundQuotient } from './round-quotient.js';

// Each function first tries double-double digits with a bound on their error. Only where that leaves the last bit open
// (Ziv's rounding test) are the sums taken as big integers.

/**
 * Sum i rounded to the nearest double, once; a tie goes to the even one.
 *
 * @throws {@link EfficacyError} `overflow` when the sum is beyond the largest double
 */
export function roundExact(sums: ExactSums, i: number): number {
  const total = leadingDigits(sums, i);
  return settle(total, total.doubt) ?? quotientOf(totalOf(sums, i), 1n);
}

/**
 * Sum i divided by n, rounded once: the mean of n numbers, finite even where their sum is not.
 *
 * @param n - how many, a whole number
 * @throws {@link EfficacyError} `no_data` when n is 0, `invalid_argument` when it is not a whole number
 */
export function exactMeanOf(sums: ExactSums, i: number, n: number): number {
  const count = countOf('exactMeanOf', n);
  const total = leadingDigits(sums, i);
  const mean = divideDD(total, toDD(n));
  return settle(mean, total.doubt + Math.abs(mean.high) * 2 ** -98) ?? quotientOf(totalOf(sums, i), count);
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
  const count = countOf('exactComoment', n);
  const x = leadingDigits(sums, ix);
  const y = leadingDigits(sums, iy);
  const xy = leadingDigits(sums, ixy);
  const means = divideDD(multiplyDD(x, y), toDD(n));
  const doubt = xy.doubt + (Math.abs(x.high) * y.doubt + Math.abs(y.high) * x.doubt + x.doubt * y.doubt) / n;
  const size = Math.abs(xy.high) + Math.abs(means.high);
  const quick = settle(subtractDD(xy, means), 2 * doubt + size * 2 ** -98);
  return quick ?? exactly();

  function exactly(): number {
    const [tx, ty, txy] = [totalOf(sums, ix), totalOf(sums, iy), totalOf(sums, ixy)];
    const square = tx.exponent + ty.exponent;
    const exponent = Math.min(txy.exponent, square);
    const products = (count * txy.units) << BigInt(txy.exponent - exponent);
    const units = products - ((tx.units * ty.units) << BigInt(square - exponent));
    return quotientOf({ units, exponent }, count);
  }
}

/** The first 106 bits of sum i, and a bound on the rest: NaN where another way has to be found. */
function leadingDigits({ cells, far }: ExactSums, i: number): DoubleDouble & { readonly doubt: number } {
  let [a, b, c, d] = [cells[4 * i]!, cells[4 * i + 1]!, cells[4 * i + 2]!, cells[4 * i + 3]!];
  for (let round = 0; round < 2; round++) {
    let s = c + d;
    d = sumError(c, d, s);
    c = s;
    s = b + c;
    c = sumError(b, c, s);
    b = s;
    s = a + b;
    b = sumError(a, b, s);
    a = s;
  }
  const size = Math.abs(a);
  // Outside of this range the double-double arithmetic above would not be safe.
  const safe = !far.has(i) && (size === 0 || (size > 2 ** -400 && size < 2 ** 400));
  return { high: a, low: b, doubt: safe ? 2 * (Math.abs(c) + Math.abs(d)) : Number.NaN };
}

/** The double that every number within `doubt` of x rounds to, if there is one. */
function settle({ high, low }: DoubleDouble, doubt: number): number | undefined {
  // A tie is broken by the least doubt, so that this must not round to nothing beside `low`.
  const margin = doubt === 0 ? 0 : 2 * doubt + Math.abs(low) * 2 ** -50;
  return high + (low + margin) === high && high + (low - margin) === high ? high : undefined;
}

interface Total {
  readonly units: bigint;
  readonly exponent: number;
}

/** Sum i as `units 2^exponent`. */
function totalOf(sums: ExactSums, i: number): Total {
  const [exponent = 0, ...digits] = exactDigits(sums, i);
  let units = 0n;
  for (let k = digits.length - 1; k >= 0; k--) units = (units << BigInt(limbBits)) + BigInt(digits[k]!);
  return { units, exponent };
}

function quotientOf({ units, exponent }: Total, n: bigint): number {
  const quotient = roundQuotient(units, n, exponent);
  if (Number.isFinite(quotient)) return quotient;
  throw new EfficacyError(
    'overflow',
    'exactSums rounds to doubles, up to 1.8e308, and this sum is beyond; use a larger unit',
  );
}

function countOf(name: string, n: number): bigint {
  if (n >= 1 && Number.isSafeInteger(n)) return BigInt(n);
  const code = n === 0 ? 'no_data' : 'invalid_argument';
  throw new EfficacyError(code, `${name} needs a whole number of values, at least 1, got ${n}`, { n: String(n) });
}
