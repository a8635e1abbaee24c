import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { log1pMinus } from '../../../src/numeric/special/log1p-minus.js';
import { expectGrid, gridRows } from '../reference-grid.js';

test('log(1 + x) - x is true to a few units in the last place', () => {
  expectGrid(gridRows('special_extra', 'log1pMinus'), 1, 1e-15, log1pMinus);
});

test('log(1 + x) - x is 0 at 0', () => {
  expect(Math.abs(log1pMinus(0))).toBe(0);
});

test.prop([fc.double({ min: -0.999, max: 1e6, noNaN: true })])('log(1 + x) - x is never above 0', (x) => {
  expect(log1pMinus(x)).toBeLessThanOrEqual(0);
});
