import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type Moments, moments } from '../../../../src/aggregate/moments.js';
import { doseCurve } from '../../../../src/estimate/dose/curves/curve.js';
import { type DoseModel, doseModelNames } from '../../../../src/estimate/dose/curves/dose-models.js';
import type { DoseResponseFit } from '../../../../src/estimate/dose/fit/dose-response-fit.js';
import { fitDoseResponse } from '../../../../src/estimate/dose/fit/fit-dose-response.js';
import { marginalRate } from '../../../../src/estimate/dose/reading/marginal-rate.js';
import { randomStream } from '../../../../src/numeric/random/index.js';
import { errorOf } from '../../../errors.js';
import { relativeError, tolerance } from '../../../tolerances.js';
import { doseAndGrowth } from '../dose-data.js';

const levels = doseAndGrowth('levels');
const estimates = (fit: DoseResponseFit) =>
  Object.fromEntries(fit.parameters.map(({ name, estimate }) => [name, estimate]));

/** A curve of each model that eight doses can show. */
const planted: Record<DoseModel, readonly number[]> = {
  linear: [2, 0.02],
  quadratic: [2, 0.06, -1e-4],
  'log-linear': [2, 1.5],
  emax: [2, 10, 110],
  'sigmoid-emax': [2, 10, 2.2, 110],
  logistic: [2, 12, 0.03, 120],
  'log-logistic-2': [0, 1, 2, 110],
  'log-logistic-3': [0, 12, 2, 110],
  'log-logistic-4': [2, 12, 2, 110],
  'log-logistic-5': [2, 12, 2, 110, 0.6],
  'weibull-1': [2, 12, 1.4, 90],
  'weibull-2': [2, 12, 1.4, 140],
  'exponential-saturation': [2, 12, 120],
  exponential: [2, 0.8, 140],
  beta: [2, 9, 1.1, 0.9],
  'michaelis-menten': [0, 12, 110],
  gompertz: [2, 12, 0.02, 90],
  'brain-cousens': [2, 1, 0.15, 3, 150],
};
const dose = [0, 20, 45, 80, 120, 180, 260, 360];
const options = (model: DoseModel) => ({
  model,
  ...(model === 'beta' ? { scale: 432 } : model === 'log-linear' ? { offset: 3.6 } : {}),
});
const exactly = (model: DoseModel, at = dose) => {
  const curve = doseCurve(model, { scale: 432, offset: 3.6 });
  return at.map((x) => curve.value(x, planted[model]));
};

describe('Data without noise', () => {
  test.each(doseModelNames)('%s gives back what was planted', (model) => {
    const fit = fitDoseResponse({ dose, response: exactly(model) }, options(model));
    fit.parameters.forEach(({ estimate }, j) => {
      expect(relativeError(estimate, planted[model][j] as number)).toBeLessThan(1e-8);
    });
    expect(fit.residualSd).toBeLessThan(1e-10);
  });

  test.each(['log-logistic-4', 'weibull-1', 'weibull-2', 'gompertz', 'logistic'] as const)(
    '%s finds a response that falls, with upper below lower',
    (model) => {
      const falling = exactly(model).map((y) => 20 - y);
      const { lower, upper, slope } = estimates(fitDoseResponse({ dose, response: falling }, { model }));
      expect(lower).toBeCloseTo(18, 6);
      expect(upper).toBeCloseTo(8, 6);
      expect(slope).toBeGreaterThan(0);
    },
  );
});

