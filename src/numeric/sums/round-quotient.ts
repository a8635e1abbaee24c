import { max } from '../math.js';
/**
 * `numerator / denominator * 2^exponent`, for a denominator above 0, rounded to the nearest double, ties to even;
 * infinite beyond the largest double.
 */
export function roundQuotient(numerator: bigint, denominator: bigint, exponent: number): number {
  const size = numerator < 0n ? -numerator : numerator;
  // At least 64 bits of quotient, and one more that says whether anything is left: enough to round correctly.
  const shift = max(0, 64 + bitLength(denominator) - bitLength(size));
  const shifted = size << BigInt(shift);
  const quotient = shifted / denominator;
  const left = shifted === quotient * denominator ? 0n : 1n;
  const rounded = roundUnits((quotient << 1n) + left, exponent - shift - 1);
  return numerator < 0n ? -rounded : rounded;
}

/** `units 2^exponent` as the nearest double. */
function roundUnits(units: bigint, exponent: number): number {
  const surplus = BigInt(max(bitLength(units) - 53, -1074 - exponent, 0));
  const floor = units >> surplus;
  const twice = (units - (floor << surplus)) << 1n;
  const one = 1n << surplus;
  const kept = Number(twice > one || (twice === one && floor & 1n) ? floor + 1n : floor);
  return kept === 0 ? 0 : kept * 2 ** (exponent + Number(surplus));
}

/** How many binary digits a number of 0 or more has. */
function bitLength(units: bigint): number {
  const hex = units.toString(16);
  return 4 * hex.length - Math.clz32(Number.parseInt(hex[0]!, 16)) + 28;
}
