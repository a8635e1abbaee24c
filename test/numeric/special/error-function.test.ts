import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { erf, erfc, erfcx } from '../../../src/numeric/special/error-function.js';
import { expectGrid, gridRows } from '../reference-grid.js';

const ulps = 8 * Number.EPSILON;
const anyX = fc.double({ min: -30, max: 30, noNaN: true });

test('erf and erfc are true to a few units in the last place, also where erfc is 1e-300', () => {
  expectGrid(gridRows('special_extra', 'erf'), 1, ulps, erf, erfc);
});

test('the scaled complementary error function is true out to a million', () => {
  expectGrid(gridRows('special_extra', 'erfcx'), 1, ulps, erfcx);
});

test('erfc fades through the subnormal numbers to 0', () => {
  expect(erfc(26.6)).toBeGreaterThan(0);
  expect(erfc(28)).toBe(0);
  expect(erfc(-28)).toBe(2);
});

test.prop([anyX])('erf is odd', (x) => {
  expect(erf(-x)).toBe(-erf(x));
});

test.prop([anyX])('erf and erfc add up to 1', (x) => {
  expect(Math.abs(erf(x) + erfc(x) - 1)).toBeLessThanOrEqual(ulps);
});
