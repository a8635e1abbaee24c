import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { logGamma, logGamma1p, stirlingError } from '../../../src/numeric/special/log-gamma.js';
import { expectGrid, gridRows } from '../reference-grid.js';

test('log Γ is true to 1e-15 from 1e-300 to 1e40, also beside its zeros', () => {
  expectGrid(gridRows('special_extra', 'logGamma'), 1, 1e-15, logGamma);
});

test('log Γ agrees with R', () => {
  const rows = gridRows('h_distributions', 'h.lgamma').filter(([x]) => (x as number) > 0);
  expectGrid(rows, 1, 1e-14, logGamma);
});

test('log Γ(1 + a) keeps its digits for a near 0', () => {
  expectGrid(gridRows('special_extra', 'logGamma1p'), 1, 1e-15, logGamma1p);
});

test('the error of Stirling is true to 1e-15 beside log Γ', () => {
  for (const [x, , expected] of gridRows('special_extra', 'logGamma') as number[][]) {
    const size = Math.max(1, Math.abs(expected!));
    expect(Math.abs(stirlingError(x!) - expected!)).toBeLessThanOrEqual(1e-15 * size);
  }
});

test.prop([fc.double({ min: 1e-6, max: 1e6, noNaN: true })])('Γ(x + 1) is x Γ(x)', (x) => {
  const size = Math.abs(logGamma(x)) + Math.abs(Math.log(x)) + 1;
  expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThanOrEqual(4e-16 * size * (1 + 1 / x / size));
});
