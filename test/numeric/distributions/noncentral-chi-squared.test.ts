import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import * as chiSquared from '../../../src/numeric/distributions/chi-squared.js';
import * as noncentralChiSquared from '../../../src/numeric/distributions/noncentral-chi-squared.js';
import * as normal from '../../../src/numeric/distributions/normal.js';
import { tolerance } from '../../tolerances.js';
import { exactGrid, expectClose, outOfDomain, rGrid } from './noncentral-grids.js';

const { cdf, sf, density, quantile, isf } = noncentralChiSquared;
const x = fc.double({ min: 1e-3, max: 500, noNaN: true });
const df = fc.double({ min: 0.1, max: 200, noNaN: true });
const ncp = fc.double({ min: 0, max: 400, noNaN: true });

test('both tails are those of 450-digit arithmetic', () => {
  for (const [x, df, ncp, lower, upper] of exactGrid('x.pchisq_noncentral')) {
    expectClose(cdf(x!, df!, ncp!), lower!, 1e-12, `cdf ${x} ${df} ${ncp}`);
    expectClose(sf(x!, df!, ncp!), upper!, 1e-12, `sf ${x} ${df} ${ncp}`);
  }
});

test('the lower tail is that of R, to the digits that R has', () => {
  for (const [x, df, ncp, lower] of rGrid('h.pchisq_noncentral')) {
    expect(Math.abs(cdf(x!, df!, ncp!) - lower!)).toBeLessThan(1e-11);
  }
});

describe('odd arguments', () => {
  test('the ends', () => {
    expect([cdf(0, 3, 2), sf(0, 3, 2), cdf(-1, 3, 2), cdf(Infinity, 3, 2), sf(Infinity, 3, 2)]).toEqual([
      0, 1, 0, 1, 0,
    ]);
    expect([density(0, 1, 2), density(0, 2, 2), density(0, 3, 2), density(-1, 3, 2)]).toEqual([
      Infinity,
      0.5 * Math.exp(-1),
      0,
      0,
    ]);
    expect([quantile(0, 3, 2), quantile(1, 3, 2), isf(0, 3, 2), isf(1, 3, 2)]).toEqual([0, Infinity, Infinity, 0]);
  });

  test('numbers at the ends of the doubles give 0 or 1', () => {
    expectClose(cdf(1e300, 1, 1e-3), 1, tolerance.rounding);
    expect(sf(1e300, 1, 1e-3)).toBe(0);
    expect(cdf(5, 1e9, 1e3)).toBe(0);
    expectClose(sf(5, 1e9, 1e3), 1, tolerance.rounding);
    expectClose(sf(1e-300, 2, 5), 1, tolerance.rounding);
    expectClose(cdf(1e-300, 2, 5), 0.5e-300 * Math.exp(-2.5), 1e-12);
    expect(cdf(3, 2, 1e-320)).toBe(chiSquared.cdf(3, 2));
  });

  test('what is outside the domain is refused', () => {
    expect(outOfDomain(() => cdf(Number.NaN, 3, 2))).toBe(true);
    expect(outOfDomain(() => sf(1, 0, 2))).toBe(true);
    expect(outOfDomain(() => density(1, 3, -1))).toBe(true);
    expect(outOfDomain(() => quantile(-0.1, 3, 2))).toBe(true);
    expect(outOfDomain(() => isf(0.1, 3, Infinity))).toBe(true);
  });
});

test('a sum taken in strides continues the sum taken in full', () => {
  // Around 1e5 units the method changes; the third difference of a smooth function shows a break of 1e-12 of it.
  for (const tail of [cdf, sf, density]) {
    const at = (k: number): number => tail(2e5 + 4, 4, 2e5 + k * 1e-3);
    for (let k = -4; k <= 2; k++) {
      const third = at(k + 3) - 3 * at(k + 2) + 3 * at(k + 1) - at(k);
      expect(Math.abs(third)).toBeLessThan(1e-12);
    }
  }
});

test.each([1e-25, 1e-15, 1e-10])('quantiles rise with p at df = %d', (df) => {
  for (const ncp of [1e-3, 3, 1e3]) {
    let before = 0;
    for (const p of [1e-10, 1e-5, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999999]) {
      const x = quantile(p, df, ncp);
      expect(x).toBeGreaterThanOrEqual(before);
      if (x > 0) expectClose(cdf(x, df, ncp), p, 1e-12);
      before = x;
    }
    expect(before).toBeGreaterThan(0);
  }
});

test.each([1e12, 1e14, 1e16, 1e17, 1e20, 1e25])('with df = %d no more is lost than is said', (df) => {
  // So near to the normal that one term of Edgeworth's series gives the rest to 1 / df.
  for (const ncp of [0, 3, 1e8, df]) {
    const [mean, sd] = [df + ncp, Math.sqrt(2 * (df + 2 * ncp))];
    const skew = (Math.sqrt(8) * (df + 3 * ncp)) / (df + 2 * ncp) ** 1.5;
    for (const score of [-4, -1, 0, 0.4, 2]) {
      const x = mean + score * sd;
      const z = (x - mean) / sd; // of the rounded x
      const lower = normal.cdf(z) - (skew / 6) * (z * z - 1) * normal.density(z);
      const allowed = 1e-14 + 1e-16 * Math.sqrt(df + ncp) + 1 / df;
      expect(Math.abs(cdf(x, df, ncp) - lower)).toBeLessThanOrEqual(allowed);
      expect(Math.abs(sf(x, df, ncp) - (1 - lower))).toBeLessThanOrEqual(allowed);
    }
  }
});

property.prop([x, df, ncp])('the two tails add up to 1', (x, df, ncp) => {
  expect(Math.abs(cdf(x, df, ncp) + sf(x, df, ncp) - 1)).toBeLessThan(1e-12);
});

property.prop([x, df])('without noncentrality it is chi-squared', (x, df) => {
  expectClose(cdf(x, df, 0), chiSquared.cdf(x, df), 1e-12);
  expectClose(sf(x, df, 0), chiSquared.sf(x, df), 1e-12);
  expectClose(density(x, df, 0), chiSquared.density(x, df), 1e-12);
});

property.prop([x, df, ncp, fc.double({ min: 0, max: 9, noNaN: true })])(
  'the lower tail rises with x and falls with ncp',
  (x, df, ncp, more) => {
    const here = cdf(x, df, ncp);
    expect(cdf(x + more, df, ncp)).toBeGreaterThanOrEqual(here * (1 - 1e-12));
    expect(cdf(x, df, ncp + more)).toBeLessThanOrEqual(here * (1 + 1e-12));
  },
);

property.prop([x, df, ncp])('the density is half the difference of tails two df apart', (x, df, ncp) => {
  const difference = cdf(x, df, ncp) - cdf(x, df + 2, ncp);
  expect(Math.abs(2 * density(x, df + 2, ncp) - difference)).toBeLessThan(1e-12);
});

test.each([1e-300, 1e-100, 1e-12, 0.025, 0.5])('quantile and isf invert the tails at p = %d', (p) => {
  for (const df of [1, 3.5, 40]) {
    for (const ncp of [0, 0.3, 12, 1e4]) {
      const low = quantile(p, df, ncp);
      if (low > 0) expectClose(cdf(low, df, ncp), p, 1e-12);
      expectClose(sf(isf(p, df, ncp), df, ncp), p, 1e-12);
    }
  }
});
