import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import * as hypergeometric from '../../../src/numeric/distributions/hypergeometric.js';
import { tolerance } from '../../tolerances.js';
import { expectGrid, gridRows } from '../reference-grid.js';
import { discreteLaws } from './laws.js';

const size = fc.integer({ min: 1, max: 2000 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const point = fc.tuple(size, size, share, share).map(([marked, unmarked, drawn, place]) => {
  const draws = Math.round(drawn * (marked + unmarked));
  const lowest = Math.max(0, draws - unmarked);
  return [lowest + Math.floor(place * (Math.min(draws, marked) - lowest)), marked, unmarked, draws] as const;
});

test('tails and mass are true for up to millions of items, down to 1e-300', () => {
  const rows = gridRows('distributions_extra', 'hypergeometric');
  expectGrid(rows, 4, tolerance.distribution, hypergeometric.cdf, hypergeometric.sf, hypergeometric.mass);
});

test('small cases are ratios of counts', () => {
  // 4 drawn from 5 marked and 5 unmarked: 210 ways, of which 5 + 50 have at most one marked
  expect(hypergeometric.cdf(1, 5, 5, 4)).toBeCloseTo(55 / 210, 14);
  expect(hypergeometric.mass(2, 5, 5, 4)).toBeCloseTo(100 / 210, 14);
});

test('no items, nothing drawn and everything drawn leave one count', () => {
  expect([hypergeometric.mass(0, 0, 0, 0), hypergeometric.quantile(0.3, 0, 0, 0)]).toEqual([1, 0]);
  expect([hypergeometric.mass(0, 4, 3, 0), hypergeometric.cdf(0, 4, 3, 0)]).toEqual([1, 1]);
  expect([hypergeometric.mass(4, 4, 3, 7), hypergeometric.cdf(3, 4, 3, 7), hypergeometric.isf(0.2, 4, 3, 7)]).toEqual([
    1, 0, 4,
  ]);
});

test('outside of the possible counts there is nothing', () => {
  expect([hypergeometric.mass(1, 5, 2, 4), hypergeometric.mass(5, 5, 2, 4)]).toEqual([0, 0]);
  expect([hypergeometric.cdf(1, 5, 2, 4), hypergeometric.sf(1, 5, 2, 4)]).toEqual([0, 1]);
});

test('more draws than items are refused', () => {
  expect(() => hypergeometric.cdf(1, 2, 2, 5)).toThrow(expect.objectContaining({ code: 'out_of_domain' }));
});

test.prop([point])('marked and drawn can change places', ([k, marked, unmarked, draws]) => {
  const other = hypergeometric.cdf(k, draws, marked + unmarked - draws, marked);
  const lower = hypergeometric.cdf(k, marked, unmarked, draws);
  expect(Math.abs(lower - other)).toBeLessThanOrEqual(tolerance.distribution * other);
});

discreteLaws(hypergeometric, point);
