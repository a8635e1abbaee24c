import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { doseBounds } from '../../../../src/estimate/dose/selection/dose-bounds.js';
import type { BoundsAssumption } from '../../../../src/estimate/dose/selection/level-bounds.js';
import { fromColumns } from '../../../../src/index.js';
import { randomStream } from '../../../../src/numeric/random/index.js';
import { errorOf } from '../../../errors.js';
import { close, expectedOf, students } from './dose-choice.js';

const base = {
  dose: 'minutes',
  response: 'post',
  bands: { cuts: [250, 600] },
  range: { lower: 130, upper: 260 },
} as const;
const named: Readonly<Record<string, BoundsAssumption>> = {
  none: 'none',
  mtr: 'monotone-response',
  mts: 'monotone-selection',
  both: 'both',
};

describe('bounds of the response at a dose', () => {
  test.each(Object.keys(named))('%s: bounds and errors are those of R, of students and of schools', (id) => {
    const expected = expectedOf(`s.bounds.${id}`);
    const [plain, clustered] = [{}, { cluster: 'school' }].map((more) =>
      doseBounds(students, { ...base, ...more, assumption: named[id] as BoundsAssumption }),
    );
    plain?.bands.forEach(({ lower, upper }, k) => {
      const [lo, up, seLo, seUp, clusteredLo, clusteredUp] = expected.bands[k];
      close(lower.estimate, lo);
      close(upper.estimate, up);
      // R's derivatives are by differences.
      close(lower.standardError, seLo, 1e-7);
      close(upper.standardError, seUp, 1e-7);
      close(clustered?.bands[k]?.lower.standardError, clusteredLo, 1e-7);
      close(clustered?.bands[k]?.upper.standardError, clusteredUp, 1e-7);
    });
    const [lo, up, seLo, seUp] = expected.difference;
    const difference = plain?.differences[1];
    close(difference?.upper.estimate, up);
    close(difference?.upper.standardError, seUp, 1e-7);
    const knownBy0 = id === 'mtr' || id === 'both';
    close(difference?.lower.estimate, knownBy0 ? 0 : lo);
    close(difference?.lower.standardError, knownBy0 ? 0 : seLo, 1e-7);
  });

  property.prop([fc.integer({ min: 0, max: 1e6 }), fc.double({ min: 0, max: 4, noNaN: true })])(
    'hold the truth where the assumptions do, and each assumption narrows them',
    (seed, effect) => {
      // Every student's responses at all three doses are known; those who would do better take more.
      const draws = randomStream(seed);
      const able = Array.from({ length: 300 }, () => draws.uniform()).sort((a, b) => a - b);
      const level = able.map((_, i) => Math.floor(i / 100));
      const at = (i: number, t: number): number => 5 * (able[i] as number) + effect * t;
      const table = fromColumns({ minutes: level, post: level.map((t, i) => at(i, t)) });
      const range = { lower: 0, upper: 5 + 2 * effect };
      const widths = Object.values(named).map((assumption) => {
        const { bands, differences } = doseBounds(table, { ...base, range, bands: { cuts: [1, 2] }, assumption });
        bands.forEach(({ lower, upper }, t) => {
          const truth = able.reduce((sum, _, i) => sum + at(i, t), 0) / 300;
          expect(lower.estimate).toBeLessThanOrEqual(truth + 1e-9);
          expect(upper.estimate).toBeGreaterThanOrEqual(truth - 1e-9);
        });
        const [first] = differences;
        expect(first?.lower.estimate).toBeLessThanOrEqual(effect + 1e-9);
        expect(first?.upper.estimate).toBeGreaterThanOrEqual(effect - 1e-9);
        return bands.map(({ lower, upper }) => upper.estimate - lower.estimate);
      });
      const [none, response, selection, both] = widths as [number[], number[], number[], number[]];
      none.forEach((width, t) => {
        expect(response[t]).toBeLessThanOrEqual(width + 1e-9);
        expect(selection[t]).toBeLessThanOrEqual(width + 1e-9);
        expect(both[t]).toBeLessThanOrEqual(Math.min(response[t] as number, selection[t] as number) + 1e-9);
      });
    },
  );

  test('less is better: the same bounds turned', () => {
    const turned = fromColumns({
      minutes: [0, 0, 5, 5, 9, 9],
      post: [-1, -3, -4, -5, -6, -8],
      up: [1, 3, 4, 5, 6, 8],
    });
    const options = { dose: 'minutes', bands: { cuts: [7] } } as const;
    const down = doseBounds(turned, { ...options, response: 'post', higherIsBetter: false });
    const up = doseBounds(turned, { ...options, response: 'up' });
    down.differences.forEach(({ lower, upper, interval }, k) => {
      const other = up.differences[k];
      expect(lower.estimate).toBeCloseTo(-(other?.upper.estimate as number), 12);
      expect(Object.is(upper.estimate, 0)).toBe(true);
      expect(interval.lower).toBeCloseTo(-(other?.interval.upper as number), 12);
    });
  });

  test('says where the means deny the assumptions', () => {
    const table = fromColumns({ minutes: [0, 0, 5, 5], post: [5, 6, 1, 3] });
    const { notes, differences } = doseBounds(table, { dose: 'minutes', response: 'post', bands: { count: 1 } });
    expect(notes.map(({ code }) => code)).toContain('means_not_monotone');
    expect(differences[0]?.upper.estimate).toBeGreaterThanOrEqual(0);
  });

  test('refuses what it cannot bound', () => {
    const code = (more: object) => errorOf(() => doseBounds(students, { ...base, ...more })).code;
    expect(code({ assumption: 'none', range: undefined })).toBe('invalid_argument');
    expect(code({ assumption: 'all' })).toBe('invalid_argument');
    // null turned the bounds round, 'no' did not.
    for (const more of [{ higherIsBetter: null }, { higherIsBetter: 'no' }, { range: null }, { bands: { cut: [250] } }])
      expect([more, code(more)]).toEqual([more, 'invalid_argument']);
    expect(code({ range: { lower: 190, upper: 260 } })).toBe('out_of_domain');
    expect(code({ range: { lower: 260, upper: 130 } })).toBe('invalid_argument');
    const one = fromColumns({ minutes: [3, 4, 5], post: [1, 2, 3] });
    expect(errorOf(() => doseBounds(one, { dose: 'minutes', response: 'post', bands: { count: 1 } })).code).toBe(
      'too_few_observations',
    );
  });
});
