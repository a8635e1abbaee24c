import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import * as beta from '../../../src/numeric/distributions/beta.js';
import { tolerance } from '../../tolerances.js';
import { expectGrid, gridRows } from '../reference-grid.js';
import { continuousLaws, magnitude } from './laws.js';

const shape = magnitude(-1, 5);

test('both tails are true to 1e-12 on the grid of R, down to 1e-300', () => {
  expectGrid(gridRows('h_distributions_exact', 'h.pbeta'), 3, tolerance.distribution, beta.cdf, beta.sf);
});

test('tails and density are true for shapes from 0.001 to a million', () => {
  const rows = gridRows('distributions_extra', 'beta');
  expectGrid(rows, 3, tolerance.distribution, beta.cdf, beta.sf, beta.density);
});

test('quantiles are true down to p = 1e-300', () => {
  const rows = gridRows('distributions_extra', 'beta.quantile');
  expectGrid(rows, 3, tolerance.distribution, beta.quantile, beta.isf);
});

test('the ends are exact, and outside of them there is nothing', () => {
  expect([-1, 0, 1, 2].map((x) => beta.cdf(x, 2, 0.5))).toEqual([0, 0, 1, 1]);
  expect([-1, 0, 1, 2].map((x) => beta.sf(x, 2, 0.5))).toEqual([1, 1, 0, 0]);
  expect([beta.quantile(0, 2, 0.5), beta.quantile(1, 2, 0.5)]).toEqual([0, 1]);
  expect([-1, 0, 1, 2].map((x) => beta.density(x, 2, 0.5))).toEqual([0, 0, Infinity, 0]);
  expect([beta.density(0, 1, 4), beta.density(1, 4, 1)]).toEqual([4, 4]);
});

continuousLaws(
  beta,
  fc.tuple(fc.double({ min: 1e-6, max: 0.999, noNaN: true }), shape, shape),
  fc.tuple(shape, shape),
  (x) => x > 1e-290 && x < 1 - 1e-6, // nearer to 1, doubles are too far apart
);
