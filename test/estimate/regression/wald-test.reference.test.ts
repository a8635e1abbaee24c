import { expect, test } from 'vitest';
import { type WaldTestOptions, type WaldTestType, waldTest } from '../../../src/estimate/regression/wald-test.js';
import { expectClose, extraCases, leftOutTests, schools, shownBy, trialCases } from './reference-cases.js';

const mine = [...trialCases, ...extraCases].filter(({ id }) =>
  shownBy['estimate/regression/wald-test.reference.test.ts']?.test(id),
);
const weights = { column: 'weight', kind: 'sampling' } as const;
const ourName: Readonly<Record<string, WaldTestType>> = { 'chi-sq': 'chi-squared', 'Naive-F': 'naive-F' };

test.each(mine.filter(({ id }) => id.includes('clubSandwich')))('$id', ({ id, expected }) => {
  const [, wl, vcov, last] = /Wald\.(\w+)\.(\w+)\.last(\d)/.exec(id) as unknown as [string, string, string, string];
  const tests = (expected.test as readonly string[]).filter((name) => !(name in leftOutTests));
  expect(tests).toHaveLength(6);
  for (const name of tests) {
    const i = expected.test.indexOf(name);
    const found = waldTest(schools, {
      outcome: 'y',
      terms: ['z', 'x1', 'x2'],
      cluster: 'cluster',
      vcov: vcov as NonNullable<WaldTestOptions['vcov']>,
      zero: ['z', 'x1', 'x2'].slice(3 - Number(last)),
      test: ourName[name] ?? (name as WaldTestType),
      ...(wl === 'weighted' && { weights }),
    });

    expectClose(found.statistic, expected.Fstat[i], `${name} statistic`);
    expectClose(found.numeratorDf, expected.df_num[i], `${name} numerator`);
    if (expected.df_denom[i] === 'Inf') expect(found.denominatorDf).toBeNull();
    else expectClose(found.denominatorDf, expected.df_denom[i], `${name} denominator`);
    // Chances of 1e-17 and less: their relative error is that of the exponent.
    expect(Math.abs(Math.log((found.pValue ?? 0) / expected.p_val[i]))).toBeLessThan(1e-8);
  }
});

test('b.fe.w.Wald.HTZ: within absorbed blocks', () => {
  const expected = mine.find(({ id }) => id === 'b.fe.w.Wald.HTZ')?.expected;
  const found = waldTest(schools, {
    outcome: 'y',
    terms: ['z', 'x1'],
    absorb: 'block',
    cluster: 'cluster',
    weights,
    zero: ['z', 'x1'],
  });

  expect(found.test).toBe('HTZ');
  expectClose(found.statistic, expected.statistic);
  expectClose(found.denominatorDf, expected.df_denom);
});
