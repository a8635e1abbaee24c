import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type DoseModel, doseModelNames } from '../../../../src/estimate/dose/curves/dose-models.js';
import { fitDoseResponse } from '../../../../src/estimate/dose/fit/fit-dose-response.js';
import { bootstrapDose } from '../../../../src/estimate/dose/reading/bootstrap-dose.js';
import { effectiveDose } from '../../../../src/estimate/dose/reading/effective-dose.js';
import { marginalRate } from '../../../../src/estimate/dose/reading/marginal-rate.js';
import { minimumEffectiveDose } from '../../../../src/estimate/dose/reading/minimum-effective-dose.js';
import { plateauDose } from '../../../../src/estimate/dose/reading/plateau-dose.js';
import { predictResponse } from '../../../../src/estimate/dose/reading/predict-response.js';
import { targetDose } from '../../../../src/estimate/dose/reading/target-dose.js';
import { worthwhileDose } from '../../../../src/estimate/dose/reading/worthwhile-dose.js';
import { randomStream } from '../../../../src/numeric/random/index.js';
import { errorOf } from '../../../errors.js';
import { relativeError } from '../../../tolerances.js';
import { doseAndGrowth } from '../dose-data.js';

const levels = doseAndGrowth('levels');
const students = doseAndGrowth('students');
const emax = fitDoseResponse(levels, { model: 'emax' });
const codes = ({ notes }: { readonly notes: readonly { readonly code: string }[] }) => notes.map(({ code }) => code);

