import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import * as beta from '../../../src/numeric/distributions/beta.js';
import * as binomial from '../../../src/numeric/distributions/binomial.js';
import { tolerance } from '../../tolerances.js';
import { expectGrid, gridRows } from '../reference-grid.js';
import { discreteLaws } from './laws.js';

const chance = fc.double({ min: 1e-4, max: 0.9999, noNaN: true });
const point = fc
  .tuple(fc.integer({ min: 1, max: 100_000 }), chance, fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([trials, p, share]) => [Math.floor(share * trials), trials, p] as const);

test('tails and mass are true for up to a million trials, down to 1e-300', () => {
  const rows = gridRows('distributions_extra', 'binomial');
  expectGrid(rows, 3, tolerance.distribution, binomial.cdf, binomial.sf, binomial.mass);
});

test('lower tail and mass agree with R', () => {
  const rows = gridRows('h_distributions', 'h.pbinom');
  expectGrid(rows, 3, tolerance.distribution, binomial.cdf, binomial.mass);
});

test('no trials, and a chance of 0 or 1, leave one count', () => {
  expect([binomial.mass(0, 0, 0.3), binomial.cdf(0, 0, 0.3), binomial.quantile(0.4, 0, 0.3)]).toEqual([1, 1, 0]);
  expect([binomial.mass(0, 5, 0), binomial.mass(1, 5, 0), binomial.quantile(1, 5, 0)]).toEqual([1, 0, 0]);
  expect([binomial.mass(5, 5, 1), binomial.mass(4, 5, 1), binomial.quantile(0, 5, 1)]).toEqual([1, 0, 5]);
  expect([binomial.cdf(4, 5, 1), binomial.sf(4, 5, 1), binomial.cdf(0, 5, 0)]).toEqual([0, 1, 1]);
});

test('outside of the possible counts there is nothing', () => {
  expect([binomial.mass(-1, 5, 0.2), binomial.mass(6, 5, 0.2)]).toEqual([0, 0]);
  expect([binomial.cdf(-1, 5, 0.2), binomial.cdf(5, 5, 0.2), binomial.sf(-Infinity, 5, 0.2)]).toEqual([0, 1, 1]);
});

test('a median that falls on a jump is that count', () => {
  expect(binomial.quantile(0.5, 3, 0.5)).toBe(1);
  expect(binomial.isf(0.5, 3, 0.5)).toBe(1);
  expect([binomial.quantile(0, 9, 0.5), binomial.quantile(1, 9, 0.5)]).toEqual([0, 9]);
});

test('fractional trials are refused', () => {
  expect(() => binomial.cdf(1, 2.5, 0.5)).toThrow(expect.objectContaining({ code: 'out_of_domain' }));
});

test.prop([point])('the upper tail is a lower tail of the beta distribution', ([k, trials, p]) => {
  if (k === trials) return;
  const expected = beta.cdf(p, k + 1, trials - k);
  expect(Math.abs(binomial.sf(k, trials, p) - expected)).toBeLessThanOrEqual(tolerance.distribution * expected);
});

discreteLaws(binomial, point);
