import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import * as fisherF from '../../../src/numeric/distributions/fisher-f.js';
import * as noncentralChiSquared from '../../../src/numeric/distributions/noncentral-chi-squared.js';
import * as noncentralF from '../../../src/numeric/distributions/noncentral-f.js';
import * as noncentralT from '../../../src/numeric/distributions/noncentral-t.js';
import { noncentralityIntervalOfF, noncentralityOfF } from '../../../src/numeric/noncentrality/index.js';
import { exactGrid, expectClose, outOfDomain, rGrid } from './noncentral-grids.js';

const { cdf, sf, density, quantile, isf } = noncentralF;
const f = fc.double({ min: 1e-3, max: 100, noNaN: true });
const df = fc.double({ min: 0.3, max: 500, noNaN: true });
const ncp = fc.double({ min: 0, max: 400, noNaN: true });

test('both tails are those of 450-digit arithmetic', () => {
  for (const [f, df1, df2, ncp, lower, upper] of exactGrid('x.pf_noncentral')) {
    expectClose(cdf(f!, df1!, df2!, ncp!), lower!, 1e-12, `cdf ${f} ${df1} ${df2} ${ncp}`);
    expectClose(sf(f!, df1!, df2!, ncp!), upper!, 1e-12, `sf ${f} ${df1} ${df2} ${ncp}`);
  }
});

test('the lower tail is that of R, to the digits that R has', () => {
  // pf ends its series at 1e-9 absolute (errmax in R's pnbeta.c), and is off by as much.
  for (const [f, df1, df2, ncp, lower] of rGrid('h.pf_noncentral')) {
    expect(Math.abs(cdf(f!, df1!, df2!, ncp!) - lower!)).toBeLessThan(1e-9);
  }
});

describe('odd arguments', () => {
  test('the ends', () => {
    expect([cdf(0, 3, 9, 2), sf(0, 3, 9, 2), cdf(-1, 3, 9, 2), cdf(Infinity, 3, 9, 2)]).toEqual([0, 1, 0, 1]);
    expect([density(0, 1, 9, 2), density(0, 2, 9, 2), density(0, 3, 9, 2)]).toEqual([Infinity, Math.exp(-1), 0]);
    expect([quantile(0, 3, 9, 2), quantile(1, 3, 9, 2), isf(0, 3, 9, 2), isf(1, 3, 9, 2)]).toEqual([
      0,
      Infinity,
      Infinity,
      0,
    ]);
  });

  test('infinite df2 gives a chi-squared over its df', () => {
    expect(cdf(3, 2, Infinity, 4)).toBe(noncentralChiSquared.cdf(6, 2, 4));
    expect(sf(3, 2, Infinity, 4)).toBe(noncentralChiSquared.sf(6, 2, 4));
    expect(density(3, 2, Infinity, 4)).toBe(2 * noncentralChiSquared.density(6, 2, 4));
    expectClose(cdf(3, 2, 1e15, 4), noncentralChiSquared.cdf(6, 2, 4), 1e-12);
  });

  test('what is outside the domain is refused', () => {
    expect(outOfDomain(() => cdf(Number.NaN, 3, 9, 2))).toBe(true);
    expect(outOfDomain(() => sf(1, 0, 9, 2))).toBe(true);
    expect(outOfDomain(() => density(1, 3, -9, 2))).toBe(true);
    expect(outOfDomain(() => quantile(0.5, 3, 9, -2))).toBe(true);
    expect(outOfDomain(() => isf(2, 3, 9, 2))).toBe(true);
  });
});

test('quantiles rise with p at the least df1 there is, and below it are refused', () => {
  for (const ncp of [0, 1e-3, 3, 1e3]) {
    let before = 0;
    for (const p of [1e-10, 1e-5, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999999]) {
      const f = quantile(p, 1e-10, 10, ncp);
      expect(f).toBeGreaterThanOrEqual(before);
      if (f > 0) expectClose(cdf(f, 1e-10, 10, ncp), p, 1e-12);
      before = f;
    }
    if (ncp > 1) expect(before).toBeGreaterThan(0);
  }
  for (const least of [9e-11, 1e-20, 1e-100]) {
    expect(outOfDomain(() => quantile(0.5, least, 10, 3))).toBe(true);
    expect(outOfDomain(() => cdf(1, least, 10, 3))).toBe(true);
    expect(outOfDomain(() => noncentralityOfF(1, least, 10, 0.5))).toBe(true);
    expect(outOfDomain(() => noncentralityIntervalOfF(1, least, 10, 0.95))).toBe(true);
  }
});

test.each([1e9, 1e12, 1e15, 1e17, 1e21, 1e25])('with df1 = df2 = ncp = %d no more is lost than is said', (df) => {
  for (const z of [-4, -1, 0, 0.4, 2]) {
    const f = 2 + z * Math.sqrt(14 / df);
    expect(Math.abs(cdf(f, df, df, df) + sf(f, df, df, df) - 1)).toBeLessThanOrEqual(1e-14 + 1e-16 * Math.sqrt(2 * df));
  }
});

property.prop([f, df, df, ncp])('the two tails add up to 1', (f, df1, df2, ncp) => {
  expect(Math.abs(cdf(f, df1, df2, ncp) + sf(f, df1, df2, ncp) - 1)).toBeLessThan(1e-12);
});

property.prop([f, df, df])('without noncentrality it is Fisher’s F', (f, df1, df2) => {
  expectClose(cdf(f, df1, df2, 0), fisherF.cdf(f, df1, df2), 1e-12);
  expectClose(sf(f, df1, df2, 0), fisherF.sf(f, df1, df2), 1e-12);
  expectClose(density(f, df1, df2, 0), fisherF.density(f, df1, df2), 1e-11);
});

property.prop([f, df, fc.double({ min: 0, max: 20, noNaN: true })])(
  'with df1 = 1 it is the square of a noncentral t',
  (f, df, shift) => {
    const root = Math.sqrt(f);
    const beyond = noncentralT.sf(root, df, shift) + noncentralT.cdf(-root, df, shift);
    expectClose(sf(f, 1, df, shift * shift), beyond, 1e-11);
    const heights = noncentralT.density(root, df, shift) + noncentralT.density(-root, df, shift);
    expectClose(density(f, 1, df, shift * shift), heights / (2 * root), 1e-11);
  },
);

property.prop([f, df, df, ncp, fc.double({ min: 0, max: 9, noNaN: true })])(
  'the lower tail rises with f and falls with ncp',
  (f, df1, df2, ncp, more) => {
    const here = cdf(f, df1, df2, ncp);
    expect(cdf(f + more, df1, df2, ncp)).toBeGreaterThanOrEqual(here * (1 - 1e-12));
    expect(cdf(f, df1, df2, ncp + more)).toBeLessThanOrEqual(here * (1 + 1e-12));
  },
);

test.each([1e-300, 1e-100, 1e-12, 0.025, 0.5])('quantile and isf invert the tails at p = %d', (p) => {
  for (const [df1, df2] of [
    [2, 20],
    [5.5, 4],
    [30, 1e6],
  ] as const) {
    for (const ncp of [0, 0.3, 12, 1e4]) {
      expectClose(cdf(quantile(p, df1, df2, ncp), df1, df2, ncp), p, 1e-12);
      expectClose(sf(isf(p, df1, df2, ncp), df1, df2, ncp), p, 1e-12);
    }
  }
});
