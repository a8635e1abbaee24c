import { describe, expect, test } from 'vitest';
import { fitDoseResponse } from '../../../../src/estimate/dose/fit/fit-dose-response.js';
import { effectiveDose } from '../../../../src/estimate/dose/reading/effective-dose.js';
import { marginalRate } from '../../../../src/estimate/dose/reading/marginal-rate.js';
import { predictResponse } from '../../../../src/estimate/dose/reading/predict-response.js';
import { targetDose } from '../../../../src/estimate/dose/reading/target-dose.js';
import { worthwhileDose } from '../../../../src/estimate/dose/reading/worthwhile-dose.js';
import { referenceCases } from '../../../reference.js';
import { relativeError } from '../../../tolerances.js';
import { doseAndGrowth } from '../dose-data.js';
import { drcCurves } from '../drc.js';

const cases = referenceCases('f_dose_response').filter(({ id }) => id.startsWith('f.drm'));

/** The share of the way at which each of drc's curves is, inverted by hand: dose from drc's own parameters. */
const inverted: Record<string, (p: number, ...theta: number[]) => number> = {
  'LL.4': (p, b, _c, _d, e) => (e as number) * (p / (1 - p)) ** (-1 / (b as number)),
  'LL.3': (p, b, _d, e) => (e as number) * (p / (1 - p)) ** (-1 / (b as number)),
  'LL2.4': (p, b, _c, _d, e) => Math.exp(e as number) * (p / (1 - p)) ** (-1 / (b as number)),
  'LL.5': (p, b, _c, _d, e, f) => (e as number) * (p ** (-1 / (f as number)) - 1) ** (1 / (b as number)),
  'W1.4': (p, b, _c, _d, e) => (e as number) * (-Math.log(p)) ** (1 / (b as number)),
  'W1.3': (p, b, _d, e) => (e as number) * (-Math.log(p)) ** (1 / (b as number)),
  'W2.4': (p, b, _c, _d, e) => (e as number) * (-Math.log1p(-p)) ** (1 / (b as number)),
  'EXD.3': (p, _c, _d, e) => -(e as number) * Math.log1p(-p),
  'AR.3': (p, _c, _d, e) => -(e as number) * Math.log1p(-p),
  'AR.2': (p, _d, e) => -(e as number) * Math.log1p(-p),
  'MM.2': (p, _d, e) => ((e as number) * p) / (1 - p),
  'MM.3': (p, _c, _d, e) => ((e as number) * p) / (1 - p),
  'L.4': (p, b, _c, _d, e) => (e as number) - Math.log(p / (1 - p)) / (b as number),
  'L.3': (p, b, _d, e) => (e as number) - Math.log(p / (1 - p)) / (b as number),
  'G.4': (p, b, _c, _d, e) => (e as number) + Math.log(-Math.log(p)) / (b as number),
};

/** Where drm stopped a tenth short in a parameter that the effective doses are powers of. */
const flattest = 'f.drm.students.W1.4';
const flat: Record<string, { readonly estimate: number; readonly error: number }> = {
  'f.drm.students.LL.4': { estimate: 0.002, error: 0.01 },
};

