import { describe, expect, test } from 'vitest';
import { fitLinear } from '../../../src/estimate/regression/fit-linear.js';
import { type WaldTestOptions, waldTest } from '../../../src/estimate/regression/wald-test.js';
import { fromColumns, groupComoments } from '../../../src/index.js';
import { errorOf } from '../../errors.js';
import { schools } from './reference-cases.js';

const model: WaldTestOptions = { outcome: 'y', terms: ['z', 'x1', 'x2'], cluster: 'cluster' };

describe('a test of one coefficient is its t test', () => {
  test('HTZ has the square of t and its Satterthwaite degrees of freedom', () => {
    const z = fitLinear(schools, { outcome: 'y', terms: ['z', 'x1', 'x2'], cluster: 'cluster' }).coefficients[1];
    const found = waldTest(schools, { ...model, zero: ['z'] });

    expect(found.statistic).toBeCloseTo((z?.statistic ?? 0) ** 2, 10);
    expect(found.denominatorDf).toBeCloseTo(z?.df ?? 0, 8);
    expect(found.pValue).toBeCloseTo(z?.pValue ?? 0, 10);
  });

  test('without clusters F on the residual degrees of freedom', () => {
    const z = fitLinear(schools, { outcome: 'y', terms: ['z', 'x1'], vcov: 'HC2' }).coefficients[1];
    const found = waldTest(schools, { outcome: 'y', terms: ['z', 'x1'], zero: ['z'] });

    expect(found.test).toBe('naive-F');
    expect(found.denominatorDf).toBe(z?.df);
    expect(found.pValue).toBeCloseTo(z?.pValue ?? 0, 12);
  });
});

test('the same from co-moments as from rows', () => {
  const stored = groupComoments(schools, { by: ['cluster'], of: ['z', 'x1', 'x2', 'y'] });
  const [a, b] = [schools, stored].map((data) => waldTest(data, { ...model, zero: ['x1', 'x2'] }));

  expect(b?.statistic).toBeCloseTo(a?.statistic ?? 0, 8);
  expect(b?.denominatorDf).toBeCloseTo(a?.denominatorDf ?? 0, 8);
});

test('terms that are 0 are contrasts with one weight each, and how a hypothesis is written does not matter', () => {
  const zero = waldTest(schools, { ...model, zero: ['x1', 'x2'] });
  const same = waldTest(schools, { ...model, contrasts: [{ x1: 2 }, { x1: 1, x2: -3 }] });

  expect(same.statistic).toBeCloseTo(zero.statistic, 8);
  expect(same.denominatorDf).toBeCloseTo(zero.denominatorDf ?? 0, 8);
});

test('a label column stands for all of its columns', () => {
  expect(waldTest(schools, { ...model, terms: ['z', 'block'], zero: ['block'] }).numeratorDf).toBe(9);
});

describe('what cannot be tested', () => {
  test.each([
    ['no hypothesis', {}, 'invalid_argument'],
    ['a coefficient that is not there', { zero: ['X1'] }, 'invalid_argument'],
    ['a hypothesis twice', { zero: ['x1'], contrasts: [{ x1: 2 }] }, 'invalid_argument'],
    ['a weight that is no number', { contrasts: [{ x1: Number.NaN }] }, 'not_finite'],
    ['a dropped term', { terms: ['z', 'x1', 'x1:one'], zero: ['x1:one'] }, 'collinear'],
    ['HTZ without clusters', { vcov: 'HC2', zero: ['x1'], test: 'HTZ' }, 'invalid_argument'],
  ] as const)('%s', (_, options, code) => {
    const table = fromColumns({
      cluster: ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd'],
      z: [0, 0, 1, 1, 0, 0, 1, 1],
      x1: [3, 1, 4, 1, 5, 9, 2, 6],
      x2: [2, 7, 1, 8, 2, 8, 1, 8],
      one: [1, 1, 1, 1, 1, 1, 1, 1],
      y: [1, 4, 1, 4, 2, 1, 3, 5],
    });

    expect(errorOf(() => waldTest(table, { ...model, ...options })).code).toBe(code);
  });

  test('more constraints than clusters can speak of: no p value, and a note', () => {
    const few = fromColumns({
      cluster: ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c', 'd', 'd', 'd'],
      x1: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8],
      x2: [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5],
      x3: [9, 0, 4, 5, 2, 3, 5, 3, 6, 0, 2, 8],
      y: [1, 4, 1, 4, 2, 1, 3, 5, 6, 2, 3, 7],
    });
    const found = waldTest(few, {
      outcome: 'y',
      terms: ['x1', 'x2', 'x3'],
      cluster: 'cluster',
      zero: ['x1', 'x2', 'x3'],
    });

    expect(found.pValue).toBeNull();
    expect(found.notes.map(({ code }) => code)).toContain('df_below_1');
  });
});
