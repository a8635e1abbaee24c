import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import * as chiSquared from '../../../src/numeric/distributions/chi-squared.js';
import * as normal from '../../../src/numeric/distributions/normal.js';
import { tolerance } from '../../tolerances.js';
import { expectGrid, gridRows } from '../reference-grid.js';
import { continuousLaws, magnitude } from './laws.js';

const df = magnitude(-2, 8);

test('both tails are true to 1e-12 on the grid of R, down to 1e-300', () => {
  expectGrid(gridRows('h_distributions_exact', 'h.pchisq'), 2, tolerance.distribution, chiSquared.cdf, chiSquared.sf);
});

test('tails and density are true for df from 0.002 to 1e10', () => {
  const rows = gridRows('distributions_extra', 'chi_squared');
  expectGrid(rows, 2, tolerance.distribution, chiSquared.cdf, chiSquared.sf, chiSquared.density);
});

test('quantiles are true down to p = 1e-300', () => {
  const rows = gridRows('distributions_extra', 'chi_squared.quantile');
  expectGrid(rows, 2, tolerance.distribution, chiSquared.quantile, chiSquared.isf);
});

test('the ends are exact, and below 0 there is nothing', () => {
  expect([chiSquared.cdf(-1, 3), chiSquared.cdf(0, 3), chiSquared.cdf(Infinity, 3)]).toEqual([0, 0, 1]);
  expect([chiSquared.quantile(0, 3), chiSquared.quantile(1, 3)]).toEqual([0, Infinity]);
  expect([chiSquared.density(-1, 3), chiSquared.density(Infinity, 3)]).toEqual([0, 0]);
  expect([1, 2, 3].map((nu) => chiSquared.density(0, nu))).toEqual([Infinity, 0.5, 0]);
});

test.prop([magnitude(-6, 1.5)])('one degree of freedom is a squared normal', (z) => {
  const both = 2 * normal.sf(z);
  const moved = 4 * Number.EPSILON * z * normal.density(z);
  expect(Math.abs(chiSquared.sf(z * z, 1) - both)).toBeLessThanOrEqual(1e-13 * both + moved);
});

continuousLaws(
  chiSquared,
  fc.tuple(magnitude(-3, 1), df).map(([multiple, nu]) => [multiple * nu, nu] as const),
  df.map((nu) => [nu]),
);
