import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { gammaRatio, halfStepGammaRatio, logGammaRatio } from '../../../src/numeric/special/gamma-ratio.js';
import { expectGrid, gridRows } from '../reference-grid.js';

test("Hedges' exact correction J(df) is true to 1e-14 from df = 1 to 1e15", () => {
  expectGrid(gridRows('special_extra', 'hedgesJ'), 1, 1e-14, (df) => halfStepGammaRatio(df / 2));
});

test('the logarithm of a ratio keeps its digits for a small step', () => {
  expectGrid(gridRows('special_extra', 'logGammaRatio'), 2, 1e-14, logGammaRatio);
});

test('it keeps them for a step that the sum of both does not show', () => {
  expectGrid(gridRows('special_extra', 'logGammaRatio.smallStep'), 2, 1e-14, logGammaRatio);
});

test('ratios of gamma functions are true where both overflow', () => {
  expectGrid(gridRows('special_extra', 'gammaRatio'), 2, 1e-13, gammaRatio);
});

test('where the ratio does not fit a double it is 0 or infinite', () => {
  for (const [large, small] of [
    [1e40, 1],
    [1e300, 1e-300],
    [4e8, 1e-262],
  ] as const) {
    expect([gammaRatio(large, small), gammaRatio(small, large)]).toEqual([Infinity, 0]);
  }
});

test.prop([fc.integer({ min: 2, max: 500 })])('J at even df is a product of fractions', (half) => {
  // J(2 m) = sqrt(π) Γ(m) / (sqrt(m) Γ(m - 1/2) sqrt(π)), and Γ(m) / Γ(m - 1/2) grows by m / (m - 1/2).
  let ratio = 1 / Math.sqrt(Math.PI);
  for (let m = 1; m < half; m++) ratio *= m / (m - 0.5);
  expect(halfStepGammaRatio(half) / (ratio / Math.sqrt(half))).toBeCloseTo(1, 12);
});
