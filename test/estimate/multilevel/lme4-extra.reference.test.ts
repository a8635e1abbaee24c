import { describe, expect, test } from 'vitest';
import {
  type FitRandomInterceptOptions,
  fitRandomIntercept,
} from '../../../src/estimate/multilevel/fit-random-intercept.js';
import { fromColumns } from '../../../src/index.js';
import { referenceCases } from '../../reference.js';
import { tolerance } from '../../tolerances.js';

const close = (actual: number | null | undefined, wanted: number, within: number, what: string): void => {
  const error = Math.abs((actual ?? Number.NaN) - wanted) / Math.max(1e-3, Math.abs(wanted));
  expect(error, `${what}: ${actual} for ${wanted}`).toBeLessThanOrEqual(within);
};
const weights: Readonly<Record<string, FitRandomInterceptOptions['weights']>> = {
  precision: { column: 'w', kind: 'precision' },
  frequency: { column: 'count', kind: 'frequency' },
};
const parts = /^m\.lmer\.(\w+)\.(REML|ML)$/;
const cases = referenceCases('multilevel_extra');
/** The variance between is 1e10 times that within: lme4 stops early, and lmerTest says that its second derivatives are lost in rounding. */
const lostInRounding = /nearly_all_between/;

test.each(referenceCases('multilevel_exact'))(
  '$id: better than lme4, by arithmetic of 50 digits',
  ({ id, expected }) => {
    const { input } = cases.find((one) => one.id === id.replace('exact', 'lmer'))!;
    const estimator = id.endsWith('REML') ? 'REML' : 'ML';
    const fit = fitRandomIntercept(fromColumns(input), {
      outcome: 'y',
      terms: ['z', 'x'],
      cluster: 'cluster',
      estimator,
    });

    close(fit.logLikelihood, expected.logLik, 1e-11, 'log likelihood');
    close(fit.clusterVariance, expected.between, 1e-12, 'between');
    close(fit.residualVariance, expected.within, 1e-12, 'within');
    fit.coefficients.forEach((c, i) => {
      close(c.estimate, expected.fixef[i], 1e-12, 'estimate');
      close(c.standardError, expected.se[i], 1e-11, 'standard error'); // a ratio of 1e10 costs a digit more
    });
  },
);

describe('odd clusters: agrees with lme4, lmerTest, pbkrtest, and dense matrices', () => {
  test.each(cases.filter(({ id }) => !lostInRounding.test(id)))('$id', ({ id, input, expected }) => {
    const [, design, estimator] = parts.exec(id) as unknown as [string, string, 'REML' | 'ML'];
    const options: FitRandomInterceptOptions = {
      outcome: 'y',
      terms: design === 'intercept_only' ? [] : ['z', 'x'],
      cluster: 'cluster',
      estimator,
      ...(weights[design] && { weights: weights[design] }),
    };
    const fit = fitRandomIntercept(fromColumns(input), options);

    expect(fit.n).toBe(expected.nobs);
    expect(fit.logLikelihood! - expected.logLik, 'no worse an optimum').toBeGreaterThan(-1e-7);
    close(fit.logLikelihood, expected.logLik, 1e-8, 'log likelihood');
    close(fit.clusterVariance, expected.between, 1e-5, 'between');
    close(fit.residualVariance, expected.within, 1e-5, 'within');
    fit.coefficients.forEach((c, i) => {
      close(c.estimate, expected.fixef[i], tolerance.iterated, 'estimate');
      close(c.standardError, expected.se[i], 3e-6, 'standard error');
      close(c.df, expected.satterthwaite[i], 1e-3, 'df');
    });
    if (expected.icc_limits !== undefined) {
      close(fit.iccInterval.lower, expected.icc_limits[0], tolerance.inference, 'lower');
      close(fit.iccInterval.upper, expected.icc_limits[1], tolerance.inference, 'upper');
    }
    if (expected.kenward_roger === undefined) return;
    fitRandomIntercept(fromColumns(input), { ...options, dfRule: 'kenward-roger' }).coefficients.forEach((c, i) => {
      close(c.standardError, expected.kenward_roger.se[i], 1e-5, 'Kenward and Roger standard error');
      close(c.df, expected.kenward_roger.df[i], 1e-4, 'Kenward and Roger df');
    });
  });
});