describe('Doses read off a curve', () => {
  test('ED50 of an Emax curve is its parameter, with its error', () => {
    const { estimate, standardError, interval, unit } = effectiveDose(emax, 50);
    const [, , ed50] = emax.parameters;
    expect(relativeError(estimate, ed50?.estimate as number)).toBeLessThan(1e-12);
    expect(relativeError(standardError as number, ed50?.standardError as number)).toBeLessThan(1e-9);
    expect(relativeError(interval?.upper as number, ed50?.interval?.upper as number)).toBeLessThan(1e-9);
    expect(unit).toBe('minute');
  });

  test('the gain at the target dose is the target', () => {
    const dose = targetDose(emax, { gain: 5 });
    const [gain] = predictResponse(emax, [dose.estimate], { of: 'gain' });
    expect(gain?.estimate).toBeCloseTo(5, 10);
    expect(dose.response).toBeCloseTo(5 + (emax.parameters[0]?.estimate as number), 10);
  });

  test('a target that the curve reaches only beyond the data is noted', () => {
    const most = (emax.parameters[1]?.estimate as number) * 0.9;
    expect(codes(targetDose(emax, { gain: most }))).toContain('outside_data');
    expect(codes(targetDose(emax, { gain: 5 }))).toEqual([]);
  });

  test('a share of a level that the data do not come near is noted', () => {
    const far = fitDoseResponse(students, { model: 'log-logistic-4' });
    expect(codes(effectiveDose(far, 10))).toContain('level_not_reached');
    expect(codes(effectiveDose(fitDoseResponse(levels, { model: 'log-logistic-4' }), 10))).toEqual([]);
  });

  test('a target that it never reaches is refused', () => {
    const most = emax.parameters[1]?.estimate as number;
    expect(errorOf(() => targetDose(emax, { gain: 1.01 * most })).code).toBe('out_of_domain');
    expect(errorOf(() => targetDose(emax, { gain: -1 })).code).toBe('out_of_domain');
    expect(errorOf(() => targetDose(emax, { gain: 0 })).code).toBe('invalid_argument');
  });

  test('a gain over a dose of 0 that nobody had is noted', () => {
    const above = levels.dose.map((x) => x + 50);
    const fit = fitDoseResponse({ dose: above, response: levels.response }, { model: 'sigmoid-emax' });
    expect(codes(targetDose(fit, { gain: 3 }))).toContain('zero_not_observed');
    expect(codes(predictResponse(fit, [100], { of: 'gain' })[0] ?? emax)).toContain('zero_not_observed');
  });

  test('a negative target is one for responses that should fall', () => {
    const fit = fitDoseResponse({ dose: levels.dose, response: levels.response.map((y) => -y) }, { model: 'emax' });
    expect(targetDose(fit, { gain: -5 }).estimate).toBeCloseTo(targetDose(emax, { gain: 5 }).estimate, 6);
  });

  test('a curve without levels has effective doses on the observed doses only', () => {
    const line = fitDoseResponse(levels, { model: 'linear' });
    expect(effectiveDose(line, 50).estimate).toBeCloseTo(1300, 8);
    expect(errorOf(() => effectiveDose(line, 50, { of: 'levels' })).code).toBe('invalid_argument');
    expect(errorOf(() => effectiveDose(line, 100)).code).toBe('invalid_argument');
    expect(errorOf(() => plateauDose(line)).code).toBe('invalid_argument');
  });

  test('a hump has its plateau before its top, whose dose is where the slope is 0', () => {
    const response = levels.dose.map((x, i) => 4 + 0.01 * x - 2.5e-6 * x * x + (i % 2 ? 0.1 : -0.1));
    const fit = fitDoseResponse({ dose: levels.dose, response }, { model: 'quadratic' });
    const [, b1, b2] = fit.parameters.map(({ estimate }) => estimate) as [number, number, number];
    const top = worthwhileDose(fit, { costPerDose: 0 });
    expect(top.estimate).toBeCloseTo(-b1 / (2 * b2), 6);
    const plateau = plateauDose(fit);
    expect(plateau.estimate).toBeCloseTo((-b1 / (2 * b2)) * (1 - Math.sqrt(0.05)), 6);
  });

  test('95 % of the way is the plateau unless another share is asked for', () => {
    expect(plateauDose(emax).estimate).toBeCloseTo(effectiveDose(emax, 95).estimate, 8);
    expect(plateauDose(emax, { share: 0.5 }).estimate).toBeCloseTo(effectiveDose(emax, 50).estimate, 8);
    expect(plateauDose(emax).kind).toBe('plateau-dose');
  });

  test('where no minute is worth its cost the dose is 0, with a note', () => {
    const none = worthwhileDose(emax, { costPerDose: 1 });
    expect(none).toMatchObject({ estimate: 0, standardError: null, interval: null });
    expect(codes(none)).toEqual(['never_worthwhile']);
    expect(
      errorOf(() => worthwhileDose(fitDoseResponse(levels, { model: 'linear' }), { costPerDose: 0.001 })).code,
    ).toBe('out_of_domain');
  });

  test('where less is better the same dose is that of the curve turned, at the cost turned', () => {
    // e0 + emax x/(ed50 + x) has the slope c at sqrt(emax ed50/c) - ed50
    const [, top, ed50] = emax.parameters.map(({ estimate }) => estimate) as [number, number, number];
    const down = fitDoseResponse(
      { dose: levels.dose, response: Array.from(levels.response, (y) => -y) },
      { model: 'emax' },
    );
    const [up, turned] = [worthwhileDose(emax, { costPerDose: 0.004 }), worthwhileDose(down, { costPerDose: -0.004 })];
    expect(relativeError(up.estimate, Math.sqrt((top * ed50) / 0.004) - ed50)).toBeLessThan(1e-9);
    expect(relativeError(turned.estimate, up.estimate)).toBeLessThan(1e-6);
    expect(relativeError(turned.standardError as number, up.standardError as number)).toBeLessThan(1e-4);
    expect(codes(worthwhileDose(down, { costPerDose: -1 }))).toEqual(['never_worthwhile']);
  });

  test('a slow start does not pay when the whole rise costs more than it brings', () => {
    const fit = fitDoseResponse(levels, { model: 'log-logistic-4' });
    const steepest = Math.max(...levels.dose.map((x) => marginalRate(fit, x).estimate));
    expect(codes(worthwhileDose(fit, { costPerDose: 0.95 * steepest }))).toContain('never_worthwhile');
    expect(worthwhileDose(fit, { costPerDose: 0.3 * steepest }).estimate).toBeGreaterThan(500);
  });

  test('a curve that is still steep where the data end is followed beyond them, with a note', () => {
    const early = levels.dose.map((x) => x / 4);
    const response = early.map((x, i) => 2 + 10 / (1 + (600 / x) ** 3) + (i % 2 ? 0.05 : -0.05));
    const fit = fitDoseResponse({ dose: early, response }, { model: 'log-logistic-4' });
    const cost = marginalRate(fit, 1300).estimate;
    const reading = worthwhileDose(fit, { costPerDose: cost });
    expect(reading.estimate).toBeCloseTo(1300, 6);
    expect(codes(reading)).toContain('outside_data');
  });

  test('the minimum effective dose is the target dose where the limit is far above 0', () => {
    const reading = minimumEffectiveDose(emax, { gain: 5 });
    const target = targetDose(emax, { gain: 5 });
    expect(reading.estimate).toBeCloseTo(target.estimate, 6);
    expect(reading.interval?.upper).toBeCloseTo(target.interval?.upper as number, 4);
  });
  test('on a straight line that rises, any dose has a gain', () => {
    const reading = minimumEffectiveDose(fitDoseResponse(levels, { model: 'linear' }));
    expect(reading).toMatchObject({ estimate: 0, standardError: null, interval: null });
    expect(codes(reading)).toContain('any_dose');
  });
  test('and where the limit decides, the gain there is just significant', () => {
    const weak = { dose: levels.dose, response: levels.response.map((y, i) => y / 5 + 3 * Math.sin(i * 1.7)) };
    const fit = fitDoseResponse(weak, { model: 'linear' });
    const few = fitDoseResponse(levels, { model: 'log-logistic-4' });
    const reading = minimumEffectiveDose(few);
    const [gain] = predictResponse(few, [reading.estimate], { of: 'gain', level: 0.9 });
    expect(gain?.interval.lower).toBeCloseTo(0, 8);
    expect(codes(reading)).toContain('limit_decides');
    expect(errorOf(() => minimumEffectiveDose(fit, { gain: 50 })).code).toBe('out_of_domain');
  });
});

