import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import * as fisherF from '../../../src/numeric/distributions/fisher-f.js';
import * as normal from '../../../src/numeric/distributions/normal.js';
import * as studentT from '../../../src/numeric/distributions/student-t.js';
import { tolerance } from '../../tolerances.js';
import { expectGrid, gridRows } from '../reference-grid.js';
import { continuousLaws, magnitude } from './laws.js';

const df = magnitude(-2, 8);
const t = fc.tuple(magnitude(-9, 3), fc.constantFrom(-1, 1)).map(([size, sign]) => size * sign);

test('both tails are true to 1e-12 on the grid of R, down to 1e-300', () => {
  expectGrid(gridRows('h_distributions_exact', 'h.pt'), 2, tolerance.distribution, studentT.cdf, studentT.sf);
});

test('tails and density are true for df from 0.001 to 1e10, t from 1e-8 to 1e200', () => {
  const rows = gridRows('distributions_extra', 't');
  expectGrid(rows, 2, tolerance.distribution, studentT.cdf, studentT.sf, studentT.density);
});

test('quantiles are true down to p = 1e-300', () => {
  const rows = gridRows('distributions_extra', 't.quantile');
  expectGrid(rows, 2, tolerance.distribution, studentT.quantile, studentT.isf);
});

test('quantiles agree with R from one degree of freedom on', () => {
  const rows = gridRows('h_distributions', 'h.qt').filter(
    ([p, nu]) => (p as number) > 1e-100 && p !== 0.5 && (nu as number) >= 1,
  );
  expectGrid(rows, 2, tolerance.closedForm, studentT.quantile, studentT.isf);
});

test('a tiny t with a million degrees of freedom keeps its digits', () => {
  // 1/2 + t f(0), with f(0) = .3989421807 at df = 1e6
  expect(studentT.cdf(1e-8, 1e6)).toBe(0.5000000039894218);
});

test('the ends and the middle are exact', () => {
  expect([studentT.cdf(-Infinity, 3), studentT.cdf(0, 3), studentT.cdf(Infinity, 3)]).toEqual([0, 0.5, 1]);
  expect([studentT.quantile(0, 3), studentT.quantile(0.5, 3), studentT.quantile(1, 3)]).toEqual([
    -Infinity,
    0,
    Infinity,
  ]);
  expect([studentT.isf(0, 3), studentT.isf(0.5, 3), studentT.isf(1, 3)]).toEqual([Infinity, 0, -Infinity]);
  expect(studentT.density(Infinity, 3)).toBe(0);
  expect(studentT.density(0, 1)).toBeCloseTo(1 / Math.PI, 14);
});

test('a quantile too large for a double is infinite', () => {
  expect(studentT.quantile(1e-300, 0.1)).toBe(-Infinity);
});

test.prop([fc.double({ min: -37, max: 37, noNaN: true })])('infinite df is the normal distribution', (x) => {
  expect(Math.abs(studentT.cdf(x, Infinity) / normal.cdf(x) - 1)).toBeLessThanOrEqual(tolerance.distribution);
  expect(Math.abs(studentT.density(x, Infinity) / normal.density(x) - 1)).toBeLessThanOrEqual(tolerance.distribution);
});

test.prop([t])('one degree of freedom is the Cauchy distribution', (x) => {
  expect(Math.abs(studentT.sf(x, 1) / (Math.atan2(1, x) / Math.PI) - 1)).toBeLessThanOrEqual(1e-14);
});

test.prop([t, df])('one tail is the mirror of the other', (x, nu) => {
  expect(studentT.cdf(-x, nu)).toBe(studentT.sf(x, nu));
});

test.prop([magnitude(-6, 3), df])('t squared has the F distribution with 1 degree of freedom', (x, nu) => {
  const both = 2 * studentT.sf(x, nu);
  if (both < 1e-300) return;
  // Rounding t² alone moves the tail by up to its elasticity.
  const allowed = 1e-13 + (2 * Number.EPSILON * x * 2 * studentT.density(x, nu)) / both;
  expect(Math.abs(fisherF.sf(x * x, 1, nu) / both - 1)).toBeLessThanOrEqual(allowed);
});

continuousLaws(
  studentT,
  fc.tuple(t, df),
  df.map((value) => [value]),
);
