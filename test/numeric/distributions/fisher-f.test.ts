import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import * as chiSquared from '../../../src/numeric/distributions/chi-squared.js';
import * as fisherF from '../../../src/numeric/distributions/fisher-f.js';
import { tolerance } from '../../tolerances.js';
import { expectGrid, gridRows } from '../reference-grid.js';
import { continuousLaws, magnitude } from './laws.js';

const df = magnitude(-2, 6);
const f = magnitude(-6, 4);

test('both tails are true to 1e-12 on the grid of R, down to 1e-300', () => {
  expectGrid(gridRows('h_distributions_exact', 'h.pf'), 3, tolerance.distribution, fisherF.cdf, fisherF.sf);
});

test('tails and density are true for df from 0.01 to a million', () => {
  const rows = gridRows('distributions_extra', 'f');
  expectGrid(rows, 3, tolerance.distribution, fisherF.cdf, fisherF.sf, fisherF.density);
});

test('quantiles are true down to p = 1e-300', () => {
  const rows = gridRows('distributions_extra', 'f.quantile');
  expectGrid(rows, 3, tolerance.distribution, fisherF.quantile, fisherF.isf);
});

test('the ends are exact, and below 0 there is nothing', () => {
  expect([fisherF.cdf(-1, 2, 5), fisherF.cdf(0, 2, 5), fisherF.cdf(Infinity, 2, 5)]).toEqual([0, 0, 1]);
  expect([fisherF.quantile(0, 2, 5), fisherF.quantile(1, 2, 5)]).toEqual([0, Infinity]);
  expect([fisherF.density(-1, 2, 5), fisherF.density(Infinity, 2, 5)]).toEqual([0, 0]);
  expect([1, 2, 3].map((df1) => fisherF.density(0, df1, 5))).toEqual([Infinity, 1, 0]);
});

test.prop([f, df])('infinite df2 is chi squared over its df', (x, df1) => {
  const [lower, upper] = [chiSquared.cdf(df1 * x, df1), chiSquared.sf(df1 * x, df1)];
  // Rounding df1 f alone moves a tail by up to its elasticity.
  const moved = 4 * Number.EPSILON * df1 * x * chiSquared.density(df1 * x, df1);
  expect(Math.abs(fisherF.cdf(x, df1, Infinity) - lower)).toBeLessThanOrEqual(tolerance.distribution * lower + moved);
  expect(Math.abs(fisherF.sf(x, df1, Infinity) - upper)).toBeLessThanOrEqual(tolerance.distribution * upper + moved);
});

test.prop([f, df, df])('1 / f exchanges the tails and the df', (x, df1, df2) => {
  const upper = fisherF.sf(x, df1, df2);
  const moved = 4 * Number.EPSILON * x * fisherF.density(x, df1, df2);
  expect(Math.abs(fisherF.cdf(1 / x, df2, df1) - upper)).toBeLessThanOrEqual(tolerance.distribution * upper + moved);
});

continuousLaws(fisherF, fc.tuple(f, df, df), fc.tuple(df, df));
