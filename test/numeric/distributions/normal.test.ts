import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import * as normal from '../../../src/numeric/distributions/normal.js';
import { tolerance } from '../../tolerances.js';
import { expectGrid, gridRows } from '../reference-grid.js';
import { continuousLaws } from './laws.js';

const z = fc.double({ min: -37, max: 37, noNaN: true });

test('both tails are true from 1e-308', () => {
  expectGrid(gridRows('h_distributions_exact', 'h.pnorm'), 1, 1e-14, normal.cdf, normal.sf);
});

test('quantiles are true to a few units in the last place', () => {
  expectGrid(gridRows('distributions_extra', 'normal.quantile'), 1, 4 * Number.EPSILON, normal.quantile, normal.isf);
});

test('tails, density and quantiles agree with R', () => {
  const rows = gridRows('h_distributions', 'h.pnorm').map(([x, lower, upper, , density]) => [
    x!,
    lower!,
    upper!,
    density!,
  ]);
  expectGrid(rows, 1, tolerance.distribution, normal.cdf, normal.sf, normal.density);
  expectGrid(gridRows('h_distributions', 'h.qnorm'), 1, tolerance.distribution, normal.quantile, normal.isf);
});

test('the ends and the middle are exact', () => {
  expect([normal.cdf(-Infinity), normal.cdf(0), normal.cdf(Infinity)]).toEqual([0, 0.5, 1]);
  expect([normal.quantile(0), normal.quantile(0.5), normal.quantile(1)]).toEqual([-Infinity, 0, Infinity]);
  expect([normal.isf(0), normal.isf(0.5), normal.isf(1)]).toEqual([Infinity, 0, -Infinity]);
  expect(normal.density(Infinity)).toBe(0);
});

test('the tail fades through the subnormal numbers to 0', () => {
  expect(normal.sf(38.4)).toBeGreaterThan(0);
  expect(normal.sf(39)).toBe(0);
});

test.prop([z])('one tail is the mirror of the other', (x) => {
  expect(normal.cdf(-x)).toBe(normal.sf(x));
});

continuousLaws(
  normal,
  z.map((x) => [x] as const),
  fc.constant([]),
);
