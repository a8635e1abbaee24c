import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import * as studentT from '../../../src/numeric/distributions/student-t.js';
import * as studentizedRange from '../../../src/numeric/distributions/studentized-range.js';
import { tolerance } from '../../tolerances.js';
import { exactGrid, expectClose, outOfDomain, rGrid } from './noncentral-grids.js';

const { cdf, sf, density, quantile, isf } = studentizedRange;

test('both tails are those of 60-digit sums', () => {
  for (const [q, groups, df, lower, upper] of exactGrid('x.ptukey')) {
    expectClose(cdf(q!, groups!, df!), lower!, 1e-11, `cdf ${q} ${groups} ${df}`);
    expectClose(sf(q!, groups!, df!), upper!, 1e-11, `sf ${q} ${groups} ${df}`);
  }
});

test('the lower tail is that of composite Gauss-Legendre quadrature', () => {
  for (const [q, groups, df, , , lower] of rGrid('h.ptukey')) {
    expectClose(cdf(q!, groups!, df!), lower!, tolerance.studentizedRange, `cdf ${q} ${groups} ${df}`);
    expect(Math.abs(sf(q!, groups!, df!) - (1 - lower!))).toBeLessThan(1e-11);
  }
});

test('far upper tails are true however many degrees of freedom there are', () => {
  // By quadrature in 32 digits, test/reference/scripts/random_grid.py.
  expectClose(sf(51.8, 70, 1e10), 2.464095257684289e-290, 1e-11);
  expectClose(sf(51.8, 70, Infinity), 2.463984214112939e-290, 1e-11);
  for (const df of [1e13, 1e14, 1e15, 1e17, 1e20, 1e25]) {
    expectClose(sf(51.8, 70, df), sf(51.8, 70, Infinity), 1e-12 + 1e6 / df, `df ${df}`);
    expectClose(cdf(51.8, 70, df), 1, tolerance.rounding);
    // The range of two is √2 |t|.
    for (const q of [3, 20, 50])
      expectClose(sf(q, 2, df), 2 * studentT.sf(q / Math.SQRT2, df), 1e-11, `q ${q}, df ${df}`);
  }
});

describe('odd arguments', () => {
  test('the ends', () => {
    expect([cdf(0, 3, 9), sf(0, 3, 9), cdf(-1, 3, 9), cdf(Infinity, 3, 9), sf(Infinity, 3, 9)]).toEqual([
      0, 1, 0, 1, 0,
    ]);
    expect([density(-1, 3, 9), density(0, 3, 9), density(Infinity, 3, 9)]).toEqual([0, 0, 0]);
    expect([quantile(0, 3, 9), quantile(1, 3, 9), isf(0, 3, 9), isf(1, 3, 9)]).toEqual([0, Infinity, Infinity, 0]);
  });

  test('numbers at the ends of the doubles', () => {
    // The tail of a large q is that of the largest of the groups' pairs when S is small: it falls as q^-df.
    expectClose(sf(1e60, 3, 2) / sf(1e50, 3, 2), 1e-20, 1e-10);
    expect(sf(1e200, 3, 5)).toBe(0);
    expectClose(cdf(1e200, 3, 5), 1, tolerance.rounding);
    expectClose(cdf(1e9, 40, 12), 1, tolerance.rounding);
    // That of a small q rises as q^(groups - 1).
    expectClose(cdf(1e-60, 4, 9) / cdf(1e-50, 4, 9), 1e-30, 1e-10);
    expect(cdf(1e-300, 3, 9)).toBe(0);
  });

  test('what is outside the domain is refused', () => {
    expect(outOfDomain(() => cdf(Number.NaN, 3, 9))).toBe(true);
    expect(outOfDomain(() => sf(1, 1, 9))).toBe(true);
    expect(outOfDomain(() => density(1, 2.5, 9))).toBe(true);
    expect(outOfDomain(() => quantile(0.5, 3, 0))).toBe(true);
    expect(outOfDomain(() => isf(Number.NaN, 3, 9))).toBe(true);
  });
});

property.prop([fc.double({ min: 1e-3, max: 60, noNaN: true }), fc.double({ min: 0.5, max: 1e5, noNaN: true })], {
  numRuns: 50,
})('two groups: √2 |t|', (q, df) => {
  const t = q / Math.SQRT2;
  expectClose(sf(q, 2, df), 2 * studentT.sf(t, df), 1e-11);
  expectClose(density(q, 2, df), Math.SQRT2 * studentT.density(t, df), 1e-11);
});

test('two groups at 0 have the density of √2 |t| there', () => {
  expectClose(density(0, 2, 7), Math.SQRT2 * studentT.density(0, 7), 1e-11);
});

property.prop(
  [
    fc.double({ min: 0.1, max: 12, noNaN: true }),
    fc.integer({ min: 2, max: 120 }),
    fc.double({ min: 1, max: 1e4, noNaN: true }),
  ],
  { numRuns: 25 },
)('the two tails add up to 1, rise with q and fall with the number of groups', (q, groups, df) => {
  const here = cdf(q, groups, df);
  expect(Math.abs(here + sf(q, groups, df) - 1)).toBeLessThan(1e-11);
  expect(cdf(q * 1.01, groups, df)).toBeGreaterThanOrEqual(here);
  expect(cdf(q, groups + 1, df)).toBeLessThanOrEqual(here);
});

test.each([
  [3, 5, 10],
  [2.5, 3, 2],
  [6, 40, Infinity],
])('the density integrates to the probability between: q near %d, %d groups, %d df', (q, groups, df) => {
  // Simpson's rule on an interval short enough for 1e-10.
  const [a, b, n] = [q - 0.2, q + 0.2, 40];
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    const weight = i === 0 || i === n ? 1 : i % 2 === 0 ? 2 : 4;
    sum += weight * density(a + ((b - a) * i) / n, groups, df);
  }
  expectClose((sum * (b - a)) / n / 3, cdf(b, groups, df) - cdf(a, groups, df), 1e-9);
});

test.each([1e-12, 0.05, 0.5, 0.95])('quantile and isf invert the tails at p = %d', (p) => {
  for (const [groups, df] of [
    [2, 2],
    [3, 20],
    [100, 7.5],
    [10, Infinity],
  ] as const) {
    expectClose(cdf(quantile(p, groups, df), groups, df), p, 1e-11);
    expectClose(sf(isf(p, groups, df), groups, df), p, 1e-11);
  }
});
