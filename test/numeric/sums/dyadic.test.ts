import { test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type Dyadic, dyadic, plusDyadic, timesDyadic } from '../../../src/numeric/sums/dyadic.js';
import { anyDouble } from './numbers.js';
import { unitsOf } from './rational.js';

/** In units of 2^-2208, which lie below the last bit of any product of two doubles. */
const units = ([whole, exponent]: Dyadic): bigint => whole << BigInt(exponent + 2208);

describe('dyadic numbers', () => {
  test('have exponents on the grid of 32, also of the smallest and the largest double', () => {
    expect(dyadic(0)).toEqual([0n, 0]);
    expect(dyadic(-3)).toEqual([-3n, 0]);
    expect(dyadic(0.5)).toEqual([2n ** 31n, -32]);
    expect(dyadic(Number.MIN_VALUE)).toEqual([2n ** 14n, -1088]);
    expect(dyadic(Number.MAX_VALUE)).toEqual([BigInt(Number.MAX_VALUE), 0]);
  });

  property.prop([anyDouble, anyDouble])('are, add up and multiply without loss', (x, y) => {
    expect(units(dyadic(x))).toBe(unitsOf(x) << (2208n - 1074n));
    expect(units(plusDyadic(dyadic(x), dyadic(y)))).toBe((unitsOf(x) + unitsOf(y)) << (2208n - 1074n));
    expect(units(timesDyadic(dyadic(x), dyadic(y)))).toBe((unitsOf(x) * unitsOf(y)) << 60n);
  });
});
