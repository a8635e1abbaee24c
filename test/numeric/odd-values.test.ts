import { describe, expect, test } from 'vitest';
import { adjustPValues, erfcx } from '../../src/numeric.js';
import { errorOf } from '../errors.js';

describe('what JavaScript may hand over', () => {
  test.each([null, '0.02', true, undefined])('%s is no p-value', (odd) => {
    expect(errorOf(() => adjustPValues([0.1, odd as unknown as number], { method: 'holm' })).code).toBe(
      'out_of_domain',
    );
  });
});

describe('the scaled complementary error function', () => {
  test('grows without bound below 0', () => {
    // exp(9) erfc(-3) and exp(1/4) erfc(-1/2), by mpmath
    expect(erfcx(-3) / 16205.988853999586).toBeCloseTo(1, 12);
    expect(erfcx(-0.5) / 1.9523604891825568).toBeCloseTo(1, 12);
  });
});
