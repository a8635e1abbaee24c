import { describe, expect, test } from 'vitest';
import type { DoseVcov } from '../../../../src/estimate/dose/fit/curve-covariance.js';
import { fitDoseResponse } from '../../../../src/estimate/dose/fit/fit-dose-response.js';
import { type ReferenceCase, referenceCases } from '../../../reference.js';
import { relativeError } from '../../../tolerances.js';
import { doseAndGrowth } from '../dose-data.js';
import { drcCurves } from '../drc.js';

const cases = referenceCases('f_dose_response');
const extra = referenceCases('dose_extra');
const caseOf = (id: string): ReferenceCase => {
  const found = [...cases, ...extra].find((c) => c.id === id);
  if (!found) throw new Error(`no case ${id}`);
  return found;
};

/** Minima of smooth curves; the reference differentiates numerically. */
const iterated = 1e-6;

describe('Every curve that drc fits', () => {
  const drm = cases.filter(({ id }) => id.startsWith('f.drm'));
  test('there are 23 of them', () => expect(drm).toHaveLength(23));

  test.each(drm.map((c) => [c.id, c] as const))('%s', (id, { expected }) => {
    const [, , tag, ...rest] = id.split('.') as [string, string, 'levels' | 'students', ...string[]];
    const curve = drcCurves[rest.join('.')];
    if (!curve) throw new Error(`no curve for ${id}`);
    const { model, fixed = {}, theirs } = curve;
    const fit = fitDoseResponse(doseAndGrowth(tag), { model, fixed });
    const { polished } = expected;

    expect(fit.rss).toBeLessThanOrEqual(expected.rss * (1 + 1e-12));
    expect(fit.df).toBe(expected.df_residual);
    if (!polished.converged) return;
    expect(relativeError(fit.rss, polished.rss)).toBeLessThan(1e-10);
    expect(relativeError(fit.logLikelihood as number, expected.logLik)).toBeLessThan(1e-5); // drc stops early
    expect(relativeError(fit.aic as number, expected.AIC)).toBeLessThan(1e-5);
    expect(relativeError(fit.bic as number, expected.BIC)).toBeLessThan(1e-5);
    theirs.forEach(([names, from, by], j) => {
      const at = names.map((name) => fit.parameters.findIndex((one) => one.name === name));
      const ours = at.map((k) => fit.parameters[k]?.estimate as number);
      const slopes = by(...ours);
      const variance = at.flatMap((k, a) =>
        at.map((l, b) => (slopes[a] as number) * (slopes[b] as number) * (fit.vcov[k]?.[l] as number)),
      );
      const standardError = Math.sqrt(variance.reduce((sum, v) => sum + v));
      expect(relativeError(from(...ours), polished.estimate[j])).toBeLessThan(iterated);
      expect(relativeError(standardError, polished.se_gauss_newton[j])).toBeLessThan(iterated);
    });
  });

  test.each(['levels', 'students'] as const)('the lack of fit of a log-logistic curve to the %s', (tag) => {
    const { lackOfFit } = fitDoseResponse(doseAndGrowth(tag), { model: 'log-logistic-4' });
    const theirs = caseOf(`f.noEffect.${tag}`).expected.lack_of_fit;
    expect(lackOfFit?.dfNumerator).toBe(theirs.Df[1]);
    expect(lackOfFit?.dfDenominator).toBe(theirs.ModelDf[0]);
    expect(relativeError(lackOfFit?.statistic as number, theirs['F value'][1])).toBeLessThan(1e-3); // drc stops early
    expect(relativeError(lackOfFit?.pValue as number, theirs['p value'][1])).toBeLessThan(1e-3);
  });
});

describe('The curves that drc lacks', () => {
  test.each(extra.filter(({ id }) => id.startsWith('d.curve')).map((c) => [c.id, c] as const))('%s', (_, c) => {
    const { dose, response, model } = c.input;
    const constants = model === 'beta' ? { scale: 432 } : model === 'log-linear' ? { offset: 3.6 } : {};
    const fit = fitDoseResponse({ dose, response }, { model, ...constants });
    expect(relativeError(fit.rss, c.expected.rss)).toBeLessThan(1e-10);
    fit.parameters.forEach(({ estimate, standardError }, j) => {
      expect(relativeError(estimate, c.expected.estimate[j])).toBeLessThan(iterated);
      expect(relativeError(standardError as number, c.expected.se[j])).toBeLessThan(iterated);
    });
  });
});

describe('Covariances', () => {
  const { dose, response } = doseAndGrowth('students');
  const cluster = dose.map((_, i) => ((i + 1) * 7) % 13);
  const weights = dose.map((_, i) => 1 + ((i + 1) % 4) / 2);
  const types = (id: string) =>
    Object.keys(caseOf(id).expected).filter((key) => /classical|^HC|^CR/.test(key)) as DoseVcov[];
  const close = (vcov: readonly (readonly number[])[], theirs: number[][]) =>
    vcov.forEach((row, j) => {
      row.forEach((value, l) => {
        const size = Math.sqrt((theirs[j]?.[j] as number) * (theirs[l]?.[l] as number));
        expect(Math.abs(value - (theirs[j]?.[l] as number)) / size).toBeLessThan(1e-7);
      });
    });

  test.each(types('d.emax.vcov'))('%s without weights is that of sandwich', (vcov) => {
    const clustered = vcov.startsWith('CR') ? { cluster } : {};
    const fit = fitDoseResponse({ dose, response, ...clustered }, { model: 'emax', vcov });
    close(fit.vcov, caseOf('d.emax.vcov').expected[vcov]);
    expect(fit.df).toBe(vcov.startsWith('CR') ? 12 : dose.length - 3);
  });

  test.each(types('d.emax.weights'))('%s with precision weights is that of sandwich', (vcov) => {
    const clustered = vcov.startsWith('CR') ? { cluster } : {};
    const fit = fitDoseResponse({ dose, response, weights, ...clustered }, { model: 'emax', vcov });
    const { expected } = caseOf('d.emax.weights');
    close(fit.vcov, expected[vcov]);
    expect(relativeError(fit.logLikelihood as number, expected.logLik)).toBeLessThan(1e-10);
  });
});
