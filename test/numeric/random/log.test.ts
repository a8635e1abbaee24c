import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { stableLog, stableLog1p } from '../../../src/numeric/random/log.js';

/** Values by mpmath with 40 digits: mp.log(mpf(x)) and mp.log1p(mpf(x)) for the doubles x. */
const logs: readonly (readonly [number, number])[] = [
  [5e-324, -744.4400719213812],
  [1e-300, -690.7755278982137],
  [1e-10, -23.025850929940457],
  [0.2, -1.6094379124341003],
  [Math.SQRT1_2, -0.3465735902799726],
  [0.9999999999999999, -1.1102230246251565e-16],
  [1, 0],
  [1.0000000000000002, 2.220446049250313e-16],
  [Math.SQRT2, 0.3465735902799727],
  [3, 1.0986122886681098],
  [1e15, 34.538776394910684],
];

describe('stableLog', () => {
  test.each(logs)('ln %d is %d to two units in the last place', (x, expected) => {
    expect(Math.abs(stableLog(x) - expected)).toBeLessThanOrEqual(2 * Number.EPSILON * Math.abs(expected));
  });

  property.prop([fc.double({ min: 1e-300, max: 1e300, noNaN: true })])('is that of the engine up to rounding', (x) => {
    const expected = Math.log(x);
    expect(Math.abs(stableLog(x) - expected)).toBeLessThanOrEqual(3 * Number.EPSILON * Math.abs(expected));
  });

  property.prop([fc.double({ min: -0.999, max: 1e6, noNaN: true })])('also of 1 + x, near 0 too', (x) => {
    for (const y of [x, x * 1e-8, x * 1e-200]) {
      const expected = Math.log1p(y);
      expect(Math.abs(stableLog1p(y) - expected)).toBeLessThanOrEqual(
        4 * Number.EPSILON * Math.abs(expected) + 2 * Number.MIN_VALUE,
      );
    }
  });
});
