import { describe, expect, test } from 'vitest';
import { averageDose } from '../../../../src/estimate/dose/choosing/average-dose.js';
import { bootstrapAverageDose } from '../../../../src/estimate/dose/choosing/bootstrap-average-dose.js';
import { fitDoseResponse } from '../../../../src/estimate/dose/fit/fit-dose-response.js';
import { bootstrapDose } from '../../../../src/estimate/dose/reading/bootstrap-dose.js';
import { targetDose } from '../../../../src/estimate/dose/reading/target-dose.js';
import { randomStream } from '../../../../src/numeric/random/index.js';
import { errorOf } from '../../../errors.js';

const draws = randomStream(31);
const dose = Array.from({ length: 120 }, (_, i) => 30 * (i % 8));
const response = dose.map((x) => (10 * x) / (x + 80) + draws.normal());
const cluster = dose.map((_, i) => `s${i % 15}`);
const read = (fit: Parameters<typeof targetDose>[0]) => targetDose(fit, { gain: 4 }).estimate;
const base = { read, seed: 9, replicates: 60 } as const;

describe('the bootstrap of an average over curves', () => {
  test('of one curve is the bootstrap of that curve', () => {
    for (const data of [
      { dose, response },
      { dose, response, cluster },
    ]) {
      const { notes: _, method: __, ...one } = bootstrapAverageDose(data, { ...base, models: ['emax'] });
      const { notes: ___, method: ____, ...same } = bootstrapDose(data, { ...base, model: 'emax' });
      expect(one).toEqual(same);
    }
  });

  test('is the average with its weights, and lies between the curves', () => {
    const models = ['emax', 'exponential-saturation', 'quadratic'] as const;
    const fits = models.map((model) => fitDoseResponse({ dose, response }, { model }));
    const { estimate, interval, standardError } = bootstrapAverageDose({ dose, response }, { ...base, models });
    expect(estimate).toBeCloseTo(averageDose(fits, { read: (fit) => targetDose(fit, { gain: 4 }) }).estimate, 9);
    expect(estimate).toBeGreaterThan(Math.min(...fits.map(read)));
    expect(estimate).toBeLessThan(Math.max(...fits.map(read)));
    expect(interval?.lower).toBeLessThan(estimate);
    expect(interval?.upper).toBeGreaterThan(estimate);
    expect(standardError).toBeGreaterThan(0);
  });

  test('a curve without the figure has no share, and none with it is an error', () => {
    const far = (fit: Parameters<typeof targetDose>[0]) => targetDose(fit, { gain: 12 }).estimate;
    const { estimate } = bootstrapAverageDose(
      { dose, response },
      { ...base, read: far, models: ['linear', 'exponential-saturation'] },
    );
    expect(estimate).toBeCloseTo(far(fitDoseResponse({ dose, response }, { model: 'linear' })), 9);
    const code = (more: object) =>
      errorOf(() => bootstrapAverageDose({ dose, response }, { ...base, models: ['emax'], ...more })).code;
    expect(code({ models: ['exponential-saturation'], read: far })).toBe('convergence_failed');
    expect(code({ models: [] })).toBe('invalid_argument');
    expect(code({ replicates: 3 })).toBe('invalid_argument');
    expect(code({ models: ['cubic'] })).toBe('invalid_argument');
  });
});
