import { describe, expect, test } from 'vitest';
import { fitLin } from '../../../src/estimate/trial/fit-lin.js';
import { fitLinear, fromColumns } from '../../../src/index.js';
import { errorOf } from '../../errors.js';

const arm = ['t', 'c', 't', 'c', 't', 'c', 't', 'c', 't', 'c', 't', 'c'];
const sex = ['f', 'm', 'm', 'f', 'f', 'm', 'm', 'f', 'f', 'm', 'f', 'm'];
const pre = [31, 42, 35, 38, 29, 44, 40, 33, 37, 36, 30, 41];
const post = [35, 44, 41, 40, 33, 43, 49, 36, 41, 40, 39, 42];
const treatment = { column: 'arm', treated: 't', control: 'c' };
const table = fromColumns({ arm, sex, pre, post });

test('the effect is the difference of two regressions at the mean of the covariates', () => {
  const at = (label: string): number => {
    const keep = <T>(values: readonly T[]): T[] => values.filter((_, i) => arm[i] === label);
    const fit = fitLinear(fromColumns({ pre: keep(pre), post: keep(post) }), { outcome: 'post', terms: ['pre'] });
    const mean = pre.reduce((sum, x) => sum + x, 0) / pre.length;
    return (fit.coefficients[0]?.estimate ?? 0) + (fit.coefficients[1]?.estimate ?? 0) * mean;
  };
  const found = fitLin(table, { outcome: 'post', treatment, covariates: ['pre'] });

  expect(found.estimate).toBeCloseTo(at('t') - at('c'), 10);
  expect(found.fit.coefficients.map(({ term }) => term)).toEqual(['(intercept)', 'arm=t', 'pre', 'arm=t:pre']);
});

test('labels among the covariates become columns, and so do their products', () => {
  const found = fitLin(table, { outcome: 'post', treatment, covariates: ['sex', 'pre'] });

  expect(found.fit.coefficients.map(({ term }) => term)).toEqual([
    '(intercept)',
    'arm=t',
    'sex=m',
    'pre',
    'arm=t:sex=m',
    'arm=t:pre',
  ]);
});

describe('what has no answer', () => {
  test('a covariate that is the arm, or determines it with another', () => {
    const copies = fromColumns({ arm, treated: arm.map((a) => (a === 't' ? 2 : 5)), pre, post });
    const error = errorOf(() => fitLin(copies, { outcome: 'post', treatment, covariates: ['pre', 'treated'] }));

    expect(error.code).toBe('collinear');
    expect(error.detail['covariates']).toEqual(['treated']);
  });

  test('no covariates, and more coefficients than rows', () => {
    expect(errorOf(() => fitLin(table, { outcome: 'post', treatment, covariates: [] })).code).toBe('invalid_argument');
    const four = fromColumns({ arm: arm.slice(0, 4), pre: pre.slice(0, 4), post: post.slice(0, 4) });
    expect(errorOf(() => fitLin(four, { outcome: 'post', treatment, covariates: ['pre'] })).code).toBe(
      'too_few_observations',
    );
  });
});
