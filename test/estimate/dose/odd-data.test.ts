import { fc, test as property } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { doseModelNames } from '../../../src/estimate/dose/curves/dose-models.js';
import { fitDoseResponse } from '../../../src/estimate/dose/fit/fit-dose-response.js';
import { effectiveDose } from '../../../src/estimate/dose/reading/effective-dose.js';
import { marginalRate } from '../../../src/estimate/dose/reading/marginal-rate.js';
import { minimumEffectiveDose } from '../../../src/estimate/dose/reading/minimum-effective-dose.js';
import { plateauDose } from '../../../src/estimate/dose/reading/plateau-dose.js';
import { predictResponse } from '../../../src/estimate/dose/reading/predict-response.js';
import { targetDose } from '../../../src/estimate/dose/reading/target-dose.js';
import { worthwhileDose } from '../../../src/estimate/dose/reading/worthwhile-dose.js';
import { brokenLine } from '../../../src/estimate/dose/shape/broken-line.js';
import { isotonicDose } from '../../../src/estimate/dose/shape/isotonic-dose.js';
import { localDose } from '../../../src/estimate/dose/shape/local-dose.js';
import { splineDose } from '../../../src/estimate/dose/shape/spline-dose.js';
import { EfficacyError } from '../../../src/support/errors.js';

/** Where a record holds NaN or an infinity. */
function notFinite(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => notFinite(inner, `${path}.${key}`));
}

/** Runs something that may refuse with a typed error, and else gives a finite record. */
function finiteOrRefused(run: () => unknown): void {
  try {
    expect(notFinite(run())).toEqual([]);
  } catch (error) {
    if (!(error instanceof EfficacyError)) throw error;
  }
}

const rows = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: -4, max: 4 }), fc.integer({ min: 0, max: 3 })),
  {
    minLength: 2,
    maxLength: 14,
  },
);
const scale = fc.constantFrom(1, 1e-6, 1e6, 1000);

describe('Whatever small and odd data come', () => {
  property.prop(
    [
      rows,
      scale,
      scale,
      fc.constantFrom(...doseModelNames),
      fc.constantFrom('classical', 'HC3', 'CR1', 'observed' as const),
    ],
    {
      numRuns: 150,
    },
  )(
    'a curve and all that is read off it are finite, or refused with a typed error',
    (data, byDose, byResponse, model, vcov) => {
      const cluster = vcov === 'CR1' ? { cluster: data.map(([, , c]) => c) } : {};
      const input = { dose: data.map(([d]) => d * byDose), response: data.map(([, r]) => r * byResponse), ...cluster };
      finiteOrRefused(() => {
        const fit = fitDoseResponse(input, { model, vcov: vcov as 'classical' });
        for (const run of [
          () => effectiveDose(fit, 50, { interval: 'log-delta' }),
          () => plateauDose(fit),
          () => targetDose(fit, { gain: byResponse }),
          () => worthwhileDose(fit, { costPerDose: (0.3 * byResponse) / byDose }),
          () => minimumEffectiveDose(fit),
          () => marginalRate(fit, 2 * byDose),
          () => marginalRate(fit, 0),
          () => predictResponse(fit, [0, byDose, 20 * byDose], { band: 'simultaneous', of: 'gain' }),
        ]) {
          finiteOrRefused(run);
        }
        return fit;
      });
    },
  );

  property.prop([rows, scale, scale])('so are shapes without a formula', (data, byDose, byResponse) => {
    const input = { dose: data.map(([d]) => d * byDose), response: data.map(([, r]) => r * byResponse) };
    finiteOrRefused(() => isotonicDose(input));
    finiteOrRefused(() => splineDose(input));
    finiteOrRefused(() => splineDose(input, { knots: { rule: 'restricted', knots: 3 } }));
    finiteOrRefused(() => localDose(input));
    finiteOrRefused(() => brokenLine(input));
    finiteOrRefused(() => brokenLine(input, { breaks: 2 }));
  });
});
