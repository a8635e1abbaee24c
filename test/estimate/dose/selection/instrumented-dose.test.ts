import { describe, expect, test } from 'vitest';
import { doseMoved } from '../../../../src/estimate/dose/selection/dose-moved.js';
import { instrumentedDose } from '../../../../src/estimate/dose/selection/instrumented-dose.js';
import { errorOf } from '../../../errors.js';
import { close, expectedOf, students } from './dose-choice.js';

const base = { dose: 'minutes', response: 'post', instruments: ['arm'], covariates: ['pre', 'frl'] } as const;
const by = (type: string) => (type === 'CR2' ? { cluster: 'school' } : { vcov: type as 'HC1' });

describe('two-stage least squares of a dose', () => {
  test.each(['HC1', 'HC2', 'CR2'])('a line with %s is that of estimatr', (type) => {
    const { estimate, se, df, lower, upper } = expectedOf(`s.iv.linear.${type}`);
    const { coefficients, effects } = instrumentedDose(students, { ...base, ...by(type), at: [1] });
    close(coefficients[0]?.estimate, estimate[1]);
    close(coefficients[0]?.standardError, se[1]);
    close(effects[0]?.effect.df, df[1]);
    close(effects[0]?.marginalRate.interval?.lower, lower[1]);
    close(effects[0]?.marginalRate.interval?.upper, upper[1]);
  });

  // Squares of minutes: 2e-8 of rounding is left by normal equations whose columns correlate at .95.
  test.each(['HC1', 'HC2', 'CR2'])('a parabola with %s is that of estimatr', (type) => {
    const { estimate, se, df } = expectedOf(`s.iv.quadratic.${type}`);
    const { coefficients } = instrumentedDose(students, { ...base, ...by(type), curve: 'quadratic' });
    coefficients.forEach((c, j) => {
      close(c.estimate / estimate[j + 1], 1);
      close((c.standardError as number) / se[j + 1], 1);
      close(c.df, df[j + 1]);
    });
  });

  test('the curve at a dose: effect, slope and their errors', () => {
    const { effect, slope } = expectedOf('s.iv.quadratic.effect');
    const [at] = instrumentedDose(students, { ...base, cluster: 'school', curve: 'quadratic', at: [600] }).effects;
    close(at?.effect.estimate, effect[0]);
    close(at?.effect.standardError, effect[1]);
    close((at?.marginalRate.estimate as number) / slope[0], 1);
    close((at?.marginalRate.standardError as number) / slope[1], 1);
  });

  test('a line that bends at a stated dose', () => {
    const { estimate, se } = expectedOf('s.iv.pieces.HC1');
    const { coefficients } = instrumentedDose(students, { ...base, vcov: 'HC1', curve: { knots: [250] } });
    expect(coefficients.map(({ term }) => term)).toEqual(['minutes', 'minutes>250']);
    coefficients.forEach((c, j) => {
      close(c.estimate / estimate[j + 1], 1);
      close((c.standardError as number) / se[j + 1], 1);
    });
  });

  test('at the dose where a line bends the next minute is one after the bend', () => {
    const bent = { ...base, vcov: 'HC1', curve: { knots: [250] } } as const;
    const { coefficients, effects } = instrumentedDose(students, { ...bent, at: [249, 250, 251] });
    const [before, added] = coefficients.map(({ estimate }) => estimate) as [number, number];
    const rates = effects.map(({ marginalRate }) => marginalRate.estimate);
    close(rates[0], before);
    close(rates[1], before + added);
    close(rates[1], (effects[2]?.effect.estimate as number) - (effects[1]?.effect.estimate as number), 1e-9);
  });

  test("the conditional F is Sanderson and Windmeijer's", () => {
    const expected = expectedOf('s.iv.conditional_f');
    const { firstStage } = instrumentedDose(students, { ...base, vcov: 'HC1', curve: 'quadratic' });
    for (const [j, name] of ['minutes', 'm2'].entries()) {
      const f = firstStage[j]?.conditionalF;
      close(f?.statistic, expected[name][0], 1e-7);
      expect([f?.numeratorDf, f?.denominatorDf]).toEqual(expected[name].slice(1, 3));
    }
  });

  test('the test of no effect at all is the Wald test of the reduced form', () => {
    const { statistic, df, p } = expectedOf('s.iv.reduced_form');
    const { noEffect } = instrumentedDose(students, { ...base, vcov: 'HC1' });
    close(noEffect?.statistic, statistic);
    expect([noEffect?.numeratorDf, noEffect?.denominatorDf]).toEqual([2, df]);
    close((noEffect?.pValue as number) / p, 1);
  });

  test('says whose effect it is, and that it is causal among compliers', () => {
    const line = instrumentedDose(students, { ...base, cluster: 'school' });
    expect(line.estimand).toBe('causal-among-compliers');
    expect(line.whose).toContain('not the curve of anybody');
    expect(line.andersonRubin?.confidenceSet.pieces).toHaveLength(1);
    const curve = instrumentedDose(students, { ...base, cluster: 'school', curve: 'quadratic' });
    expect(curve.andersonRubin).toBeNull();
    expect(curve.whose).toContain('if all of them respond alike');
  });
});

