import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import * as chiSquared from '../../../src/numeric/distributions/chi-squared.js';
import * as poisson from '../../../src/numeric/distributions/poisson.js';
import { tolerance } from '../../tolerances.js';
import { expectGrid, gridRows } from '../reference-grid.js';
import { discreteLaws, magnitude } from './laws.js';

const point = fc
  .tuple(magnitude(-2, 6), fc.double({ min: 0, max: 3, noNaN: true }))
  .map(([mean, multiple]) => [Math.floor(mean * multiple), mean] as const);

test('tails and mass are true for means from 1e-5 to 1e8, down to 1e-300', () => {
  const rows = gridRows('distributions_extra', 'poisson');
  expectGrid(rows, 2, tolerance.distribution, poisson.cdf, poisson.sf, poisson.mass);
});

test('the ends are exact, and below 0 there is nothing', () => {
  expect([poisson.cdf(-1, 2), poisson.cdf(Infinity, 2), poisson.sf(Infinity, 2)]).toEqual([0, 1, 0]);
  expect([poisson.quantile(0, 2), poisson.quantile(1, 2), poisson.isf(0, 2)]).toEqual([0, Infinity, Infinity]);
  expect(poisson.mass(-1, 2)).toBe(0);
});

test.prop([point])('the lower tail is an upper tail of chi squared', ([k, mean]) => {
  const expected = chiSquared.sf(2 * mean, 2 * (k + 1));
  expect(Math.abs(poisson.cdf(k, mean) - expected)).toBeLessThanOrEqual(tolerance.rounding * expected);
});

discreteLaws(poisson, point);
