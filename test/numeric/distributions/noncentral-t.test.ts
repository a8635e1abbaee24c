import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import * as noncentralT from '../../../src/numeric/distributions/noncentral-t.js';
import * as normal from '../../../src/numeric/distributions/normal.js';
import * as studentT from '../../../src/numeric/distributions/student-t.js';
import { tolerance } from '../../tolerances.js';
import { exactGrid, expectClose, outOfDomain, ratio, rGrid } from './noncentral-grids.js';

const df = fc.double({ min: 0.3, max: 1e7, noNaN: true });
const ncp = fc.double({ min: -60, max: 60, noNaN: true });
const t = fc.double({ min: -100, max: 100, noNaN: true });

describe('both tails are those of 450-digit arithmetic', () => {
  // x.pt_noncentral.h_grid has the grid of h.pt_noncentral, whose own values were made by quadrature: 177 of 1,296 are off by
  // more than 1e-10, by up to 1e-4 at t = -8, df = 1, ncp = 36.
  test.each(['x.pt_noncentral', 'x.pt_noncentral.h_grid'])('%s', (id) => {
    for (const [t, df, ncp, lower, upper] of exactGrid(id)) {
      expectClose(noncentralT.cdf(t!, df!, ncp!), lower!, tolerance.noncentralT, `cdf ${t} ${df} ${ncp}`);
      expectClose(noncentralT.sf(t!, df!, ncp!), upper!, tolerance.noncentralT, `sf ${t} ${df} ${ncp}`);
    }
  });
});

test('quantiles are those of R, to the digits that R has', () => {
  for (const [p, df, ncp, value] of rGrid('h.qt_noncentral')) {
    if (ncp === 0 && p === 0.5) expect(Math.abs(noncentralT.quantile(p, df!, 0))).toBeLessThan(1e-15);
    else expectClose(noncentralT.quantile(p!, df!, ncp!), value!, 1e-7, `quantile ${p} ${df} ${ncp}`);
  }
});

describe('odd arguments', () => {
  test('infinite t, infinite df', () => {
    expect(noncentralT.cdf(Infinity, 5, 2)).toBe(1);
    expect(noncentralT.sf(Infinity, 5, 2)).toBe(0);
    expect(noncentralT.cdf(-Infinity, 5, 2)).toBe(0);
    expect(noncentralT.density(-Infinity, 5, 2)).toBe(0);
    expect(noncentralT.cdf(3, Infinity, 1)).toBe(normal.cdf(2));
    expect(noncentralT.density(3, Infinity, 1)).toBe(normal.density(2));
    expect(noncentralT.quantile(0, 5, 2)).toBe(-Infinity);
    expect(noncentralT.isf(0, 5, 2)).toBe(Infinity);
    expect(noncentralT.quantile(1e-300, 0.1, 0)).toBe(-Infinity);
    expect(noncentralT.isf(1e-300, 0.1, 0)).toBe(Infinity);
  });

  test('t = 0 leaves the normal tail beyond ncp', () => {
    for (const df of [0.3, 2, 50, 1e9]) expectClose(noncentralT.cdf(0, df, 7.5), normal.cdf(-7.5), 1e-13);
  });

  test('a noncentrality of any size: the limit is 1 / S', () => {
    // P(1/S <= 1.2) for df = 2, where S² is exponential with mean 1.
    for (const size of [1e10, 1e17, 1e80, 1e150]) {
      expectClose(noncentralT.cdf(1.2 * size, 2, size), Math.exp(-1 / 1.44), 1e-9);
    }
  });

  test('what is outside the domain is refused', () => {
    expect(outOfDomain(() => noncentralT.cdf(Number.NaN, 5, 1))).toBe(true);
    expect(outOfDomain(() => noncentralT.sf(1, 0, 1))).toBe(true);
    expect(outOfDomain(() => noncentralT.density(1, 5, Infinity))).toBe(true);
    expect(outOfDomain(() => noncentralT.quantile(1.1, 5, 1))).toBe(true);
    expect(outOfDomain(() => noncentralT.isf(0.1, Number.NaN, 1))).toBe(true);
  });
});

property.prop([t, df, ncp])('the two tails add up to 1', (t, df, ncp) => {
  expect(Math.abs(noncentralT.cdf(t, df, ncp) + noncentralT.sf(t, df, ncp) - 1)).toBeLessThan(1e-12);
});

property.prop([t, df])('without noncentrality it is Student’s t', (t, df) => {
  expectClose(noncentralT.cdf(t, df, 0), studentT.cdf(t, df), 1e-11);
  expectClose(noncentralT.sf(t, df, 0), studentT.sf(t, df), 1e-11);
  expectClose(noncentralT.density(t, df, 0), studentT.density(t, df), 1e-11);
});

property.prop([t, df, ncp])('turning both signs exchanges the tails', (t, df, ncp) => {
  expect(noncentralT.cdf(-t, df, -ncp)).toBe(noncentralT.sf(t, df, ncp));
});

property.prop([t, df, ncp, fc.double({ min: 0, max: 5, noNaN: true })])(
  'the lower tail rises with t and falls with ncp',
  (t, df, ncp, more) => {
    const here = noncentralT.cdf(t, df, ncp);
    expect(noncentralT.cdf(t + more, df, ncp)).toBeGreaterThanOrEqual(here * (1 - 1e-12));
    expect(noncentralT.cdf(t, df, ncp + more)).toBeLessThanOrEqual(here * (1 + 1e-12));
  },
);

property.prop([fc.double({ min: 0.01, max: 60, noNaN: true }), fc.double({ min: 0.5, max: 1000, noNaN: true }), ncp])(
  'the density follows from the lower tails at df and df + 2',
  (t, df, ncp) => {
    // t f(t; df) / df = F(t √(1 + 2/df); df + 2) - F(t; df), Johnson, Kotz & Balakrishnan (1995), chapter 31.
    const wide = t * Math.sqrt(1 + 2 / df);
    const [a, b] = [noncentralT.cdf(wide, df + 2, ncp), noncentralT.cdf(t, df, ncp)];
    expect(Math.abs((t / df) * noncentralT.density(t, df, ncp) - (a - b))).toBeLessThan(1e-12);
  },
);

property.prop([fc.double({ min: 1e-300, max: 0.5, noNaN: true }), fc.double({ min: 1, max: 1e6, noNaN: true }), ncp])(
  'quantile and isf invert the tails',
  (p, df, ncp) => {
    expect(Math.abs(ratio(noncentralT.cdf(noncentralT.quantile(p, df, ncp), df, ncp), p))).toBeLessThan(2e-12);
    expect(Math.abs(ratio(noncentralT.sf(noncentralT.isf(p, df, ncp), df, ncp), p))).toBeLessThan(2e-12);
  },
);

test.each([1e-300, 1e-100, 1e-12, 0.025, 0.5])('quantile and isf invert the tails at p = %d', (p) => {
  for (const df of [2, 7.5, 30, 1e4]) {
    for (const ncp of [-20, 0.3, 12]) {
      expectClose(noncentralT.cdf(noncentralT.quantile(p, df, ncp), df, ncp), p, 1e-12);
      expectClose(noncentralT.sf(noncentralT.isf(p, df, ncp), df, ncp), p, 1e-12);
    }
  }
});
