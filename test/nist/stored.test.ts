import { expect, test } from 'vitest';
import { leastSquares, powerColumns } from '../../src/numeric/linalg/index.js';
import { lre } from '../tolerances.js';
import { madeColumns, madeGroups, madeModels } from './made.js';
import { oneWayF, univariate } from './statistics.js';
import { strdMissing, strdSets } from './strd.js';

test('the stored sets are there', ({ skip }) => {
  if (strdMissing !== null) skip(strdMissing);
  expect(strdSets('univariate')).toHaveLength(6);
  expect(strdSets('anova')).toHaveLength(7);
  expect(strdSets('linear')).toHaveLength(11);
});

/** The smallest log relative error of several numbers. */
function digits(actual: ArrayLike<number>, exact: readonly string[]): number {
  expect(actual).toHaveLength(exact.length);
  return Math.min(...exact.map((text, i) => lre(actual[i]!, Number(text))));
}

test.each(strdSets('univariate'))('%s: mean, sd and autocorrelation to 14 digits', (name, { data, exactBinary64 }) => {
  const { mean, sd, lag1Autocorrelation } = univariate(data.y);
  const exact = [exactBinary64.mean, exactBinary64.sd, exactBinary64.lag1Autocorrelation];
  expect(digits([mean, sd, lag1Autocorrelation], exact)).toBeGreaterThanOrEqual(14);
  const made = madeColumns.find((column) => column.name === name);
  if (made) expect(data.y).toEqual(made.values);
});

test.each(strdSets('anova'))('%s: F of the analysis of variance to 13 digits', (name, { data, exactBinary64 }) => {
  expect(digits([oneWayF(data.groups).F], [exactBinary64.F])).toBeGreaterThanOrEqual(13);
  const made = madeGroups.find((set) => set.name === name);
  if (made) expect(data.groups).toEqual(made.groups);
});

test.each(strdSets('linear'))(
  '%s: estimates and standard errors to 13 digits (Filip 12)',
  (name, { data, polynomialDegree, intercept, exactBinary64 }) => {
    const { y, ...predictors } = data;
    const columns = polynomialDegree
      ? powerColumns(predictors.x, polynomialDegree)
      : Object.values<number[]>(predictors);
    const { coefficients, standardErrors } = leastSquares(columns, y, { intercept: intercept ?? true });
    const enough = name === 'Filip' ? 12 : 13;
    expect(digits(coefficients, exactBinary64.estimates)).toBeGreaterThanOrEqual(enough);
    expect(digits(standardErrors!, exactBinary64.standardErrors)).toBeGreaterThanOrEqual(enough);
    const made = madeModels.find((set) => set.name === name);
    if (made) expect(data).toEqual({ x: made.x, y: made.y });
  },
);