describe('Intervals', () => {
  test('a profile without end has no interval, and a set that says so', () => {
    const fit = fitDoseResponse(students, { model: 'log-logistic-4' });
    const reading = effectiveDose(fit, 90, { interval: 'profile' });
    expect(reading.interval).toBeNull();
    expect(reading.confidenceSet?.pieces[0]?.upper).toBeNull();
    expect(reading.confidenceSet?.pieces[0]?.lower).toBeLessThan(reading.estimate);
    expect(codes(reading)).toContain('no_end');
  });
  test('a profile needs the classical covariance', () => {
    const fit = fitDoseResponse(levels, { model: 'emax', vcov: 'HC1' });
    expect(errorOf(() => effectiveDose(fit, 50, { interval: 'profile' })).code).toBe('invalid_argument');
    expect(errorOf(() => effectiveDose(fit, 50, { interval: 'wald' as 'delta' })).code).toBe('invalid_argument');
  });
  test.each(['delta', 'log-delta', 'profile'] as const)(
    'a %s interval widens with its level and holds the dose',
    (interval) => {
      const at = (level: number) => targetDose(emax, { gain: 5, interval, level });
      const [narrow, wide] = [at(0.8), at(0.99)];
      expect(wide.interval?.lower).toBeLessThan(narrow.interval?.lower as number);
      expect(wide.interval?.upper).toBeGreaterThan(narrow.interval?.upper as number);
      expect(narrow.interval?.lower).toBeLessThan(narrow.estimate);
    },
  );
  test('a simultaneous band is wider than a pointwise one', () => {
    const [point] = predictResponse(emax, [500]);
    const [band] = predictResponse(emax, [500], { band: 'simultaneous' });
    expect(band?.interval.lower).toBeLessThan(point?.interval.lower as number);
    expect(codes(predictResponse(emax, [5000])[0] ?? emax)).toEqual(['outside_data']);
    expect(errorOf(() => predictResponse(emax, [-1])).code).toBe('out_of_domain');
  });
  test('every figure is plain JSON', () => {
    for (const result of [
      effectiveDose(emax, 50, { interval: 'profile' }),
      marginalRate(emax, 0),
      predictResponse(emax, [0, 9]),
    ]) {
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    }
  });
});

describe('The slope of a curve', () => {
  test('of a straight line is its slope, at any dose', () => {
    const line = fitDoseResponse(levels, { model: 'linear' });
    const rate = marginalRate(line, 700);
    expect(relativeError(rate.estimate, line.parameters[1]?.estimate as number)).toBeLessThan(1e-12);
    expect(relativeError(rate.standardError as number, line.parameters[1]?.standardError as number)).toBeLessThan(1e-9);
    expect(relativeError(rate.pValue as number, line.parameters[1]?.pValue as number)).toBeLessThan(1e-6);
    expect(rate.unit).toBe('points/minute');
  });
  test('without a limit is refused', () => {
    const fit = fitDoseResponse(students, { model: 'weibull-2' });
    expect(errorOf(() => marginalRate(fit, 0)).code).toBe('out_of_domain');
    expect(errorOf(() => marginalRate(fit, Number.NaN)).code).toBe('out_of_domain');
  });
});

