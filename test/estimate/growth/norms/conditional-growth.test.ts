import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { conditionalGrowth } from '../../../../src/estimate/growth/norms/conditional-growth.js';
import { type GrowthNorm, growthNorm, type NormTable } from '../../../../src/estimate/growth/norms/norm-table.js';
import { errorOf } from '../../../errors.js';
import { close } from '../close.js';

const norm: GrowthNorm = {
  of: 'students',
  scale: 'vertical',
  before: { mean: 195.92, sd: 17.99 },
  after: { mean: 202.09, sd: 17.74 },
  correlation: 0.85,
  table: 'example',
};

describe('conditional growth', () => {
  test('agrees with the worked example', () => {
    const growth = conditionalGrowth({ before: 210, after: 215, of: 'students' }, norm);
    close(growth.expectedGain, 3.8916853807671052);
    close(growth.sdOfGain, 9.345124878780382);
    close(growth.index, 0.11859816038943496);
    close(growth.percentile, 54.72031385684666);
    expect(growth.metProjection).toBe(true);
  });

  test('the projection is compared without rounding', () => {
    const short = conditionalGrowth({ before: 210, after: 213.89, of: 'students' }, norm);
    expect(short.projected).toBeCloseTo(213.8917, 4);
    expect(short.metProjection).toBe(false);
  });

  test('a difference within measurement error is called a matter of chance', () => {
    const sem = { before: 3, after: 3 };
    const growth = conditionalGrowth({ before: 210, after: 215, of: 'students', sem }, norm);
    close(growth.standardErrorOfGain, Math.hypot(3, 3));
    expect(growth.notes[0]?.code).toBe('within_measurement_error');
  });

  test('a norm of percentile ranks is refused: ranks are not subtracted', () => {
    const ranks: GrowthNorm = { ...norm, scale: 'percentile' };
    expect(errorOf(() => conditionalGrowth({ before: 40, after: 50, of: 'students' }, ranks)).code).toBe('wrong_scale');
  });

  test('the mean of a school is not compared with the spread of students', () => {
    expect(errorOf(() => conditionalGrowth({ before: 210, after: 215, of: 'schools' }, norm)).code).toBe(
      'invalid_argument',
    );
  });

  test.prop([fc.double({ min: 150, max: 250, noNaN: true }), fc.double({ min: 0.5, max: 4, noNaN: true })])(
    'does not depend on the unit of the scale',
    (after, unit) => {
      const scaled = (part: { mean: number; sd: number }) => ({ mean: unit * part.mean + 7, sd: unit * part.sd });
      const other = { ...norm, before: scaled(norm.before), after: scaled(norm.after) };
      const one = conditionalGrowth({ before: 210, after, of: 'students' }, norm);
      const two = conditionalGrowth({ before: unit * 210 + 7, after: unit * after + 7, of: 'students' }, other);
      close(two.index, one.index, 1e-9);
    },
  );
});

describe('a norm table', () => {
  const table: NormTable = {
    id: 'synthetic-1',
    source: 'made up for this test',
    of: 'students',
    scale: 'vertical',
    rows: [
      { subject: 'math', grade: '3', week: 4, mean: 188, sd: 13 },
      { subject: 'math', grade: '3', week: 20, mean: 196, sd: 13.8 },
      { subject: 'math', grade: '3', week: 32, mean: 202, sd: 14.4 },
    ],
    correlations: [
      {
        subject: 'math',
        from: { grade: '3', season: 'fall' },
        to: { grade: '3', season: 'spring' },
        correlation: 0.84,
      },
    ],
  };
  const fall = { grade: '3', season: 'fall', week: 4 };
  const spring = { grade: '3', season: 'spring', week: 26 };

  test('is interpolated in weeks of instruction', () => {
    const { before, after, correlation } = growthNorm(table, 'math', fall, spring);
    expect(before).toEqual({ mean: 188, sd: 13 });
    close(after.mean, 199);
    close(after.sd, 14.1);
    expect(correlation).toBe(0.84);
  });

  test('is never extrapolated, and what it lacks is named', () => {
    expect(errorOf(() => growthNorm(table, 'math', fall, { ...spring, week: 33 })).message).toContain('from 4 to 32');
    expect(errorOf(() => growthNorm(table, 'reading', fall, spring)).message).toContain('no correlation of reading');
    expect(errorOf(() => growthNorm(table, 'math', spring, fall)).code).toBe('no_data');
    const twice = { ...table, correlations: [...table.correlations, ...table.correlations] };
    expect(errorOf(() => growthNorm(twice, 'math', fall, spring)).code).toBe('invalid_argument');
  });
});