describe('the control function of a dose', () => {
  test.each(['linear', 'quadratic'] as const)('of a %s curve has the errors of both stages', (curve) => {
    for (const [tag, cluster] of [
      ['none', {}],
      ['school', { cluster: 'school' }],
    ] as const) {
      const { estimate, se } = expectedOf(`s.cf.${curve}.${tag}`);
      const { coefficients, endogeneity } = instrumentedDose(students, {
        ...base,
        ...cluster,
        curve,
        estimator: 'control-function',
      });
      coefficients.forEach((c, j) => {
        close(c.estimate / estimate[3 + j], 1, 1e-7);
        // R's Jacobian is by differences.
        close((c.standardError as number) / se[3 + j], 1, 1e-6);
      });
      const last = estimate.length - 1;
      close((endogeneity?.statistic as number) / (estimate[last] / se[last]) ** 2, 1, 1e-5);
    }
  });

  test('of a line is two-stage least squares', () => {
    const two = instrumentedDose(students, base).coefficients[0];
    const one = instrumentedDose(students, { ...base, estimator: 'control-function' }).coefficients[0];
    close((one?.estimate as number) / (two?.estimate as number), 1);
    // The test does not depend on the estimator, so that the set at a dose does not either.
    const setOf = (estimator: 'two-stage' | 'control-function') =>
      instrumentedDose(students, { ...base, estimator, at: [100] }).effects[0]?.confidenceSet;
    expect(setOf('control-function')?.pieces).toHaveLength(1);
    expect(setOf('control-function')).toEqual(setOf('two-stage'));
  });
});

test('where minutes were moved: the shares sum to 1, and a wave that only stretches moves nothing below', () => {
  const short = Float64Array.of(0, 0, 100, 100);
  const long = Float64Array.of(0, 100, 100, 300);
  const moved = doseMoved(short, long) ?? [];
  expect(moved.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  // One student more above 0 of 100 minutes, one of 200 more: a third below 100, two thirds above.
  expect(moved.find(({ to }) => to === 100)?.share).toBeCloseTo(1 / 3, 12);
  expect(doseMoved(short, short)).toBeNull();
});

describe('refuses', () => {
  const code = (more: object) => errorOf(() => instrumentedDose(students, { ...base, ...more })).code;
  test('more terms than instruments', () => {
    expect(code({ curve: { knots: [100, 500] } })).toBe('invalid_argument');
    expect(code({ curve: 'cubic' })).toBe('invalid_argument');
    expect(code({ curve: { knots: [] } })).toBe('invalid_argument');
  });
  test('lists that are none', () => {
    for (const more of [
      { instruments: 'arm' },
      { instruments: null },
      { covariates: null },
      { curve: {} },
      { curve: { knots: '250' } },
      { curve: { knots: ['250'] } },
      { at: 5 },
      { cluster: null },
    ])
      expect([more, code(more)]).toEqual([more, 'invalid_argument']);
    expect(code({ at: ['5'] })).toBe('out_of_domain');
  });
  test('instruments that move nothing, columns that are not there, doses that are none', () => {
    expect(code({ instruments: ['pre'], covariates: ['pre'] })).toBe('invalid_argument');
    expect(code({ instruments: [] })).toBe('invalid_argument');
    expect(code({ instruments: ['Arm'] })).toBe('column_not_found');
    expect(code({ at: [-1] })).toBe('out_of_domain');
    expect(code({ estimator: 'gmm' })).toBe('invalid_argument');
    expect(code({ estimator: 'control-function', absorb: 'school' })).toBe('invalid_argument');
  });
});

test('a weak instrument is named, with what still holds', () => {
  const { notes, andersonRubin } = instrumentedDose(students, { ...base, instruments: ['frl'], covariates: ['pre'] });
  expect(notes.map(({ code }) => code)).toContain('weak_instruments');
  expect(andersonRubin).not.toBeNull();
});