describe('Laws', () => {
  const rising = doseModelNames.filter(
    (model): model is DoseModel => !['quadratic', 'beta', 'brain-cousens', 'log-logistic-2'].includes(model),
  );
  test.each(rising)('a monotone model, %s, stays monotone', (model) => {
    // The students' curve has no bend that a logistic or Gompertz curve could be placed by.
    const fit = fitDoseResponse(['logistic', 'gompertz'].includes(model) ? levels : students, { model });
    const at = predictResponse(
      fit,
      Array.from({ length: 60 }, (_, i) => i * 40),
    ).map(({ estimate }) => estimate);
    at.slice(1).forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual((at[i] as number) - 1e-12);
    });
  });

  property.prop([fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 })], { numRuns: 20 })(
    'the scales of dose and response carry through to doses and rates',
    (a, b) => {
      const [s, r] = [a / 7, b / 3];
      const fit = fitDoseResponse(
        { dose: levels.dose.map((x) => s * x), response: levels.response.map((y) => r * y) },
        { model: 'sigmoid-emax' },
      );
      const plain = fitDoseResponse(levels, { model: 'sigmoid-emax' });
      const [here, there] = [targetDose(fit, { gain: 4 * r }), targetDose(plain, { gain: 4 })];
      expect(relativeError(here.estimate, s * there.estimate)).toBeLessThan(1e-6);
      expect(relativeError(here.standardError as number, s * (there.standardError as number))).toBeLessThan(1e-5);
      const [fast, slow] = [marginalRate(fit, 300 * s), marginalRate(plain, 300)];
      expect(relativeError(fast.estimate, (slow.estimate * r) / s)).toBeLessThan(1e-6);
      expect(relativeError(fast.standardError as number, ((slow.standardError as number) * r) / s)).toBeLessThan(1e-5);
    },
  );
});

describe('The bootstrap', () => {
  const options = {
    model: 'emax',
    seed: 5,
    replicates: 200,
    read: (fit: typeof emax) => effectiveDose(fit, 50).estimate,
  } as const;
  test('of rows is near the delta method where that holds', () => {
    const boot = bootstrapDose(levels, options);
    const delta = effectiveDose(emax, 50);
    expect(boot.estimate).toBe(delta.estimate);
    expect(boot.standardError / (delta.standardError as number)).toBeGreaterThan(0.7);
    expect(boot.standardError / (delta.standardError as number)).toBeLessThan(1.3);
    expect(boot).toMatchObject({ resampled: 'rows', replicates: 200, seed: 5 });
    expect(bootstrapDose(levels, options)).toEqual(boot);
  });
  test('of clusters sees what clusters share', () => {
    const draws = randomStream(8);
    const schools = Array.from({ length: 24 }, () => 3 * draws.normal());
    const dose = schools.flatMap((_, j) => Array.from({ length: 10 }, () => (j % 6) * 60));
    const cluster = schools.flatMap((_, j) => Array.from({ length: 10 }, () => j));
    const response = dose.map((x, i) => (schools[cluster[i] as number] as number) + 0.05 * x + draws.normal());
    const read = (fit: typeof emax) => marginalRate(fit, 10).estimate;
    const how = { model: 'linear', seed: 2, replicates: 300, read, unit: 'points/minute' } as const;
    const whole = bootstrapDose({ dose, response, cluster }, how);
    const alone = bootstrapDose({ dose, response }, how);
    const robust = fitDoseResponse({ dose, response, cluster }, { model: 'linear' }).parameters[1]
      ?.standardError as number;
    expect(whole.resampled).toBe('clusters');
    expect(whole.standardError).toBeGreaterThan(1.8 * alone.standardError);
    expect(whole.standardError / robust).toBeGreaterThan(0.75);
    expect(whole.standardError / robust).toBeLessThan(1.3);
  });
  test('needs rows or clusters, and curves that can be fitted', () => {
    const cells = { dose: [0, 1, 2, 3], mean: [1, 2, 3, 3.2], n: [5, 5, 5, 5], sd: [1, 1, 1, 1] };
    expect(errorOf(() => bootstrapDose(cells, options)).code).toBe('invalid_argument');
    expect(errorOf(() => bootstrapDose(levels, { ...options, replicates: 5 })).code).toBe('invalid_argument');
    const never = (fit: typeof emax) => (fit.rss === emax.rss ? 1 : Number.NaN);
    expect(errorOf(() => bootstrapDose(levels, { ...options, replicates: 20, read: never })).code).toBe(
      'convergence_failed',
    );
  });
});
