import { sqrt } from '../math.js';
import { productError, sumError } from './error-free.js';

/**
 * A number as the sum of two doubles, the second no more than half a unit in the last place of the first: about 32
 * digits. Meant for intermediate results; the range is that of a double, less 2^54 at the top and 2^900 at the bottom.
 */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

export const zeroDD: DoubleDouble = { high: 0, low: 0 };

/** `high + low` for any two doubles. */
export function toDD(high: number, low = 0): DoubleDouble {
  const sum = high + low;
  return { high: sum, low: sumError(high, low, sum) };
}

/** a + b, to 2^-104 of the result. */
export function addDD(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.high + b.high;
  const low = a.low + b.low;
  const first = toDD(high, sumError(a.high, b.high, high) + low);
  return toDD(first.high, first.low + sumError(a.low, b.low, low));
}

/** -a. */
export const negateDD = (a: DoubleDouble): DoubleDouble => ({ high: -a.high, low: -a.low });

/** a - b. */
export const subtractDD = (a: DoubleDouble, b: DoubleDouble): DoubleDouble => addDD(a, negateDD(b));

/** a b, to 2^-102 of the result. */
export function multiplyDD(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.high * b.high;
  return toDD(high, productError(a.high, b.high, high) + (a.high * b.low + a.low * b.high));
}

/** a / b, to 2^-100 of the result, for b other than 0: long division. */
export function divideDD(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a.high / b.high;
  const rest = subtractDD(a, multiplyDD(b, toDD(first)));
  return toDD(first, rest.high / b.high);
}

/** The square root of a, for a of 0 or more: one Newton step from the double. */
export function sqrtDD(a: DoubleDouble): DoubleDouble {
  const root = sqrt(a.high);
  if (root === 0) return zeroDD;
  const rest = subtractDD(a, multiplyDD(toDD(root), toDD(root)));
  return toDD(root, rest.high / (2 * root));
}
