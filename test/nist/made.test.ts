import { describe, expect, test } from 'vitest';
import { leastSquares, powerColumns } from '../../src/numeric/linalg/index.js';
import { lre } from '../tolerances.js';
import { decimal, exactF, exactLeastSquares, exactUnivariate, fractions, powers } from './exact.js';
import { madeColumns, madeGroups, madeModels } from './made.js';
import { oneWayF, univariate } from './statistics.js';

const named = <T extends { readonly name: string }>(sets: readonly T[]) => sets.map((set) => [set.name, set] as const);

function expectDigits(actual: ArrayLike<number>, expected: ArrayLike<number>, digits: number): void {
  expect(actual).toHaveLength(expected.length);
  for (let i = 0; i < expected.length; i++) expect(lre(actual[i]!, expected[i]!)).toBeGreaterThanOrEqual(digits);
}

describe.each(named(madeColumns))('%s', (_, { values, certified }) => {
  const keys = ['mean', 'sd', 'lag1Autocorrelation'] as const;

  test('has its certified values as decimals', () => {
    const exact = exactUnivariate(values.map((x) => decimal(x, 1)));
    expectDigits(
      keys.map((key) => exact[key]),
      keys.map((key) => certified[key]),
      15,
    );
  });

  test('as doubles: mean, sd and autocorrelation to 14 digits', () => {
    const [actual, exact] = [univariate(values), exactUnivariate(fractions(values))];
    for (const key of keys) expectDigits([actual[key]], [exact[key]], 14);
  });
});

describe.each(named(madeGroups))('%s', (_, { groups, certified }) => {
  test('has its certified F as decimals', () => {
    expect(exactF(groups.map((group) => group.map((x) => decimal(x, 1))))).toBe(certified.F);
  });

  test('as doubles: F to 13 digits', () => {
    expectDigits([oneWayF(groups).F], [exactF(groups.map(fractions))], 13);
  });
});

describe.each(named(madeModels))('%s', (_, { x, y, degree, intercept, certified }) => {
  test('estimates and standard errors to 13 digits', () => {
    const exact = exactLeastSquares(powers(fractions(x), degree, intercept), fractions(y));
    const actual = leastSquares(powerColumns(x, degree), y, { intercept });
    expectDigits(actual.coefficients, exact.estimates, 13);
    expectDigits(actual.standardErrors!, exact.standardErrors, 13);
  });

  test('has its certified estimates as decimals', () => {
    const decimals = y.map((yi) => decimal(yi, 5));
    expectDigits(exactLeastSquares(powers(fractions(x), degree, intercept), decimals).estimates, certified, 15);
  });
});
