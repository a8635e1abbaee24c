import { describe, expect, test } from 'vitest';
import { type FitLinearOptions, fitLinear } from '../../../src/estimate/regression/fit-linear.js';
import { makeTable, numericColumn, type Table } from '../../../src/index.js';
import type { ReferenceCase } from '../../reference.js';
import {
  expectClose,
  expectCoefficients,
  extraCases,
  schools,
  shownBy,
  students,
  trialCases,
} from './reference-cases.js';

const mine = (cases: readonly ReferenceCase[], pattern: RegExp): readonly ReferenceCase[] =>
  cases.filter(({ id }) => pattern.test(id) && shownBy['estimate/regression/fit-linear.reference.test.ts']?.test(id));

type VcovType = NonNullable<FitLinearOptions['vcov']>;
const weights = { column: 'weight', kind: 'sampling' } as const;

describe('a regression agrees with estimatr::lm_robust', () => {
  const models: Readonly<Record<string, Omit<FitLinearOptions, 'vcov'>>> = {
    'b.lm': { outcome: 'y', terms: ['z', 'x1', 'x2'] },
    'b.lm.noX': { outcome: 'y', terms: ['z'] },
    'b.lm.interact': { outcome: 'y', terms: ['z', 'x1', 'z:x1'] },
    'b.lm.factor': { outcome: 'y', terms: ['z', 'x1', 'block'] },
    'b.lm.binary_outcome': { outcome: 'passed', terms: ['z', 'x1'] },
    'b.lm.w': { outcome: 'y', terms: ['z', 'x1', 'x2'], weights },
    'b.lm.fe': { outcome: 'y', terms: ['z', 'x1'], absorb: 'block' },
    'b.lm.fe.w': { outcome: 'y', terms: ['z', 'x1'], absorb: 'block', weights },
  };

  test.each(mine(trialCases, /^b\.lm\./))('$id', ({ id, expected }) => {
    const [, model, type, data] = /^(b\.lm.*?)\.(classical|HC[0-3]|CR0|stata|CR2)\.(\w+)$/.exec(id) as unknown as [
      string,
      string,
      string,
      string,
    ];
    const vcov = (type === 'stata' ? 'CR1S' : type) as VcovType;
    const fit = fitLinear(data === 'student_trial' ? students : schools, {
      ...(models[model] as FitLinearOptions),
      vcov,
      ...(vcov.startsWith('CR') && { cluster: 'cluster' }),
    });

    expectCoefficients(fit.coefficients, expected);
    fit.covariance?.forEach((row, i) => {
      row.forEach((v, j) => {
        expectClose(v, expected.vcov[i][j], 'covariance');
      });
    });
    expectClose(fit.n, expected.nobs);
    expectClose(fit.residualVariance, expected.res_var, 'residual variance');
    expectClose(fit.rSquared, expected['r.squared'], 'R squared');
  });
});

describe('cluster-robust tests agree with clubSandwich::coef_test', () => {
  const rules = {
    z: ['normal', 'df_z', 'p_z'],
    naive_t: ['clusters-1', 'df_t', 'p_t'],
    naive_tp: ['clusters-k', 'df_tp', 'p_tp'],
    satterthwaite: ['satterthwaite', 'df_Satt', 'p_Satt'],
  } as const;

  test.each(mine(trialCases, /coef_test/))('$id', ({ id, expected }) => {
    const [, wl, vcov] = /coef_test\.(ols|weighted)\.(\w+)\./.exec(id) as unknown as [string, string, VcovType];
    for (const [name, [df, dfColumn, pColumn]] of Object.entries(rules)) {
      const fit = fitLinear(schools, {
        outcome: 'y',
        terms: ['z', 'x1', 'x2'],
        cluster: 'cluster',
        vcov,
        dfRule: df,
        ...(wl === 'weighted' && { weights }),
      });
      const wanted = expected.tests[name];
      fit.coefficients.forEach((coefficient, i) => {
        expectClose(coefficient.estimate, wanted.beta[i]);
        expectClose(coefficient.standardError, wanted.SE[i], 'standard error');
        expectClose(coefficient.statistic, wanted.tstat[i], 't');
        if (df === 'normal') expect(coefficient.df).toBeNull();
        else expectClose(coefficient.df, wanted[dfColumn][i], 'df');
        expectClose(coefficient.pValue, wanted[pColumn][i], 'p');
        if (df !== 'satterthwaite') return;
        expectClose(coefficient.interval?.lower, expected.ci_satterthwaite.CI_L[i], 'lower');
        expectClose(coefficient.interval?.upper, expected.ci_satterthwaite.CI_U[i], 'upper');
      });
      fit.covariance?.forEach((row, i) => {
        row.forEach((v, j) => {
          expectClose(v, expected.vcov[i][j], 'covariance');
        });
      });
    }
  });
});

