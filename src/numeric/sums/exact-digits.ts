import { need } from '../../support/need.js';
import { abs } from '../math.js';
import { type Dyadic, dyadic, plusDyadic } from './dyadic.js';
import { addExact, addFar, type ExactSums } from './exact-sums.js';

/** Limits of the exponents: room for the last bit of the smallest product of two doubles, and 2^64 times the largest. */
const lowest = -2208;
const highest = 2112;
const base = 2 ** 32;

/** Sum i with all its bits. */
export const totalOf = ({ cells, far }: ExactSums, i: number): Dyadic =>
  cells.subarray(4 * i, 4 * i + 4).reduce<Dyadic>((sum, x) => plusDyadic(sum, dyadic(x)), far.get(i) ?? [0n, 0]);

/**
 * Sum i as plain numbers: `[exponent, d0, d1, ...]` stands for the sum of `dk 2^(32 k + exponent)`. The digits are
 * whole numbers below 2^32 with one sign, neither the first nor the last is 0, and a sum of 0 is `[]`: equal sums have
 * equal digits, in whatever order they were added up. Ready for JSON.
 *
 * @example
 * const sums = exactSums(1);
 * addExact(sums, 0, 0.5);
 * exactDigits(sums, 0); // [-32, 2147483648]
 */
export function exactDigits(sums: ExactSums, i: number): number[] {
  let [units, exponent] = totalOf(sums, i);
  const digits: number[] = [];
  for (; units !== 0n; units /= BigInt(base)) {
    const digit = Number(units % BigInt(base));
    if (digit === 0 && digits.length === 0) exponent += 32;
    else digits.push(digit);
  }
  return digits.length === 0 ? digits : [exponent, ...digits];
}

/**
 * Adds to sum i what {@link exactDigits} gave, exactly.
 *
 * @throws {@link EfficacyError} `invalid_argument` for digits that no exact sum gives
 */
export function addDigits(sums: ExactSums, i: number, digits: readonly number[]): void {
  const [exponent = 0, ...values] = digits;
  const inRange =
    Number.isInteger(exponent) && exponent >= lowest && exponent + 32 * values.length <= highest && exponent % 32 === 0;
  need(
    inRange && values.every((d) => Number.isInteger(d) && abs(d) < base),
    'invalid_argument',
    'addDigits',
    '[exponent, digit, ...] as exactDigits gives them',
    digits.slice(0, 4),
  );
  values.forEach((digit, k) => {
    const power = exponent + 32 * k;
    if (abs(power) < 900) addExact(sums, i, digit * 2 ** power);
    else addFar(sums, i, [BigInt(digit), power]);
  });
}
