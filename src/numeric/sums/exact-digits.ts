import { EfficacyError } from '../../support/errors.js';
import { addExact, type ExactSums, farOf } from './exact-sums.js';
import { addFar, addFarDigit, limbBits, limbCount, limbsOf, lowestExponent, newFar } from './far.js';

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
  const total = sums.far.get(i)?.slice() ?? newFar();
  for (let c = 4 * i; c < 4 * i + 4; c++) addFar(total, sums.cells[c]!);
  const limbs = limbsOf(total);
  let first = 0;
  let end = limbCount;
  while (end > 0 && limbs[end - 1] === 0) end--;
  if (end === 0) return [];
  while (limbs[first] === 0) first++;
  return [lowestExponent + limbBits * first, ...limbs.subarray(first, end)];
}

/**
 * Adds to sum i what {@link exactDigits} gave, exactly.
 *
 * @throws {@link EfficacyError} `invalid_argument` for digits that no exact sum gives
 */
export function addDigits(sums: ExactSums, i: number, digits: readonly number[]): void {
  if (digits.length === 0) return;
  const [exponent = Number.NaN, ...values] = digits;
  const first = (exponent - lowestExponent) / limbBits;
  const fits = Number.isInteger(first) && first >= 0 && first + values.length <= limbCount;
  if (!fits || !values.every((d) => Number.isInteger(d) && Math.abs(d) < 2 ** limbBits)) {
    throw new EfficacyError(
      'invalid_argument',
      `addDigits needs [exponent, digit, ...] as exactDigits gives them, got [${digits.slice(0, 4).join(', ')}${digits.length > 4 ? ', ...' : ''}]`,
      { digits: digits.map(String) },
    );
  }
  values.forEach((digit, k) => {
    const power = exponent + limbBits * k;
    if (Math.abs(power) < 900) addExact(sums, i, digit * 2 ** power);
    else addFarDigit(farOf(sums, i), first + k, digit);
  });
}
