import { describe, expect, test } from 'vitest';
import {
  adjustPValues,
  centredSumOfProducts,
  centredSumOfSquares,
  chiSquared,
  cholesky,
  erfcx,
  exactDot,
  exactMean,
  exactSum,
  findMinimum,
  findRoot,
  fisherF,
  gammaRatio,
  hypergeometric,
  inverseRegularizedBeta,
  inverseRegularizedGamma,
  inverseSquareRoot,
  leastSquares,
  logBeta,
  logGamma,
  neumaierSum,
  noncentralChiSquared,
  noncentralF,
  noncentralityOfF,
  noncentralT,
  pairwiseSum,
  poisson,
  powerColumns,
  qr,
  randomStream,
  regularizedBeta,
  regularizedGammaP,
  startsWithin,
  studentizedRange,
  studentT,
  symmetricEigen,
} from '../../src/numeric.js';
import { errorOf } from '../errors.js';

describe('what JavaScript may hand over', () => {
  test.each([null, '0.02', true, undefined])('%s is no p-value', (odd) => {
    expect(errorOf(() => adjustPValues([0.1, odd as unknown as number], { method: 'holm' })).code).toBe(
      'out_of_domain',
    );
  });
});

describe('what is no number', () => {
  const odd = [null, '3', '', true, undefined] as unknown as number[];
  test.each(odd)('%s does not count as one in a sum', (one) => {
    for (const call of [
      () => exactSum([1, one, 2]),
      () => exactMean([1, one, 2]),
      () => exactDot([1, 2], [one, 3]),
      () => neumaierSum([1, one, 2]),
      () => pairwiseSum([1, one, 2]),
      () => centredSumOfSquares([1, one, 2]),
      () => centredSumOfProducts([1, 2, 4], [1, one, 2]),
      () => leastSquares([[1, 2, one, 4]], [1, 2, 4, 8]),
      () => leastSquares([[1, 2, 3, 4]], [1, 2, one, 8]),
      () => powerColumns([1, one], 2),
    ])
      expect(errorOf(call).code).toBe('not_finite');
    expect(errorOf(() => randomStream(1).binomial(10, one)).code).toBe('invalid_argument');
    expect(errorOf(() => startsWithin([one], [4], 2)).code).toBe('invalid_argument');
    expect(errorOf(() => findMinimum((x) => x, one, 4)).code).toBe('invalid_argument');
    expect(errorOf(() => findRoot((x) => x - 3.5, one, 4)).code).toBe('invalid_argument');
  });

  test('what is no array has no sum', () => {
    expect(errorOf(() => exactSum(5 as unknown as number[])).code).toBe('invalid_argument');
    expect(errorOf(() => exactMean({} as unknown as number[])).code).toBe('invalid_argument');
  });
});

describe('sizes of matrices, and how many of something there are', () => {
  const a = Float64Array.of(4, 2, 2, 3);
  test.each([Number.NaN, Infinity, -2, 0.5, 1e308, 2 ** 53])('%d is refused at once', (k) => {
    for (const call of [
      () => cholesky(a, k),
      () => symmetricEigen(a, k),
      () => inverseSquareRoot(a, k),
      () => qr(a, k, 4 / k),
    ])
      expect(errorOf(call).code).toBe('length_mismatch');
    for (const call of [
      () => powerColumns([1, 2], k),
      () => startsWithin([0], [1], k),
      () => cholesky(a, 2, { tolerance: k === 0.5 ? 1 : k }),
      () => qr(a, 2, 2, { tolerance: k === 0.5 ? 1 : k }),
    ])
      expect(errorOf(call).code).toBe('invalid_argument');
  });

  test('squares that overflow are an error of least squares, not NaN', () => {
    expect(errorOf(() => leastSquares([[1, 2, 3, 4]], [1, 2, 1e308, 4])).code).toBe('overflow');
  });
});

describe('the scaled complementary error function', () => {
  test('grows without bound below 0', () => {
    // exp(9) erfc(-3) and exp(1/4) erfc(-1/2), by mpmath
    expect(erfcx(-3) / 16205.988853999586).toBeCloseTo(1, 12);
    expect(erfcx(-0.5) / 1.9523604891825568).toBeCloseTo(1, 12);
  });
});

