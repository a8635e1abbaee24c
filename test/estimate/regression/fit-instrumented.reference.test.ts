import { describe, expect, test } from 'vitest';
import { type FitInstrumentedOptions, fitInstrumented } from '../../../src/estimate/regression/fit-instrumented.js';
import {
  expectClose,
  expectCoefficients,
  extraCases,
  clusteredStudents as students,
  trialCases,
} from './reference-cases.js';

const base: FitInstrumentedOptions = { outcome: 'y', endogenous: ['uptake'], instruments: ['z'], covariates: ['x1'] };
const options: Readonly<Record<string, FitInstrumentedOptions>> = {
  '': base,
  noX: { ...base, covariates: [] },
  w: { ...base, weights: { column: 'weight', kind: 'sampling' } },
  overid: { ...base, instruments: ['z', 'z2'] },
};
type VcovType = NonNullable<FitInstrumentedOptions['vcov']>;

test.each(trialCases.filter(({ id }) => /^b\.iv\./.test(id) && !id.includes('diagnostics')))(
  '$id agrees with estimatr::iv_robust',
  ({ id, expected }) => {
    const [, model = '', type] = /^b\.iv\.(?:(noX|w|overid)\.)?(\w+)\.student_trial$/.exec(id) as unknown as [
      string,
      string | undefined,
      string,
    ];
    const vcov = (type === 'stata' ? 'CR1S' : type) as VcovType;
    const fit = fitInstrumented(students, {
      ...(options[model] as FitInstrumentedOptions),
      vcov,
      ...(vcov.startsWith('CR') && { cluster: 'cluster' }),
    });

    expectCoefficients(fit.coefficients, expected);
    expectClose(fit.residualVariance, expected.res_var, 'residual variance');
    expectClose(fit.rSquared, expected['r.squared'], 'R squared');
  },
);

test('b.iv.diagnostics.student_trial: first stage, Wu-Hausman and Sargan', () => {
  const expected = trialCases.find(({ id }) => id === 'b.iv.diagnostics.student_trial')?.expected;
  const fit = fitInstrumented(students, { ...(options['overid'] as FitInstrumentedOptions), vcov: 'classical' });
  const f = fit.firstStage[0]?.f;

  expectClose(f?.statistic, expected.weak_instruments.value);
  expect([f?.numeratorDf, f?.denominatorDf]).toEqual([
    expected.weak_instruments.nomdf,
    expected.weak_instruments.dendf,
  ]);
  expect(Math.abs(Math.log((f?.pValue ?? 0) / expected.weak_instruments['p.value']))).toBeLessThan(1e-8);
  expectClose(fit.endogeneity?.statistic, expected.wu_hausman.value);
  expectClose(fit.endogeneity?.denominatorDf, expected.wu_hausman.dendf);
  expectClose(fit.endogeneity?.pValue, expected.wu_hausman['p.value']);
  expectClose(fit.overidentification?.statistic, expected.overid.value);
  expect(fit.overidentification?.df).toBe(expected.overid.df);
  expectClose(fit.overidentification?.pValue, expected.overid['p.value']);
});

describe('the Anderson-Rubin set ends where the F of the instruments meets its quantile', () => {
  test.each(extraCases.filter(({ id }) => id.startsWith('b.ar.')))('$id', ({ id, input, expected }) => {
    const [, vcov, instruments] = /^b\.ar\.(\w+)\.(\d)/.exec(id) as unknown as [string, VcovType, string];
    const { andersonRubin } = fitInstrumented(students, {
      ...base,
      instruments: ['z', 'z2'].slice(0, Number(instruments)),
      vcov,
      level: input.level,
      ...(vcov === 'CR0' && { cluster: 'cluster' }),
    });

    expectClose(andersonRubin?.test.statistic, expected.at_zero, 'F of no effect');
    expect(andersonRubin?.test.denominatorDf).toBe(input.df2);
    expect(andersonRubin?.confidenceSet.pieces).toHaveLength(1);
    expectClose(andersonRubin?.confidenceSet.pieces[0]?.lower, expected.ends[0], 'lower');
    expectClose(andersonRubin?.confidenceSet.pieces[0]?.upper, expected.ends[1], 'upper');
  });
});

test.each(extraCases.filter(({ id }) => id.startsWith('b.first_stage.')))('$id', ({ id, expected }) => {
  const vcov = id.split('.')[2] as VcovType;
  const fit = fitInstrumented(students, {
    ...(options['overid'] as FitInstrumentedOptions),
    vcov,
    ...(vcov === 'CR0' && { cluster: 'cluster' }),
  });

  expectClose(fit.firstStage[0]?.robustF?.statistic, expected.statistic);
});

test('b.iv.two: two endogenous terms, three instruments and no covariate', () => {
  const expected = extraCases.find(({ id }) => id === 'b.iv.two')?.expected;
  const fit = fitInstrumented(students, {
    outcome: 'y',
    endogenous: ['uptake', 'hours'],
    instruments: ['z', 'z2', 'x2'],
    vcov: 'HC1',
  });

  expect(fit.andersonRubin).toBeNull();
  expectCoefficients(fit.coefficients, expected);
});

test('b.iv.fe.HC1: within absorbed blocks', () => {
  const expected = extraCases.find(({ id }) => id === 'b.iv.fe.HC1')?.expected;

  expectCoefficients(fitInstrumented(students, { ...base, absorb: 'cluster', vcov: 'HC1' }).coefficients, expected);
});
