import { describe, expect, test } from 'vitest';
import { fitLinear } from '../../../src/estimate/regression/fit-linear.js';
import { fromColumns, type Table } from '../../../src/index.js';
import { errorOf } from '../../errors.js';

const grade = ['3', '4', '5', '3', '4', '5', '3', '4', '5', '3', '4', '5', '4', '5'];
const sex = ['f', 'm', 'm', 'f', 'f', 'm', 'm', 'f', 'f', 'm', 'm', 'f', 'f', 'm'];
const treated = [0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 0, 1, 0];
const pre = [31, 42, 35, 38, 29, 44, 40, 33, 37, 36, 30, 41, 39, 28];
const post = pre.map((x, i) => x + 3 * (treated[i] ?? 0) + 2 * Number(grade[i] === '5') + ((i * 5) % 7) / 7);
const table: Table = fromColumns({ grade, sex, treated, pre, post });
const terms = (data: Table, list: readonly string[], reference?: Record<string, string>) =>
  fitLinear(data, { outcome: 'post', terms: list, ...(reference && { reference }) }).coefficients.map((c) => c.term);

describe('a term becomes columns', () => {
  test('a label column one for each label but the first', () => {
    expect(terms(table, ['grade'])).toEqual(['(intercept)', 'grade=4', 'grade=5']);
  });

  test('or but the reference, which changes what is compared and not the fit', () => {
    const first = fitLinear(table, { outcome: 'post', terms: ['grade', 'pre'] });
    const other = fitLinear(table, { outcome: 'post', terms: ['grade', 'pre'], reference: { grade: '5' } });

    expect(other.coefficients.map((c) => c.term)).toEqual(['(intercept)', 'grade=3', 'grade=4', 'pre']);
    expect(other.coefficients[1]?.estimate).toBeCloseTo(-(first.coefficients[2]?.estimate ?? 0), 10);
    expect(other.coefficients[3]?.standardError).toBeCloseTo(first.coefficients[3]?.standardError ?? 0, 10);
  });

  test('a product one for each pair of columns, the first fastest', () => {
    expect(terms(table, ['treated', 'pre', 'treated:pre'])).toEqual(['(intercept)', 'treated', 'pre', 'treated:pre']);
    expect(terms(table, ['grade:treated'])).toEqual(['(intercept)', 'grade=4:treated', 'grade=5:treated']);
    expect(terms(table, ['grade:sex'])).toEqual(['(intercept)', 'grade=4:sex=m', 'grade=5:sex=m']);
  });

  test('with an effect for each group where the group and the product are both named', () => {
    const fit = fitLinear(table, { outcome: 'post', terms: ['sex', 'treated', 'sex:treated'] });
    const mean = (s: string, z: number): number => {
      const of = post.filter((_, i) => sex[i] === s && treated[i] === z);
      return of.reduce((sum, y) => sum + y, 0) / of.length;
    };

    expect(fit.coefficients[2]?.estimate).toBeCloseTo(mean('f', 1) - mean('f', 0), 10);
    expect(fit.coefficients[3]?.estimate).toBeCloseTo(mean('m', 1) - mean('m', 0) - mean('f', 1) + mean('f', 0), 10);
  });

  test('a column whose name has a colon is itself', () => {
    expect(terms(fromColumns({ 'a:b': pre, post }), ['a:b'])).toEqual(['(intercept)', 'a:b']);
  });
});

describe('what cannot be meant is refused', () => {
  test('a part of a product that is not there', () => {
    const error = errorOf(() => terms(table, ['treated:Pre']));

    expect(error.code).toBe('column_not_found');
    expect(error.message).toContain('Did you mean "pre"?');
  });

  test('a reference that is no label, or of a column that is no term', () => {
    expect(errorOf(() => terms(table, ['grade'], { grade: '6' })).message).toContain('there are "3", "4", "5"');
    expect(errorOf(() => terms(table, ['pre'], { grade: '3' })).code).toBe('invalid_argument');
    expect(errorOf(() => terms(table, ['pre'], { pre: '3' })).code).toBe('invalid_argument');
  });

  test('a made column whose name is taken', () => {
    const taken = fromColumns({ grade, 'grade=4': pre, post });

    expect(errorOf(() => terms(taken, ['grade', 'grade=4'])).code).toBe('duplicate_column');
  });
});

test('rows that lack a label are counted under the column that lacks it, and labels that no complete row has make no column', () => {
  const holes = fromColumns({
    grade: grade.map((g, i) => (i === 0 ? null : g)),
    post: post.map((y, i) => (grade[i] === '4' ? null : y)),
  });
  const fit = fitLinear(holes, { outcome: 'post', terms: ['grade'] });

  expect(fit.coefficients.map((c) => c.term)).toEqual(['(intercept)', 'grade=5']);
  expect(fit.notes.map(({ message }) => message)).toEqual([
    'Rows left out for want of "post": 5.',
    'Rows left out for want of "grade": 1.',
  ]);
});