describe('special functions refuse what they have no answer to, instead of searching without end', () => {
  test.each<[string, () => unknown]>([
    ['gammaRatio(1, -1e17)', () => gammaRatio(1, -1e17)],
    ['gammaRatio(Infinity, 1)', () => gammaRatio(Infinity, 1)],
    ['logBeta(-0.5, 1)', () => logBeta(-0.5, 1)],
    ['logGamma(-2.5)', () => logGamma(-2.5)],
    ['regularizedBeta(NaN, 1, 1)', () => regularizedBeta(Number.NaN, 1, 1)],
    ['regularizedBeta(0.5, -1e17, 1)', () => regularizedBeta(0.5, -1e17, 1)],
    ['regularizedGammaP(-1e17, 3)', () => regularizedGammaP(-1e17, 3)],
    ['inverseRegularizedBeta(0.5, NaN, 1)', () => inverseRegularizedBeta(0.5, Number.NaN, 1)],
    ['inverseRegularizedGamma(1.5, 1)', () => inverseRegularizedGamma(1.5, 1)],
    ['noncentralityOfF of null', () => noncentralityOfF(null as unknown as number, 1, 10, 0.5)],
    ['studentT.cdf of null', () => studentT.cdf(null as unknown as number, 10)],
    ['studentT.quantile of text', () => studentT.quantile('0.5' as unknown as number, 10)],
  ])('%s', (_, call) => {
    expect(errorOf(call).code).toBe('out_of_domain');
  });
});

describe('the ends of the domains', () => {
  test('counts too many for their digits or for the time they take are refused', () => {
    expect(errorOf(() => poisson.isf(5e-324, 2 ** 53)).code).toBe('out_of_domain');
    expect(errorOf(() => hypergeometric.cdf(5e13, 1e14, 1e14, 1e14)).code).toBe('out_of_domain');
    expect(errorOf(() => studentizedRange.density(2, 7, 1e-5)).code).toBe('out_of_domain');
    expect(errorOf(() => studentizedRange.cdf(2, 1e7, 10)).code).toBe('out_of_domain');
  });

  test('at the largest mean of a Poisson every quantile is a whole number found', () => {
    for (const p of [5e-324, 1e-300, 0.3, 1]) {
      const k = poisson.isf(p, 1e15);
      expect(Number.isSafeInteger(k)).toBe(true);
      expect(poisson.sf(k, 1e15)).toBeLessThanOrEqual(p);
    }
  });

  test('half of a symmetrical hypergeometric of 1e10 items lies on each side of its middle', () => {
    const [k, items, draws] = [5e8, 5e9, 1e9];
    const half = 0.5 + hypergeometric.mass(k, items, items, draws) / 2;
    expect(Math.abs(hypergeometric.cdf(k, items, items, draws) / half - 1)).toBeLessThanOrEqual(1e-12);
  });

  test('a point far beyond a tiny shape has no NaN beside it', () => {
    for (const df of [1e-100, 1e-50, 1e-20]) {
      expect([chiSquared.cdf(1e300, df), chiSquared.sf(1e300, df), chiSquared.density(1e300, df)]).toEqual([1, 0, 0]);
    }
  });

  test('a ratio whose odds are beyond doubles keeps its tail: it falls as f^(-df2 / 2)', () => {
    const at = (f: number) => fisherF.sf(f, 1e6, 0.1);
    expect(at(1e308) / at(1e300)).toBeCloseTo(10 ** -0.4, 12);
    expect(noncentralF.sf(1e308, 1e6, 0.1, 3) / at(1e308)).toBeCloseTo(1, 6);
    expect(noncentralF.cdf(1.7e308, 1e6, 2.5, 1)).toBeCloseTo(1, 14);
    expect(noncentralF.density(1.7e308, 1e25, 1e17, 1e25)).toBe(0);
    // 2 / π / t at 1 df
    expect(studentT.sf(1e200, 1) * Math.PI * 1e200).toBeCloseTo(1, 12);
  });

  test('an upper quantile of a flat tail, and of the smallest double, is found', () => {
    const flat = noncentralChiSquared.isf(1e-300, 1e-20, 1e-20);
    expect(noncentralChiSquared.sf(flat, 1e-20, 1e-20) / 1e-300).toBeCloseTo(1, 10);
    expect(noncentralChiSquared.sf(1.7e308, 1e-100, 2.5)).toBe(0);
    // The normal with this tail, by mpmath: 38.4674
    expect(noncentralT.isf(5e-324, Infinity, 0)).toBeGreaterThan(38.4);
    expect(noncentralT.isf(5e-324, Infinity, 0)).toBeLessThan(38.6);
  });
});
