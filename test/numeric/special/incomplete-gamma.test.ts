import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { regularizedGammaP, regularizedGammaQ } from '../../../src/numeric/special/incomplete-gamma.js';
import { inverseRegularizedGamma } from '../../../src/numeric/special/inverse-gamma.js';
import { tolerance } from '../../tolerances.js';
import { expectGrid, gridRows } from '../reference-grid.js';

const shape = fc.double({ min: -3, max: 7, noNaN: true }).map((power) => 10 ** power);
const multiple = fc.double({ min: -3, max: 1, noNaN: true }).map((power) => 10 ** power);

test('both tails of the gamma distribution are true on the grid of R', () => {
  const swapped = gridRows('h_distributions_exact', 'h.pgamma').map(([x, a, ...tails]) => [a!, x!, ...tails]);
  expectGrid(swapped, 2, tolerance.distribution, regularizedGammaP, regularizedGammaQ);
});

test('the ends are exactly 0 and 1', () => {
  for (const a of [0.01, 1, 30]) {
    expect([regularizedGammaP(a, 0), regularizedGammaQ(a, 0)]).toEqual([0, 1]);
    expect([regularizedGammaP(a, Infinity), regularizedGammaQ(a, Infinity)]).toEqual([1, 0]);
  }
});

test.prop([multiple])('shape 1 is the exponential distribution', (x) => {
  expect(Math.abs(regularizedGammaQ(1, x) / Math.exp(-x) - 1)).toBeLessThanOrEqual(1e-14);
});

test.prop([shape, multiple])('P(a, x) is P(a + 1, x) and one term more', (a, m) => {
  const x = a * m;
  const term = Math.max(0, regularizedGammaP(a, x) - regularizedGammaP(a + 1, x));
  expect(Math.abs(regularizedGammaQ(a + 1, x) - regularizedGammaQ(a, x) - term)).toBeLessThanOrEqual(2e-15);
});

test.prop([shape, multiple])('the tails change by the same steps on either side of every switch of method', (a, m) => {
  // A step of x by 1e-9 changes a tail by 1e-9 times its elasticity; a seam between two methods would show as a jump.
  const x = a * m;
  const tails = [regularizedGammaP(a, x), regularizedGammaP(a, x * (1 + 1e-9)), regularizedGammaP(a, x * (1 + 2e-9))];
  expect(tails[1]! >= tails[0]! * (1 - 1e-12) && tails[2]! >= tails[1]! * (1 - 1e-12)).toBe(true);
});

test('an inverse of 0 and 1 is an end', () => {
  expect(inverseRegularizedGamma(0, 3)).toBe(0);
  expect(inverseRegularizedGamma(1, 3)).toBe(Infinity);
  expect(inverseRegularizedGamma(0, 3, true)).toBe(Infinity);
});
