import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import * as noncentralChiSquared from '../../../src/numeric/distributions/noncentral-chi-squared.js';
import * as noncentralF from '../../../src/numeric/distributions/noncentral-f.js';
import * as noncentralT from '../../../src/numeric/distributions/noncentral-t.js';
import * as normal from '../../../src/numeric/distributions/normal.js';
import {
  noncentralityIntervalOfChiSquared,
  noncentralityIntervalOfF,
  noncentralityIntervalOfT,
  noncentralityOfChiSquared,
  noncentralityOfF,
  noncentralityOfT,
} from '../../../src/numeric/noncentrality/index.js';
import { EfficacyError } from '../../../src/support/errors.js';
import { referenceCases } from '../../reference.js';
import { tolerance } from '../../tolerances.js';
import { exactGrid, expectClose, outOfDomain } from '../distributions/noncentral-grids.js';

const lower = { tail: 'lower' } as const;
const upper = { tail: 'upper' } as const;

describe('the noncentrality at which a tail has a probability is that of 50-digit bisection', () => {
  test('of t', () => {
    for (const [t, df, p, ncp] of exactGrid('x.ncp_of_t')) {
      const found = noncentralityOfT(t!, df!, p!);
      expectClose(found.ncp, ncp!, 1e-12, `${t} ${df} ${p}`);
      expect(found.status).toBe('converged');
      expect(found.evaluations).toBeLessThan(40);
    }
  });

  test('of F', () => {
    for (const [f, df1, df2, p, ncp] of exactGrid('x.ncp_of_f')) {
      expectClose(noncentralityOfF(f!, df1!, df2!, p!).ncp, ncp!, 1e-12, `${f} ${df1} ${df2} ${p}`);
    }
  });

  test('of chi-squared', () => {
    for (const [x, df, p, ncp] of exactGrid('x.ncp_of_chisq')) {
      expectClose(noncentralityOfChiSquared(x!, df!, p!).ncp, ncp!, 1e-12, `${x} ${df} ${p}`);
    }
  });
});

test('limits of t are those of a tight root search in R', () => {
  for (const { id, expected } of referenceCases('a_effect_sizes')) {
    if (!id.startsWith('a.summary.')) continue;
    const limits = noncentralityIntervalOfT(expected.t, expected.df, expected.level);
    expectClose(limits.lower, expected.ncp_low, tolerance.inference, id);
    expectClose(limits.upper, expected.ncp_high, tolerance.inference, id);
  }
});

test('limits of F are those behind effectsize’s partial eta squared', () => {
  for (const { id, expected } of referenceCases('a_effect_sizes')) {
    if (!id.startsWith('a.F_to_eta2.')) continue;
    const { lower, upper } = noncentralityIntervalOfF(expected.F, expected.df1, expected.df2, expected.CI);
    const size = tolerance.effectsizeNoncentral;
    expect(Math.abs(lower / (lower + expected.df2) - expected.CI_low), id).toBeLessThan(size);
    expect(Math.abs(upper / (upper + expected.df2) - expected.CI_high), id).toBeLessThan(size);
  }
});

describe('intervals of t', () => {
  property.prop([
    fc.double({ min: -1000, max: 1000, noNaN: true }),
    fc.double({ min: 1, max: 1e6, noNaN: true }),
    fc.double({ min: 0.5, max: 0.999, noNaN: true }),
  ])('each limit leaves half of 1 - level beyond it', (t, df, level) => {
    const limits = noncentralityIntervalOfT(t, df, level);
    expectClose(noncentralT.sf(t, df, limits.lower), (1 - level) / 2, 1e-11);
    expectClose(noncentralT.cdf(t, df, limits.upper), (1 - level) / 2, 1e-11);
    expect(limits.status).toEqual({ lower: 'converged', upper: 'converged' });
    expect(limits.level).toBe(level);
  });

  test('turning the sign of t mirrors them', () => {
    const [a, b] = [noncentralityIntervalOfT(-2.2, 9, 0.9), noncentralityIntervalOfT(2.2, 9, 0.9)];
    expectClose(a.lower, -b.upper, 1e-14);
    expectClose(a.upper, -b.lower, 1e-14);
  });

  test('t = 0 gives normal limits at any df', () => {
    for (const df of [1, 12, 1e6]) expectClose(noncentralityIntervalOfT(0, df, 0.95).upper, normal.isf(0.025), 1e-14);
  });

  test('infinite df gives t ± z', () => {
    expectClose(noncentralityIntervalOfT(3, Infinity, 0.95).lower, 3 - normal.isf(0.025), 1e-14);
  });

  test('a statistic of any size', () => {
    // For huge t the noncentrality is t S: with df = 2, S² is exponential with mean 1.
    for (const t of [1e8, 1e100, 1e150]) {
      const limits = noncentralityIntervalOfT(t, 2, 0.95);
      expectClose(limits.lower / t, Math.sqrt(-Math.log(0.975)), 1e-8);
      expectClose(limits.upper / t, Math.sqrt(-Math.log(0.025)), 1e-8);
    }
  });
});

