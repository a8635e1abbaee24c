import { describe, expect, test } from 'vitest';
import {
  type FitRandomInterceptOptions,
  fitRandomIntercept,
  type RandomInterceptFit,
} from '../../../src/estimate/multilevel/fit-random-intercept.js';
import { groupComoments, makeTable, numericColumn, parseCsv, type Table } from '../../../src/index.js';
import { referenceCases, referenceData } from '../../reference.js';
import { tolerance } from '../../tolerances.js';

// What lme4's own optimizer and lmerTest's numerical derivatives reach: see test/reference/README.md.
const { iterated } = tolerance;
const varianceParts = 1e-5;
const likelihood = 1e-8;
const lmerTestDf = 1e-3;

const raw = parseCsv(referenceData('school_trial.csv'), {
  columns: { arm: 'number', pre: 'number', frl: 'number', ell: 'number', weight: 'number', post: 'number' },
});
const numbers = (name: string): Float64Array => (raw.columns.get(name) as { values: Float64Array }).values;
const schoolOf = (raw.columns.get('school') as { codes: Uint32Array }).codes;

/** To four decimals, halves away from nothing in these data. */
const rounded = (x: number): number => Math.round(x * 1e4) / 1e4;
const meanOfSchool = (values: Float64Array): Float64Array => {
  const sums = new Map<number, [number, number]>();
  values.forEach((x, i) => {
    const [n, sum] = sums.get(schoolOf[i]!) ?? [0, 0];
    sums.set(schoolOf[i]!, [n + 1, sum + x]);
  });
  return values.map((_, i) => sums.get(schoolOf[i]!)![1] / sums.get(schoolOf[i]!)![0]);
};
const means = meanOfSchool(numbers('pre'));
const table: Table = makeTable([
  ...raw.columns,
  ['prec', numericColumn(numbers('pre').map((x) => rounded((x - 200) / 10)))],
  ['prew', numericColumn(numbers('pre').map((x, i) => rounded(x - means[i]!)))],
]);

const models: Readonly<Record<string, Pick<FitRandomInterceptOptions, 'outcome' | 'terms' | 'weights'>>> = {
  'null.school': { outcome: 'post', terms: [] },
  'intercept.school': { outcome: 'post', terms: ['arm', 'prec', 'frl', 'ell'] },
  'intercept.district_fixed': { outcome: 'post', terms: ['arm', 'prec', 'district'] },
  interaction: { outcome: 'post', terms: ['arm', 'prec', 'arm:prec'] },
  weighted: { outcome: 'post', terms: ['arm', 'prec'], weights: { column: 'weight', kind: 'precision' } },
  singular: { outcome: 'prew', terms: ['frl'] },
};
const idOf = /^c\.lmer\.(.*)\.(REML|ML)$/;
const all = referenceCases('c_multilevel');
const mine = all.filter(({ id }) => (idOf.exec(id)?.[1] ?? '') in models);

const close = (actual: number | null | undefined, wanted: number, within: number, what: string): void => {
  const error = Math.abs((actual ?? Number.NaN) - wanted) / Math.max(1e-3, Math.abs(wanted));
  expect(error, `${what}: ${actual} for ${wanted}`).toBeLessThanOrEqual(within);
};

test('the other cases have random slopes or more levels, which are not offered', () => {
  const others = all.filter((one) => !mine.includes(one)).map(({ id }) => id.replace(/\.(REML|ML)$/, ''));

  expect([...new Set(others)].sort()).toEqual([
    'c.lmer.four_level',
    'c.lmer.slope.school',
    'c.lmer.slope_uncorrelated.school',
    'c.lmer.three_level',
    'c.lrt.class_level',
  ]);
  expect(mine).toHaveLength(12);
});

describe('a random-intercept model agrees with lme4', () => {
  test.each(mine)('$id', ({ id, expected }) => {
    const [, model, estimator] = idOf.exec(id) as unknown as [string, string, 'REML' | 'ML'];
    const fit = fitRandomIntercept(table, { ...models[model]!, cluster: 'school', estimator });
    const [cluster, residual] = expected.varcorr.vcov;

    expect(fit.coefficients.length).toBe(expected.terms.length);
    fit.coefficients.forEach((coefficient, i) => {
      close(coefficient.estimate, expected.fixef[i], iterated, 'estimate');
      close(coefficient.standardError, expected.se[i], iterated, 'standard error');
      fit.covariance[i]!.forEach((v, j) => {
        close(v, expected.vcov[i][j], varianceParts, 'covariance');
      });
    });
    close(fit.clusterVariance, cluster, varianceParts, 'variance between');
    close(fit.residualVariance, residual, varianceParts, 'variance within');
    close(fit.icc, expected.variance_share.school, varianceParts, 'ICC');
    close(fit.logLikelihood, expected.logLik, likelihood, 'log likelihood');
    close(fit.aic, expected.AIC, likelihood, 'AIC');
    close(fit.bic, expected.BIC, likelihood, 'BIC');
    expect(fit.logLikelihood! - expected.logLik, 'no worse an optimum').toBeGreaterThan(-1e-8);
    expect(fit.singular).toBe(expected.singular);
    expect([fit.n, fit.clusters]).toEqual([expected.nobs, expected.ngroups.school]);
    if (expected.satterthwaite === undefined) return;
    expectTests(fit, expected.satterthwaite, lmerTestDf);
  });

  test('with Kenward and Roger, as pbkrtest', () => {
    const { expected } = mine.find(({ id }) => id === 'c.lmer.intercept.school.REML')!;
    const fit = fitRandomIntercept(table, {
      ...models['intercept.school']!,
      cluster: 'school',
      dfRule: 'kenward-roger',
    });

    fit.coefficients.forEach(({ standardError }, i) => {
      close(standardError, expected.kenward_roger.se[i], iterated, 'standard error');
    });
    expectTests(fit, expected.kenward_roger, varianceParts);
  });
});

test.each(mine.filter(({ id }) => !/district|weighted|interaction/.test(id)))(
  '$id: co-moments by school give the same as rows',
  ({ id }) => {
    const [, model, estimator] = idOf.exec(id) as unknown as [string, string, 'REML' | 'ML'];
    const options = { ...models[model]!, cluster: 'school', estimator };
    const of = [...options.terms, options.outcome];

    expect(fitRandomIntercept(groupComoments(table, { by: ['school'], of }), options)).toEqual(
      fitRandomIntercept(table, options),
    );
  },
);

function expectTests(
  { coefficients }: RandomInterceptFit,
  wanted: { readonly df: number[]; readonly t: number[]; readonly p: number[] },
  dfTolerance: number,
): void {
  coefficients.forEach(({ df, statistic, pValue }, i) => {
    close(df, wanted.df[i]!, dfTolerance, 'df');
    close(statistic, wanted.t[i]!, iterated, 't');
    close(pValue, wanted.p[i]!, lmerTestDf, 'p');
  });
}