test.each(mine(trialCases, /vcovHC/))('$id agrees with sandwich', ({ id, expected }) => {
  const vcov = /HC\d/.exec(id)?.[0] as VcovType;
  const fit = fitLinear(schools, { outcome: 'y', terms: ['z', 'x1', 'x2'], vcov });

  fit.covariance?.forEach((row, i) => {
    expectClose(fit.coefficients[i]?.estimate, expected.coef[i]);
    row.forEach((v, j) => {
      expectClose(v, expected.vcov[i][j], 'covariance');
    });
  });
});

describe('absorbed blocks with clusters and weights are those of 0/1 columns in clubSandwich', () => {
  const crossed = withColumn(schools, 'cross', (row) => `g${numbersOf(schools, 'student')[row]! % 3}`);

  test.each(mine(extraCases, /^b\.fe/))('$id', ({ id, expected }) => {
    const fit = fitLinear(crossed, {
      outcome: 'y',
      terms: ['z', 'x1'],
      absorb: id.includes('cross') ? 'cross' : 'block',
      cluster: 'cluster',
      vcov: id.slice(-3) as VcovType,
      dfRule: 'satterthwaite',
      ...(id.includes('.w.') && { weights }),
    });

    expectCoefficients(fit.coefficients, expected);
  });
});

test.each(mine(extraCases, /^b\.counts/))('$id: a count as a weight is that many rows', ({ id, expected }) => {
  const vcov = id.split('.')[2] as VcovType;
  const counted = makeTable([
    ...students.columns,
    ['count', numericColumn(numbersOf(students, 'id').map((k) => 1 + (k % 3)))],
  ]);
  const fit = fitLinear(counted, {
    outcome: 'y',
    terms: ['z', 'x1'],
    weights: { column: 'count', kind: 'frequency' },
    vcov,
    ...(vcov === 'CR2' && { cluster: 'block' }),
  });

  expectCoefficients(fit.coefficients, expected);
  expect(fit.n).toBe(expected.nobs);
});

test.each(mine(extraCases, /^b\.interact/))(
  '$id: products of labels and numbers, against a label of choice',
  ({ expected }) => {
    const fit = fitLinear(students, {
      outcome: 'y',
      terms: ['x1', 'block', 'z', 'block:z'],
      reference: { block: 'b4' },
    });

    expectCoefficients(fit.coefficients, expected);
    expect(fit.coefficients.slice(1).map(({ term }) => term)).toEqual(expected.term.slice(1));
  },
);

function numbersOf(table: Table, name: string): Float64Array {
  const column = table.columns.get(name);
  return column?.kind === 'numeric' ? column.values : new Float64Array(0);
}

function withColumn(table: Table, name: string, label: (row: number) => string): Table {
  const labels = Array.from({ length: table.rowCount }, (_, row) => label(row));
  const levels = [...new Set(labels)];
  const codes = Uint32Array.from(labels, (l) => levels.indexOf(l));
  return makeTable([...table.columns, [name, { kind: 'factor', codes, levels }]]);
}
