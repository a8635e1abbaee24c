import { test as check, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  costPerExtraProficientStudent,
  costPerStudentPerSd,
} from '../../../../src/estimate/effect/reading/cost-per-effect.js';
import { improvementIndex } from '../../../../src/estimate/effect/reading/improvement-index.js';
import { percentileGain } from '../../../../src/estimate/effect/reading/percentile-gain.js';
import { proficiencyShift } from '../../../../src/estimate/effect/reading/proficiency-shift.js';
import { near } from '../reference-cases.js';

const code = (name: string) => expect.objectContaining({ code: name });
/** Not so small that hundredths of it vanish. */
const effect = fc.double({ min: -3, max: 3, noNaN: true }).map((g) => (Math.abs(g) < 1e-300 ? 0 : g));
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const withLimits = (estimate: number, lower: number, upper: number) => ({
  estimate,
  interval: { lower, upper, level: 0.95 },
});

describe('the percentile gain', () => {
  test('of .25 from the 30th percentile is 9.19 points, by scipy', () => {
    near(percentileGain(0.25, { from: 30 }), 9.188842452131906);
  });

  check.prop([effect])('from the middle is the improvement index', (g) => {
    near(percentileGain(g), improvementIndex(g), 1e-12, 1);
  });

  check.prop([effect, share])(
    'has the sign of the effect, is turned around with it, and stays within 0 and 100',
    (g, p) => {
      const gain = percentileGain(g, { from: 100 * p });

      expect(Math.sign(gain)).toBe(Math.sign(g));
      near(percentileGain(-g, { from: 100 * (1 - p) }), -gain, 1e-9, 1);
      expect(100 * p + gain).toBeGreaterThanOrEqual(0);
      expect(100 * p + gain).toBeLessThanOrEqual(100);
    },
  );

  test('keeps the digits of a small effect in the tail', () => {
    near(percentileGain(1e-9, { from: 99.9 }), 100 * 1e-9 * 0.003367090077063995, 1e-8, 0); // times the density there, by scipy
  });

  test('refuses impossible percentiles and effects', () => {
    expect(() => percentileGain(0.2, { from: 0 })).toThrow(code('out_of_domain'));
    expect(() => percentileGain(0.2, { from: 100 })).toThrow(code('out_of_domain'));
    expect(() => percentileGain(Number.NaN)).toThrow(code('not_finite'));
  });
});

describe('the proficiency shift', () => {
  test('of .25 where 40 % are proficient is 9.87 points of share, by scipy', () => {
    near(proficiencyShift(0.25, { shareProficient: 0.4 }).estimate, 0.0986647015355126);
  });

  check.prop([effect, share])('is the share after less the share before', (g, shareProficient) => {
    const shift = proficiencyShift(g, { shareProficient });

    near(shift.shareBefore, shareProficient, 1e-12);
    near(shift.estimate, shift.shareAfter - shift.shareBefore, 1e-12, 1);
  });

  check.prop([effect, share])('is the same from a cut score as from the share that it leaves', (g, shareProficient) => {
    const { shareBefore, estimate } = proficiencyShift(g, { cut: 210, mean: 203.4, sd: 14 });

    near(shareBefore, 0.3186673583468804); // Φ((203.4 - 210)/14), by scipy
    near(proficiencyShift(g, { shareProficient: shareBefore }).estimate, estimate, 1e-12, 1);
    expect(proficiencyShift(g, { shareProficient }).interval).toBeNull();
  });

  test('takes the limits of a result along', () => {
    const { interval } = proficiencyShift(withLimits(0.25, 0.05, 0.45), { shareProficient: 0.4 });

    near(interval?.lower, proficiencyShift(0.05, { shareProficient: 0.4 }).estimate);
    near(interval?.upper, proficiencyShift(0.45, { shareProficient: 0.4 }).estimate);
  });

  test('refuses impossible cuts and effects', () => {
    expect(() => proficiencyShift(0.2, { shareProficient: 40 })).toThrow(code('out_of_domain'));
    expect(() => proficiencyShift(0.2, { cut: 1, mean: 2, sd: 0 })).toThrow(code('out_of_domain'));
    expect(() => proficiencyShift(0.2, { cut: 1, mean: 2, sd: -1 })).toThrow(code('out_of_domain'));
    expect(() => proficiencyShift(Number.NaN, { shareProficient: 0.4 })).toThrow(code('not_finite'));
  });
});

describe('costs', () => {
  const cost = { costPerStudent: 120, currency: 'USD' };

  test('name their unit', () => {
    expect(costPerStudentPerSd(0.25, cost)).toMatchObject({
      estimate: 480,
      unit: 'USD per student per sd',
      interval: null,
    });
    const each = costPerExtraProficientStudent(0.25, { shareProficient: 0.4 }, cost);
    near(each.estimate, 1216.2404399187094); // 120/0.09866..., by scipy
    expect(each.unit).toBe('USD per extra proficient student');
  });

  test('have the reciprocals of the limits of the effect', () => {
    expect(costPerStudentPerSd(withLimits(0.25, 0.1, 0.5), cost).interval).toEqual({
      lower: 240,
      upper: 1200,
      level: 0.95,
    });
  });

  test('have no upper limit where the effect may be nothing', () => {
    const effect = costPerStudentPerSd(withLimits(0.25, -0.1, 0.6), cost);

    expect(effect.interval).toBeNull();
    expect(effect.confidenceSet?.pieces).toEqual([
      { lower: null, upper: -1200 },
      { lower: 200, upper: null },
    ]);
    expect(effect.notes.map((note) => note.code)).toContain('unbounded_interval');
    expect(costPerStudentPerSd(withLimits(0.25, 0, 0.5), cost).confidenceSet?.pieces).toEqual([
      { lower: 240, upper: null },
    ]);
  });

  test('refuse an effect that bought nothing, and a cost without amount or currency', () => {
    expect(() => costPerStudentPerSd(0, cost)).toThrow(code('out_of_domain'));
    expect(() => costPerStudentPerSd(-0.1, cost)).toThrow(code('out_of_domain'));
    expect(() => costPerStudentPerSd(0.1, { costPerStudent: 0, currency: 'USD' })).toThrow(code('invalid_argument'));
    expect(() => costPerStudentPerSd(0.1, { costPerStudent: 10, currency: '' })).toThrow(code('invalid_argument'));
    expect(() => costPerExtraProficientStudent(-0.1, { shareProficient: 0.4 }, cost)).toThrow(code('out_of_domain'));
  });
});
