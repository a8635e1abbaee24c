import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { roundQuotient } from '../../../src/numeric/sums/round-quotient.js';
import { isNearest } from './rational.js';

describe('roundQuotient', () => {
  test('of 0 is 0', () => {
    expect(roundQuotient(0n, 7n, -50)).toBe(0);
  });

  test('rounds a tie to even, and whatever is beyond a tie away from it', () => {
    const tie = 2n ** 53n + 1n; // twice 2^52 + 1/2
    expect(roundQuotient(tie, 2n, 0)).toBe(2 ** 52);
    expect(roundQuotient((tie << 300n) + 1n, 1n << 301n, 0)).toBe(2 ** 52 + 1);
    expect(roundQuotient(-((tie << 300n) + 1n), 1n << 301n, 0)).toBe(-(2 ** 52) - 1);
    expect(roundQuotient((tie << 300n) - 1n, 1n << 301n, 0)).toBe(2 ** 52);
    expect(roundQuotient((tie + 2n) << 300n, 1n << 301n, 0)).toBe(2 ** 52 + 2);
  });

  test('rounds once where doubles have fewer bits, down to 0', () => {
    expect(roundQuotient(3n, 2n, -1074)).toBe(2 * Number.MIN_VALUE);
    expect(roundQuotient(1n, 2n, -1074)).toBe(0);
    expect(roundQuotient(5n, 9n, -1074)).toBe(Number.MIN_VALUE);
    expect(roundQuotient(1n, 3n, -3000)).toBe(0);
  });

  test('is infinite from half a unit beyond the largest double', () => {
    const half = 2n ** 970n;
    const largest = BigInt(Number.MAX_VALUE);
    expect(roundQuotient(3n * (largest + half) - 1n, 3n, 0)).toBe(Number.MAX_VALUE);
    expect(roundQuotient(largest + half, 1n, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(roundQuotient(-1n, 1n, 5000)).toBe(Number.NEGATIVE_INFINITY);
  });

  property.prop([
    fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }),
    fc.bigInt({ min: 1n, max: 2n ** 90n }),
    fc.integer({ min: -1300, max: 700 }),
  ])('is the nearest double', (numerator, denominator, exponent) => {
    const fraction =
      exponent < 0
        ? { n: numerator, d: denominator << BigInt(-exponent) }
        : { n: numerator << BigInt(exponent), d: denominator };
    expect(isNearest(roundQuotient(numerator, denominator, exponent), fraction)).toBe(true);
  });
});
