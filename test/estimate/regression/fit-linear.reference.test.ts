import { describe, expect, test } from 'vitest';
import { type FitLinearOptions, fitLinear, parseCsv } from '../../../src/index.js';
import { referenceCases, referenceData } from '../../reference.js';
import { tolerance } from '../../tolerances.js';

// The renames are those of the cases' "about": x1 is the pretest, x2 the second covariate, cluster the school, block the district.
const students = parseCsv(referenceData('student_trial.csv').replace('"pre","female"', '"x1","x2"'), {
  columns: { z: 'number', x1: 'number', x2: 'number', y: 'number', weight: 'number', passed: 'number' },
});
const schools = parseCsv(
  referenceData('school_trial.csv').replace(
    '"student","district","school","class","arm","pre","frl","ell","minutes","post"',
    '"student","block","cluster","class","z","x1","x2","ell","minutes","y"',
  ),
  { columns: { z: 'number', x1: 'number', x2: 'number', y: 'number', weight: 'number' } },
);

const types = {
  classical: 'classical',
  HC0: 'HC0',
  HC1: 'HC1',
  HC2: 'HC2',
  HC3: 'HC3',
  CR0: 'CR0',
  stata: 'CR1S',
  CR2: 'CR2',
} as const;

const models: Readonly<Record<string, Omit<FitLinearOptions, 'vcov'>>> = {
  'b.lm': { outcome: 'y', terms: ['z', 'x1', 'x2'] },
  'b.lm.noX': { outcome: 'y', terms: ['z'] },
  'b.lm.factor': { outcome: 'y', terms: ['z', 'x1', 'block'] },
  'b.lm.binary_outcome': { outcome: 'passed', terms: ['z', 'x1'] },
  'b.lm.w': { outcome: 'y', terms: ['z', 'x1', 'x2'], weights: { column: 'weight', kind: 'precision' } },
  'b.lm.fe': { outcome: 'y', terms: ['z', 'x1'], absorb: 'block' },
  'b.lm.fe.w': { outcome: 'y', terms: ['z', 'x1'], absorb: 'block', weights: { column: 'weight', kind: 'precision' } },
};

const cases = referenceCases('b_rct').flatMap((reference) => {
  const match = /^(b\.lm.*?)\.(classical|HC[0-3]|CR0|stata|CR2)\.(student_trial|school_trial)$/.exec(reference.id);
  const model = match === null ? undefined : models[match[1] as string];
  if (match === null || model === undefined) return [];
  if (match[2] === 'CR2' && model.weights !== undefined) return [];
  const vcov = types[match[2] as keyof typeof types];
  const clustered = vcov.startsWith('CR');
  return [
    {
      ...reference,
      table: match[3] === 'student_trial' ? students : schools,
      options: { ...model, vcov, ...(clustered && { cluster: 'cluster' }) },
    },
  ];
});

describe('a regression agrees with estimatr::lm_robust', () => {
  test('all the cases that are meant to be there are', () => {
    expect(cases.length).toBeGreaterThanOrEqual(22);
  });

  test.each(cases)('$id', ({ table, options, expected }) => {
    const fit = fitLinear(table, options);
    const close = (actual: number | null | undefined, wanted: number): void => {
      const error = Math.abs((actual ?? Number.NaN) - wanted) / Math.max(1e-3, Math.abs(wanted));
      expect(error).toBeLessThanOrEqual(tolerance.inference);
    };

    expect(fit.coefficients).toHaveLength(expected.estimate.length);
    fit.coefficients.forEach((coefficient, i) => {
      close(coefficient.estimate, expected.estimate[i]);
      close(coefficient.standardError, expected.se[i]);
      close(coefficient.df, expected.df[i]);
      close(coefficient.pValue, expected.p[i]);
      close(coefficient.interval?.lower, expected.ci_low[i]);
      close(coefficient.interval?.upper, expected.ci_high[i]);
    });
    fit.covariance?.forEach((row, i) => {
      row.forEach((v, j) => {
        close(v, expected.vcov[i][j]);
      });
    });
    close(fit.n, expected.nobs);
    if (expected.res_var !== undefined && options.vcov === 'classical') close(fit.residualVariance, expected.res_var);
    if (expected['r.squared'] !== undefined && options.weights === undefined)
      close(fit.rSquared, expected['r.squared']);
  });
});
