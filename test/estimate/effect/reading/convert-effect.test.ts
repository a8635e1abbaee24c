import { test as check, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  type ConvertEffectOptions,
  convertEffect,
  type EffectScale,
} from '../../../../src/estimate/effect/reading/convert-effect.js';
import { cohensH } from '../../../../src/estimate/effect/shares/cohens-h.js';
import { coxIndex } from '../../../../src/estimate/effect/shares/cox-index.js';
import { logitD } from '../../../../src/estimate/effect/shares/logit-d.js';
import { oddsRatio } from '../../../../src/estimate/effect/shares/odds-ratio.js';
import { riskDifference } from '../../../../src/estimate/effect/shares/risk-difference.js';
import { riskRatio } from '../../../../src/estimate/effect/shares/risk-ratio.js';
import { near } from '../reference-cases.js';

const code = (name: string) => expect.objectContaining({ code: name });

/** A value of each scale, all of some effect between about -2 and 2 standard deviations. */
const scales: readonly EffectScale[] = [
  'd',
  'r',
  'fisher-z',
  'u3',
  'improvement-index',
  'probability-of-superiority',
  'cliffs-delta',
  'log-odds-ratio',
  'odds-ratio',
  'cox-index',
  'logit-d',
  'risk-ratio',
  'risk-difference',
  'cohens-h',
];
const scale = fc.constantFrom(...scales);
const context = fc.record({
  nTreatment: fc.integer({ min: 2, max: 900 }),
  nControl: fc.integer({ min: 2, max: 900 }),
  baseRate: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
  logOddsPerSd: fc.constantFrom('logistic', 'cox') as fc.Arbitrary<'logistic' | 'cox'>,
});
const d = fc.double({ min: -2, max: 2, noNaN: true });

describe('conversions', () => {
  check.prop([d, scale, scale, context])('give the number back on the way back', (value, from, to, more) => {
    const given = convertEffect(value, { from: 'd', to: from, ...more }).estimate;
    const there = convertEffect(given, { from, to, ...more }).estimate;
    const back = convertEffect(there, { from: to, to: from, ...more }).estimate;

    near(back, given, 1e-9, 1);
  });

  check.prop([d, scale, scale, context])(
    'agree whether made in one step or by way of a third scale',
    (value, by, to, more) => {
      const direct = convertEffect(value, { from: 'd', to, ...more }).estimate;
      const step = convertEffect(value, { from: 'd', to: by, ...more }).estimate;

      near(convertEffect(step, { from: by, to, ...more }).estimate, direct, 1e-9, 1);
    },
  );

  check.prop([fc.double({ min: 0.001, max: 2, noNaN: true }), scale, context])(
    'rise with the effect',
    (value, to, more) => {
      const at = (x: number): number => convertEffect(x, { from: 'd', to, ...more }).estimate;

      expect(at(value)).toBeGreaterThan(at(0));
      expect(at(-value)).toBeLessThan(at(0));
    },
  );

  check.prop([fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 })])(
    'between measures of two shares are those measures',
    (a, c) => {
      const [treatment, control] = [
        { events: a, n: 100 },
        { events: c, n: 100 },
      ];
      const values: Partial<Record<EffectScale, number>> = {
        'odds-ratio': oddsRatio(treatment, control).estimate,
        'risk-ratio': riskRatio(treatment, control).estimate,
        'risk-difference': riskDifference(treatment, control).estimate,
        'cohens-h': cohensH(treatment, control).estimate,
        'cox-index': coxIndex(treatment, control).estimate,
        'logit-d': logitD(treatment, control).estimate,
      };
      for (const [from, given] of Object.entries(values)) {
        for (const [to, wanted] of Object.entries(values)) {
          const options = { from, to, baseRate: c / 100 } as ConvertEffectOptions;
          near(convertEffect(given, options).estimate, wanted, 1e-9, 1);
        }
      }
    },
  );

  test('take the limits of a result along', () => {
    const effect = convertEffect(
      { estimate: 0.3, interval: { lower: -0.1, upper: 0.7, level: 0.9 } },
      { from: 'd', to: 'r' },
    );

    near(effect.interval?.lower, -0.1 / Math.sqrt(0.01 + 4));
    near(effect.interval?.upper, 0.7 / Math.sqrt(0.49 + 4));
    expect(effect.interval?.level).toBe(0.9);
    expect(convertEffect(0.3, { from: 'd', to: 'r' }).interval).toBeNull();
  });

  test('have no interval, and say so, where a limit is beyond the scale', () => {
    const difference = { estimate: 0.5, interval: { lower: 0.2, upper: 0.65, level: 0.95 } };
    const effect = convertEffect(difference, { from: 'risk-difference', to: 'odds-ratio', baseRate: 0.4 });

    near(effect.estimate, (0.9 * 0.6) / (0.1 * 0.4));
    expect(effect.interval).toBeNull();
    expect(effect.notes.map((note) => note.code)).toContain('no_interval');
  });

  test('name what they take for granted, and nothing where nothing is', () => {
    const { assumptions } = convertEffect(0.3, { from: 'u3', to: 'risk-ratio', baseRate: 0.4 });

    expect(assumptions).toEqual([
      expect.stringContaining('normal'),
      expect.stringContaining('share of 0.4'),
      expect.stringContaining('π/√3'),
    ]);
    expect(convertEffect(0.3, { from: 'log-odds-ratio', to: 'odds-ratio' }).assumptions).toEqual([]);
    expect(convertEffect(0.3, { from: 'd', to: 'd' })).toMatchObject({ estimate: 0.3, assumptions: [] });
  });

  test.each([
    [1, 'r'],
    [-1.2, 'r'],
    [0, 'u3'],
    [1, 'probability-of-superiority'],
    [1, 'cliffs-delta'],
    [50, 'improvement-index'],
    [0, 'odds-ratio'],
    [-2, 'odds-ratio'],
    [2.5, 'risk-ratio'],
    [0, 'risk-ratio'],
    [0.6, 'risk-difference'],
    [3, 'cohens-h'],
  ] as const)('refuse %d as %s', (value, from) => {
    for (const to of scales.filter((other) => other !== from)) {
      expect(() => convertEffect(value, { from, to, baseRate: 0.4 })).toThrow(code('out_of_domain'));
    }
  });

  test('refuse what they do not know or cannot do without', () => {
    expect(() => convertEffect(Number.NaN, { from: 'd', to: 'r' })).toThrow(code('not_finite'));
    expect(() => convertEffect(0.3, { from: 'd', to: 'risk-ratio' })).toThrow(code('invalid_argument'));
    expect(() => convertEffect(0.3, { from: 'd', to: 'risk-ratio', baseRate: 40 })).toThrow(code('invalid_argument'));
    expect(() => convertEffect(0.3, { from: 'd', to: 'r', nTreatment: 30 })).toThrow(code('invalid_argument'));
    expect(() => convertEffect(0.3, { from: 'd', to: 'r', nTreatment: 0, nControl: 30 })).toThrow(
      code('invalid_argument'),
    );
    expect(() => convertEffect(0.3, { from: 'g' as 'd', to: 'r' })).toThrow(code('invalid_argument'));
    expect(() => convertEffect(0.3, { from: 'toString' as 'd', to: 'r' })).toThrow(code('invalid_argument'));
    expect(() => convertEffect(0.3, { from: 'd', to: 'odds-ratio', logOddsPerSd: 'probit' as 'cox' })).toThrow(
      code('invalid_argument'),
    );
    expect(() => convertEffect(1e6, { from: 'd', to: 'odds-ratio' })).toThrow(code('overflow'));
  });
});
