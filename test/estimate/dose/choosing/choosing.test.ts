import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { averageDose } from '../../../../src/estimate/dose/choosing/average-dose.js';
import { compareDoseModels } from '../../../../src/estimate/dose/choosing/compare-dose-models.js';
import { nestedDoseTest } from '../../../../src/estimate/dose/choosing/nested-dose-test.js';
import type { DoseModel } from '../../../../src/estimate/dose/curves/dose-models.js';
import { fitDoseResponse } from '../../../../src/estimate/dose/fit/fit-dose-response.js';
import { targetDose } from '../../../../src/estimate/dose/reading/target-dose.js';
import { randomStream } from '../../../../src/numeric/random/index.js';
import { errorOf } from '../../../errors.js';
import { referenceCases } from '../../../reference.js';
import { relativeError } from '../../../tolerances.js';
import { doseAndGrowth } from '../dose-data.js';

const levels = doseAndGrowth('levels');
const models = ['emax', 'log-logistic-4', 'weibull-2', 'exponential-saturation', 'quadratic'] as const;
const fits = models.map((model) => fitDoseResponse(levels, { model }));

describe('Comparing models', () => {
  test('puts the least criterion first and gives weights that sum to 1', () => {
    const { fits: ordered, weights, criterion } = compareDoseModels(fits);
    expect(criterion).toBe('aicc');
    expect(ordered[0]).toMatchObject({ model: 'log-logistic-4', difference: 0 });
    expect(weights.reduce((sum, w) => sum + w)).toBeCloseTo(1, 14);
    ordered.slice(1).forEach(({ difference, weight }, i) => {
      expect(difference).toBeGreaterThanOrEqual(ordered[i]?.difference as number);
      expect(weight / (ordered[0]?.weight as number)).toBeCloseTo(Math.exp(-difference / 2), 12);
    });
  });
  test('takes the criterion that is asked for', () => {
    const { fits: ordered } = compareDoseModels(fits, 'bic');
    expect(ordered[0]?.bic).toBe(Math.min(...fits.map(({ bic }) => bic as number)));
  });
  test('refuses fits of other data and none', () => {
    const other = fitDoseResponse(doseAndGrowth('students'), { model: 'emax' });
    expect(errorOf(() => compareDoseModels([...fits, other])).code).toBe('invalid_argument');
    expect(errorOf(() => compareDoseModels([])).code).toBe('invalid_argument');
  });
  test('notes clusters, of which the likelihood knows nothing', () => {
    const cluster = levels.dose.map((_, i) => i % 6);
    const clustered = fitDoseResponse({ ...levels, cluster }, { model: 'emax' });
    expect(compareDoseModels([clustered]).notes[0]?.code).toBe('likelihood_without_clusters');
  });
});

describe('Averaging', () => {
  property.prop([fc.integer({ min: 0, max: 10_000 })], { numRuns: 15 })(
    'lies between its members, with an error above the least of theirs',
    (seed) => {
      const draws = randomStream(seed);
      const response = levels.dose.map((x) => 2 + (10 * x) / (500 + x) + draws.normal());
      const some = (['emax', 'quadratic', 'exponential-saturation'] as const).map((model: DoseModel) =>
        fitDoseResponse({ dose: levels.dose, response }, { model }),
      );
      const read = (fit: (typeof some)[number]) => targetDose(fit, { gain: 3 });
      const average = averageDose(some, { read });
      const members = some.map((fit) => read(fit));
      const at = members.map(({ estimate }) => estimate);
      expect(average.estimate).toBeGreaterThanOrEqual(Math.min(...at));
      expect(average.estimate).toBeLessThanOrEqual(Math.max(...at));
      expect(average.standardError).toBeGreaterThanOrEqual(
        Math.min(...members.map(({ standardError }) => standardError as number)),
      );
    },
  );
  test('of one fit is that fit', () => {
    const [fit] = fits;
    if (!fit) return expect.fail();
    const read = (one: typeof fit) => targetDose(one, { gain: 3 });
    expect(averageDose([fit], { read })).toMatchObject({
      estimate: read(fit).estimate,
      standardError: read(fit).standardError,
    });
  });
  test('without an error of every member has none', () => {
    const average = averageDose(fits, { read: () => ({ estimate: 1, standardError: null, unit: 'minute' }) });
    expect(average).toMatchObject({ standardError: null, interval: null });
    expect(average.notes.at(-1)?.code).toBe('no_standard_error');
  });
});

describe('Testing a special case', () => {
  const four = fits[1];
  if (!four) throw new Error('no fit');
  test.each(['levels', 'students'] as const)("no effect of the dose is drc's noEffect for the %s", (tag) => {
    const found = referenceCases('f_dose_response').find(({ id }) => id === `f.noEffect.${tag}`);
    const { likelihoodRatio } = nestedDoseTest(null, fitDoseResponse(doseAndGrowth(tag), { model: 'log-logistic-4' }));
    expect(likelihoodRatio.df).toBe(found?.expected.df);
    expect(relativeError(likelihoodRatio.statistic, found?.expected.chisq)).toBeLessThan(1e-4); // drc stops early
  });
  test('three parameters against four are the extra sum of squares', () => {
    const three = fitDoseResponse(levels, { model: 'log-logistic-3' });
    const { statistic, dfNumerator, dfDenominator } = nestedDoseTest(three, four);
    expect([dfNumerator, dfDenominator]).toEqual([1, 50]);
    // From the polished sums of squares of the reference.
    expect(statistic).toBeCloseTo((44.896332868797515 - 20.624157481061932) / (20.624157481061932 / 50), 6);
  });
  test('the F of a straight line is the square of its t', () => {
    const line = fitDoseResponse(levels, { model: 'linear' });
    const { statistic, pValue } = nestedDoseTest(null, line);
    expect(relativeError(statistic, (line.parameters[1]?.statistic as number) ** 2)).toBeLessThan(1e-10);
    expect(relativeError(pValue, line.parameters[1]?.pValue as number)).toBeLessThan(1e-8);
  });
  test('refuses the wrong order and robust covariances', () => {
    const three = fitDoseResponse(levels, { model: 'log-logistic-3' });
    expect(errorOf(() => nestedDoseTest(four, three)).code).toBe('invalid_argument');
    const robust = fitDoseResponse(levels, { model: 'log-logistic-4', vcov: 'HC3' });
    expect(errorOf(() => nestedDoseTest(null, robust)).code).toBe('invalid_argument');
    // Sums of squares with other weights are of other data, although doses and responses are the same.
    const [dose, response] = [
      [0, 1, 2, 3, 4],
      [1, 2, 2, 4, 3],
    ];
    const line = fitDoseResponse({ dose, response, weights: [2, 2, 3, 2, 2] }, { model: 'linear' });
    const bent = fitDoseResponse({ dose, response }, { model: 'quadratic' });
    expect(errorOf(() => nestedDoseTest(line, bent)).code).toBe('invalid_argument');
  });
});