describe('Rows and their summaries', () => {
  const draws = randomStream(11);
  const rows = [0, 30, 60, 90, 150, 240].flatMap((x) => Array.from({ length: 12 }, () => x));
  const response = rows.map((x) => 2 + (9 * x) / (70 + x) + draws.normal());
  const cluster = rows.map((_, i) => `school ${i % 4}`);
  const byDose = (some: (i: number) => boolean): { dose: number[]; moments: Moments[] } => {
    const doses = [...new Set(rows)];
    return { dose: doses, moments: doses.map((x) => moments(response.filter((_, i) => rows[i] === x && some(i)))) };
  };
  const same = (a: DoseResponseFit, b: DoseResponseFit) => {
    a.parameters.forEach((one, j) => {
      expect(relativeError(one.estimate, b.parameters[j]?.estimate as number)).toBeLessThan(1e-9);
      expect(relativeError(one.standardError as number, b.parameters[j]?.standardError as number)).toBeLessThan(1e-9);
    });
    expect(relativeError(a.rss, b.rss)).toBeLessThan(tolerance.closedForm);
    expect(a.df).toBe(b.df);
  };

  test.each(['classical', 'HC0', 'HC1', 'HC2', 'HC3'] as const)(
    'moments by dose give the estimates and the %s errors of the rows',
    (vcov) => {
      const fit = fitDoseResponse({ dose: rows, response }, { model: 'emax', vcov });
      same(
        fit,
        fitDoseResponse(
          byDose(() => true),
          { model: 'emax', vcov },
        ),
      );
      const { dose: at, moments: m } = byDose(() => true);
      const table = {
        dose: at,
        mean: m.map(({ mean }) => mean),
        n: m.map(({ n }) => n),
        sd: m.map(({ n, m2 }) => Math.sqrt(m2 / (n - 1))),
      };
      same(fit, fitDoseResponse(table, { model: 'emax', vcov }));
    },
  );

  test('moments by dose and school give the cluster-robust errors of the rows', () => {
    const parts = [0, 1, 2, 3].map((school) => ({ school, ...byDose((i) => i % 4 === school) }));
    const summarized = {
      dose: parts.flatMap((part) => part.dose),
      moments: parts.flatMap((part) => part.moments),
      cluster: parts.flatMap((part) => part.dose.map(() => part.school)),
    };
    const fit = fitDoseResponse({ dose: rows, response, cluster }, { model: 'emax' });
    same(fit, fitDoseResponse(summarized, { model: 'emax' }));
    expect(fit.vcovType).toBe('CR1');
    expect(fit.df).toBe(3);
    expect(fit.notes.map(({ code }) => code)).toContain('few_clusters');
  });

  test('many different doses are searched coarsely and fitted finely', () => {
    const many = Array.from({ length: 4000 }, (_, i) => i / 10);
    const exact = many.map((x) => 2 + 10 / (1 + (110 / x) ** 2));
    const fit = estimates(fitDoseResponse({ dose: many, response: exact }, { model: 'log-logistic-4' }));
    expect(relativeError(fit['ed50'] as number, 110)).toBeLessThan(1e-9);
    expect(relativeError(fit['slope'] as number, 2)).toBeLessThan(1e-9);
  });

  test('the order of the rows does not matter', () => {
    const order = randomStream(3).permutation(rows.length);
    const shuffled = {
      dose: [...order].map((i) => rows[i] as number),
      response: [...order].map((i) => response[i] as number),
    };
    same(
      fitDoseResponse({ dose: rows, response }, { model: 'weibull-2' }),
      fitDoseResponse(shuffled, { model: 'weibull-2' }),
    );
  });

  test('a frequency weight is that many equal rows', () => {
    const weights = rows.map((_, i) => i % 3);
    const repeated = rows.flatMap((_, i) => Array.from({ length: i % 3 }, () => i));
    const long = { dose: repeated.map((i) => rows[i] as number), response: repeated.map((i) => response[i] as number) };
    for (const vcov of ['classical', 'HC1', 'HC3'] as const) {
      same(
        fitDoseResponse({ dose: rows, response, weights, weightKind: 'frequency' }, { model: 'emax', vcov }),
        fitDoseResponse(long, { model: 'emax', vcov }),
      );
    }
  });

  test('means without standard deviations count once each, weighted by n', () => {
    const { dose: at, moments: m } = byDose(() => true);
    const mean = m.map((one) => one.mean);
    const n = m.map((one) => one.n);
    const fit = fitDoseResponse({ dose: at, mean, n }, { model: 'emax' });
    same(fit, fitDoseResponse({ dose: at, response: mean, weights: n }, { model: 'emax' }));
    expect(fit.df).toBe(3);
    expect(fit.notes.map(({ code }) => code)).toContain('means_only');
  });

  property.prop(
    [fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), fc.double({ min: -100, max: 100, noNaN: true })],
    { numRuns: 20 },
  )('the scales of dose and response and the place of the response carry through', (doseScale, scale, shift) => {
    const fit = estimates(fitDoseResponse({ dose: rows, response }, { model: 'emax' }));
    const [a, b] = [2 ** doseScale * 1.7, 10 ** scale];
    const other = estimates(
      fitDoseResponse(
        { dose: rows.map((x) => a * x), response: response.map((y) => shift + b * y) },
        { model: 'emax' },
      ),
    );
    expect(relativeError(other['ed50'] as number, a * (fit['ed50'] as number))).toBeLessThan(1e-6);
    expect(relativeError(other['emax'] as number, b * (fit['emax'] as number))).toBeLessThan(1e-6);
    expect(Math.abs((other['e0'] as number) - shift - b * (fit['e0'] as number))).toBeLessThan(
      1e-6 * (Math.abs(shift) + 10 * b),
    );
  });
});