describe('intervals of F and chi-squared', () => {
  property.prop([
    fc.double({ min: 0, max: 300, noNaN: true }),
    fc.double({ min: 0.5, max: 50, noNaN: true }),
    fc.double({ min: 1, max: 1e6, noNaN: true }),
  ])(
    'each limit leaves half of 1 - level beyond it, or is 0 where ncp 0 leaves too much of the other side',
    (f, df1, df2) => {
      const limits = noncentralityIntervalOfF(f, df1, df2, 0.9);
      if (limits.status.lower === 'converged') expectClose(noncentralF.sf(f, df1, df2, limits.lower), 0.05, 1e-11);
      else expect([limits.lower, noncentralF.sf(f, df1, df2, 0) > 0.05]).toEqual([0, true]);
      if (limits.status.upper === 'converged') expectClose(noncentralF.cdf(f, df1, df2, limits.upper), 0.05, 1e-11);
      else expect([limits.upper, noncentralF.cdf(f, df1, df2, 0) < 0.05]).toEqual([0, true]);
    },
  );

  test('of t squared with one df: the square of the far limit of t, whose other tail is next to nothing', () => {
    const t = noncentralityIntervalOfT(56, 1e6, 0.95);
    const f = noncentralityIntervalOfF(56 ** 2, 1, 1e6, 0.95);
    expectClose(f.lower, t.lower ** 2, 1e-12);
    expectClose(f.upper, t.upper ** 2, 1e-12);
  });

  test('0, and saying so, where no noncentrality is excluded', () => {
    expect(noncentralityIntervalOfF(0.3, 2, 60, 0.95)).toMatchObject({ lower: 0, status: { lower: 'at_zero' } });
    expect(noncentralityIntervalOfF(0, 2, 60, 0.95)).toMatchObject({
      lower: 0,
      upper: 0,
      status: { lower: 'at_zero', upper: 'at_zero' },
    });
    expect(noncentralityOfChiSquared(12, 3, 0.999, lower)).toMatchObject({ ncp: 0, status: 'at_zero' });
    expect(noncentralityOfChiSquared(12, 3, 1e-6, upper)).toMatchObject({ ncp: 0, status: 'at_zero' });
  });

  test('infinite df2 is chi-squared', () => {
    const [a, b] = [noncentralityIntervalOfF(3, 4, Infinity, 0.9), noncentralityIntervalOfChiSquared(12, 4, 0.9)];
    expectClose(a.upper, b.upper, 1e-14);
    expectClose(noncentralChiSquared.cdf(12, 4, b.upper), 0.05, 1e-12);
  });

  test('a statistic so large that the sum has a billion terms', () => {
    const { lower, upper } = noncentralityIntervalOfF(1e9, 2, 3, 0.95);
    expectClose(noncentralF.sf(1e9, 2, 3, lower), 0.025, 1e-11);
    expectClose(noncentralF.cdf(1e9, 2, 3, upper), 0.025, 1e-11);
  });
});

test('an answer beyond what can be computed is called so', () => {
  expect(noncentralityOfF(1e23, 1, 0.01, 1e-9)).toMatchObject({ status: 'not_converged' });
  expect(noncentralityOfT(1e150, 1e-100, 1e-300).status).toBe('converged');
});

test('the upper tail at p is the lower tail at 1 - p', () => {
  expectClose(noncentralityOfT(2, 9, 0.25, upper).ncp, noncentralityOfT(2, 9, 0.75, lower).ncp, 1e-13);
  expectClose(noncentralityOfF(9, 2, 9, 0.25, upper).ncp, noncentralityOfF(9, 2, 9, 0.75).ncp, 1e-13);
});

test('wrong arguments are refused', () => {
  expect(outOfDomain(() => noncentralityOfT(Infinity, 9, 0.5))).toBe(true);
  expect(outOfDomain(() => noncentralityOfT(1, 0, 0.5))).toBe(true);
  expect(outOfDomain(() => noncentralityOfT(1, 9, 0))).toBe(true);
  expect(outOfDomain(() => noncentralityOfF(-1, 2, 9, 0.5))).toBe(true);
  expect(outOfDomain(() => noncentralityOfF(1, 2, 9, 1))).toBe(true);
  expect(outOfDomain(() => noncentralityOfChiSquared(1, Infinity, 0.5))).toBe(true);
  for (const interval of [
    () => noncentralityIntervalOfT(1, 9, 95),
    () => noncentralityIntervalOfF(1, 2, 9, 0),
    () => noncentralityIntervalOfChiSquared(1, 2, Number.NaN),
  ]) {
    expect(interval).toThrow(EfficacyError);
    expect(interval).toThrow(/^noncentralityIntervalOf\w+ needs a level/);
  }
});
