import { powersOfTen } from '../cell-number.js';

/** `unscaled / 10^scale`, correctly rounded. */
export function decimalNumber(unscaled: bigint, scale: number): number {
  const whole = Number(unscaled);
  const power = powersOfTen[scale];
  if (Number.isSafeInteger(whole) && power !== undefined) return whole / power;
  return Number(`${unscaled}e${-scale}`);
}

/** `unscaled / 10^scale` with all its digits: 1200 and 2 give 12.00. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return `${unscaled * 10n ** BigInt(-scale)}`;
  const negative = unscaled < 0n;
  const digits = `${negative ? -unscaled : unscaled}`.padStart(scale + 1, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/**
 * The whole number in two's complement bytes.
 *
 * @param bigEndian - the highest byte comes first
 */
export function signedInteger(bytes: Uint8Array, bigEndian: boolean): bigint {
  let value = 0n;
  for (let i = 0; i < bytes.length; i++) {
    value = (value << 8n) | BigInt(bytes[bigEndian ? i : bytes.length - 1 - i] as number);
  }
  return BigInt.asIntN(8 * bytes.length, value);
}