describe('What a fit says', () => {
  const fit = fitDoseResponse(levels, { model: 'log-logistic-4' });
  test('is plain JSON without NaN or infinities', () => {
    expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
  });
  test('AICc adds 2k(k + 1)/(n - k - 1) for k parameters with the variance', () => {
    expect((fit.aicc as number) - (fit.aic as number)).toBeCloseTo((2 * 5 * 6) / (54 - 6), 10);
  });
  test('a parameter that is fixed has its value and no error, and frees a degree of freedom', () => {
    const fixed = fitDoseResponse(levels, { model: 'log-logistic-4', fixed: { lower: 0 } });
    const three = fitDoseResponse(levels, { model: 'log-logistic-3' });
    expect(fixed.parameters[0]).toMatchObject({ name: 'lower', estimate: 0, standardError: null, fixed: true });
    expect(estimates(fixed)).toEqual(estimates(three));
    expect(fixed.df).toBe(51);
  });
  test('a parameter on a bound is noted, and the others take it as known', () => {
    const bounded = fitDoseResponse(levels, { model: 'log-logistic-4', bounds: { ed50: [100, 400] } });
    const fixed = fitDoseResponse(levels, { model: 'log-logistic-4', fixed: { ed50: 400 } });
    expect(bounded.parameters[3]).toMatchObject({ estimate: 400, atBound: 'upper', standardError: null });
    expect(bounded.notes.map(({ code }) => code)).toContain('at_bound');
    expect(relativeError(bounded.rss, fixed.rss)).toBeLessThan(1e-9);
  });
  test('a parameter that ran to a limit of the search is no better known for it, one that came to a stated limit is', () => {
    const rise = {
      dose: [0, 20, 45, 80, 120, 180, 260, 360],
      mean: [2.3, 2.5, 2.3, 4.6, 7.3, 8.8, 9.1, 9.9],
      n: Array.from({ length: 8 }, () => 25),
      sd: Array.from({ length: 8 }, () => 1.5),
    };
    const model = 'log-logistic-5';
    const searched = fitDoseResponse(rise, { model });
    const stated = fitDoseResponse(rise, { model, bounds: { asymmetry: [0.001, 999.9999] } });
    for (const fit of [searched, stated])
      expect(fit.parameters[4]).toMatchObject({ atBound: 'upper', standardError: null });
    expect(searched.notes.find(({ code }) => code === 'at_bound')?.message).toContain('as uncertain as any other');
    expect(stated.notes.find(({ code }) => code === 'at_bound')?.message).toContain('taken as known');
    // R: the square root of g'(J'J)^-1 g s^2 of five parameters and of four (test/reference/scripts/dose_limit.R).
    const [five, four] = [0.0218084274, 0.0127761816];
    expect(marginalRate(searched, 60).standardError).toBeCloseTo(five, 7);
    expect(marginalRate(stated, 60).standardError).toBeCloseTo(four, 7);
  });
  test("DoseFinding's bounds are on offer", () => {
    const within = fitDoseResponse(levels, { model: 'emax', bounds: 'dose-finding' });
    expect(within.parameters[2]?.bounds).toEqual({ lower: 2.6, upper: 3900 });
  });
});