describe("Effective doses and predictions beside drc's", () => {
  test.each(cases.map((c) => [c.id, c] as const))('%s', (id, { expected }) => {
    const [, , tag, ...rest] = id.split('.') as [string, string, 'levels' | 'students', ...string[]];
    const name = rest.join('.');
    const curve = drcCurves[name];
    const fit = fitDoseResponse(doseAndGrowth(tag), {
      model: curve?.model ?? 'linear',
      fixed: curve?.fixed ?? {},
      vcov: 'observed', // as drc
    });
    const { polished, ED, prediction } = expected;
    if (!polished.converged) return;

    for (const [i, percent] of [10, 50, 90].entries()) {
      const reading = effectiveDose(fit, percent);
      const exact = inverted[name]?.(percent / 100, ...polished.estimate) as number;
      expect(relativeError(reading.estimate, exact)).toBeLessThan(1e-6);
      // drm stopped early, so that its doses are near only.
      const early = flat[id] ?? { estimate: 1e-3, error: 0.01 };
      if (id !== flattest) expect(relativeError(reading.estimate, ED.estimate[i])).toBeLessThan(early.estimate);
      // Its errors stand on second differences with a step of 1e-3, which is a third of the slopes of these two.
      if (id !== flattest && ED.se && !/^[LG]\./.test(name)) {
        expect(relativeError(reading.standardError as number, ED.se[i])).toBeLessThan(early.error);
        const width = ED.upper[i] - ED.lower[i];
        expect(Math.abs((reading.interval?.lower as number) - ED.lower[i]) / width).toBeLessThan(early.error);
      }
      const outside = reading.estimate < fit.range.lower || reading.estimate > fit.range.upper;
      expect(reading.notes.some(({ code }) => code === 'outside_data')).toBe(outside);
    }
    if (name === 'LL2.4') {
      const { interval } = effectiveDose(fit, 50, { interval: 'log-delta' });
      expect(relativeError(interval?.lower as number, ED.lower[1])).toBeLessThan(1e-5);
      expect(relativeError(interval?.upper as number, ED.upper[1])).toBeLessThan(1e-5);
    }
    predictResponse(fit, prediction.x).forEach(({ estimate, interval }, i) => {
      const size = Math.abs(prediction.fit[i]);
      expect(Math.abs(estimate - prediction.fit[i])).toBeLessThan(3e-3 * size);
      if (name !== 'G.4') expect(Math.abs(interval.lower - prediction.lower[i])).toBeLessThan(0.02 * size);
    });
  });
});

describe('Every reading of a sigmoid Emax curve, beside the closed forms in R', () => {
  const all = referenceCases('dose_extra');
  const { input } = all.find(({ id }) => id === 'd.curve.sigmoid-emax') ?? { input: null };
  const { expected } = all.find(({ id }) => id === 'd.reading.sigmoid-emax') ?? { expected: null };
  const fit = fitDoseResponse({ dose: input.dose, response: input.response }, { model: 'sigmoid-emax' });
  const close = (
    {
      estimate,
      standardError,
      interval,
    }: { estimate: number; standardError: number | null; interval: { lower: number; upper: number } | null },
    theirs: readonly number[],
  ) => {
    const ours = [estimate, standardError, interval?.lower, interval?.upper];
    ours.forEach((value, i) => {
      expect(relativeError(value as number, theirs[i] as number)).toBeLessThan(1e-6);
    });
  };

  test('effective doses of the way between its levels', () => {
    close(effectiveDose(fit, 50), expected.ed50);
    close(effectiveDose(fit, 90), expected.ed90);
  });
  test('effective doses of the effect on the observed doses', () =>
    close(effectiveDose(fit, 80, { of: 'range' }), expected.range80));
  test('target doses', () => close(targetDose(fit, { gain: 4 }), expected.target4));
  test('worthwhile doses', () => close(worthwhileDose(fit, { costPerDose: 0.02 }), expected.worth02));
  test('marginal rates', () => close(marginalRate(fit, 100), expected.rate100));
  test('responses and gains', () => {
    const [response] = predictResponse(fit, [200]);
    const [gain] = predictResponse(fit, [200], { of: 'gain' });
    if (response) close(response, expected.response200);
    if (gain) close(gain, expected.gain200);
  });
  test('a simultaneous band is as wide as Scheffé has it', () => {
    const [band] = predictResponse(fit, [200], { band: 'simultaneous' });
    const half = ((band?.interval.upper as number) - (band?.interval.lower as number)) / 2;
    expect(relativeError(half / (band?.standardError as number), expected.scheffe)).toBeLessThan(1e-9);
  });
  test('profile intervals', () => {
    const target = targetDose(fit, { gain: 4, interval: 'profile' }).interval;
    const half = effectiveDose(fit, 50, { interval: 'profile' }).interval;
    expect(relativeError(target?.lower as number, expected.profile_target4[0])).toBeLessThan(1e-5);
    expect(relativeError(target?.upper as number, expected.profile_target4[1])).toBeLessThan(1e-5);
    expect(relativeError(half?.lower as number, expected.profile_ed50[0])).toBeLessThan(1e-5);
    expect(relativeError(half?.upper as number, expected.profile_ed50[1])).toBeLessThan(1e-5);
  });
});