describe('Refused', () => {
  const model = 'log-logistic-4';
  const code = (run: () => unknown) => errorOf(run).code;
  const fits = (data: Parameters<typeof fitDoseResponse>[0], more = {}) =>
    code(() => fitDoseResponse(data, { model, ...more }));
  const response = [1, 2, 3, 5, 6, 6];
  const at = [0, 1, 2, 3, 4, 5];

  test('no data, and lengths that differ', () => {
    expect(fits({ dose: [], response: [] })).toBe('no_data');
    expect(fits({ dose: at, response: [1] })).toBe('length_mismatch');
    expect(fits({ dose: at, response, cluster: [1] })).toBe('length_mismatch');
    expect(fits({ dose: at, mean: response, n: [3], sd: [1] })).toBe('length_mismatch');
  });
  test('doses that are all equal, and responses that are', () => {
    expect(fits({ dose: [3, 3, 3, 3, 3, 3], response })).toBe('zero_variance');
    expect(fits({ dose: at, response: [4, 4, 4, 4, 4, 4] })).toBe('zero_variance');
  });
  test('fewer doses than parameters, and as many rows', () => {
    expect(fits({ dose: [0, 0, 1, 1, 2, 2], response })).toBe('too_few_observations');
    expect(fits({ dose: [0, 1, 2, 3], response: [1, 2, 4, 4.5] })).toBe('too_few_observations');
  });
  test('missing and negative numbers', () => {
    expect(fits({ dose: [0, 1, 2, 3, 4, Number.NaN], response })).toBe('not_finite');
    expect(fits({ dose: at, response: [1, 2, 3, 4, Infinity, 6] })).toBe('not_finite');
    expect(fits({ dose: [-1, 1, 2, 3, 4, 5], response })).toBe('out_of_domain');
  });
  test('the logarithm of a dose of 0', () => {
    expect(fits({ dose: at, response }, { model: 'log-linear', offset: 0 })).toBe('out_of_domain');
    expect(
      fitDoseResponse({ dose: at.slice(1), response: response.slice(1) }, { model: 'log-linear', offset: 0 }).n,
    ).toBe(5);
  });
  test('weights, moments and standard deviations that are none', () => {
    expect(fits({ dose: at, response, weights: [1, 1, 1, 1, 1, -1] })).toBe('invalid_weight');
    expect(fits({ dose: at, response, weights: [1, 1, 1, 1, 1, 0.5], weightKind: 'frequency' })).toBe('invalid_weight');
    expect(fits({ dose: [0], moments: [{ n: 2.5, mean: 1, m2: 1 }] })).toBe('invalid_argument');
    expect(fits({ dose: at, mean: response, n: [2, 2, 2, 2, 2, 2], sd: [1, 1, 1, 1, 1, -1] })).toBe('invalid_argument');
    expect(fits({ dose: at, mean: response, n: [2, 2, 2, 2, 2, 0] })).toBe('invalid_argument');
  });
  test('names that are none, and numbers where they do not belong', () => {
    expect(fits({ dose: at, response }, { model: 'sigmoid' as 'emax' })).toBe('invalid_argument');
    expect(fits({ dose: at, response }, { fixed: { e0: 1 } })).toBe('invalid_argument');
    expect(fits({ dose: at, response }, { fixed: { ed50: -1 } })).toBe('invalid_argument');
    expect(fits({ dose: at, response }, { bounds: { ed50: [5, 1] } })).toBe('invalid_argument');
    expect(fits({ dose: at, response }, { scale: 8 })).toBe('invalid_argument');
    expect(fits({ dose: at, response }, { model: 'beta', scale: 5 })).toBe('invalid_argument');
    expect(fits({ dose: at, response }, { vcov: 'CR1' })).toBe('invalid_argument');
    expect(fits({ dose: at, response, weights: at, weightKind: 'sampling' }, { vcov: 'classical' })).toBe(
      'invalid_argument',
    );
    expect(fits({ dose: at, response, cluster: at.map(() => 'one') })).toBe('too_few_clusters');
    expect(fits({ dose: at, response, cluster: at.map((x) => (x > 2 ? Number.NaN : x)) })).toBe('invalid_argument');
    expect(fits({ dose: at, response, weights: at, weightKind: 'count' as 'frequency' })).toBe('invalid_argument');
    expect(fits({ dose: at, response }, { level: 1 })).toBe('invalid_argument');
  });
  // A step between two doses: every half-way dose between them and every steep slope fit alike.
  const step = at.flatMap((x) => [0.1, -0.1].map((e) => ({ x, y: (x < 2.5 ? 1 : 5) + e })));
  const steps = { dose: step.map(({ x }) => x), response: step.map(({ y }) => y) };
  test('a parameter that the data do not determine', () => {
    const failed = errorOf(() => fitDoseResponse(steps, { model, fixed: { slope: 800 } }));
    expect(failed.code).toBe('convergence_failed');
    expect(failed.detail['model']).toBe(model);
  });
  test('but a slope without limit is one on its bound, with a note and a half-way dose of no use', () => {
    const fit = fitDoseResponse(steps, { model });
    expect(fit.notes.map(({ code: word }) => word)).toContain('at_bound');
    expect(fit.parameters[3]?.standardError).toBeGreaterThan(10);
  });
});
