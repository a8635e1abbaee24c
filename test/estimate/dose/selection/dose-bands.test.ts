import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { doseBands } from '../../../../src/estimate/dose/selection/dose-bands.js';
import { naturalBreaks } from '../../../../src/estimate/dose/selection/natural-breaks.js';
import { fromColumns } from '../../../../src/index.js';
import { errorOf } from '../../../errors.js';
import { close, expectedOf, students } from './dose-choice.js';

const base = { dose: 'minutes', response: 'post' } as const;

/** The least sum of squares within k classes of neighbours, by trying every partition. */
function leastWithin(x: readonly number[], w: readonly number[], k: number): number {
  const spread = (from: number, to: number): number => {
    const total = w.slice(from, to).reduce((a, b) => a + b, 0);
    const mean = x.slice(from, to).reduce((sum, v, i) => sum + v * w[from + i]!, 0) / total;
    return x.slice(from, to).reduce((sum, v, i) => sum + w[from + i]! * (v - mean) ** 2, 0);
  };
  const best = (from: number, left: number): number => {
    if (left === 1) return spread(from, x.length);
    let least = Infinity;
    for (let to = from + 1; to <= x.length - left + 1; to++)
      least = Math.min(least, spread(from, to) + best(to, left - 1));
    return least;
  };
  return best(0, k);
}

describe('natural breaks', () => {
  test.each([2, 3, 4, 5])("%i classes are those of classInt's Fisher", (count) => {
    const { largest, n, within, total } = expectedOf(`s.breaks.${count}`);
    const { bands, spreadBetween } = doseBands(students, { ...base, bands: { count } });
    const positive = bands.slice(1);
    expect(positive.map((band) => band.n)).toEqual(n);
    positive.slice(1).forEach(({ from }, i) => {
      expect(from).toBeGreaterThan(largest[i]);
    });
    close(spreadBetween, 1 - within / total);
  });

  property.prop([
    fc.uniqueArray(fc.integer({ min: 0, max: 2000 }), { minLength: 5, maxLength: 9 }),
    fc.integer({ min: 1, max: 4 }),
  ])('no other partition has less spread within', (values, k) => {
    const x = values.sort((a, b) => a - b);
    const w = x.map((v) => 1 + (v % 3));
    const { cuts, within } = naturalBreaks(x, w, k);
    expect(cuts).toHaveLength(k - 1);
    expect(Math.abs(within - leastWithin(x, w, k))).toBeLessThan(1e-8 * (1 + within));
  });
});

describe('dose bands', () => {
  const options = { ...base, bands: { cuts: [250, 600] }, covariates: ['pre', 'frl'], cluster: 'school' } as const;

  test('means, intervals and balance are those of R, and 0 is a band of its own', () => {
    const expected = expectedOf('s.bands');
    const { bands, balance, clusters } = doseBands(students, options);
    expect(bands.map(({ label }) => label)).toEqual(['0', 'above 0, below 250', '250 to below 600', '600 and more']);
    expect(bands.map(({ n }) => n)).toEqual(expected.n);
    bands.forEach(({ meanDose, response }, k) => {
      close(meanDose, expected.meanDose[k]);
      close(response.estimate, expected.response[k][0]);
      close(response.standardError, expected.response[k][1]);
      close(response.df, expected.response[k][2]);
    });
    expect(clusters).toBe(24);
    balance.forEach(({ mean, sd, fromFirst }, j) => {
      const { mean: means, sd: sds, fromFirst: differences } = expected.balance[j];
      for (let k = 0; k < 4; k++) {
        close(mean[k], means[k]);
        close(sd[k], sds[k]);
        close(fromFirst[k], differences[k]);
      }
    });
  });

  test('without clusters: HC2 and the F of an analysis of variance', () => {
    const expected = expectedOf('s.bands');
    const { bands, balance } = doseBands(students, { ...base, bands: options.bands, covariates: options.covariates });
    bands.forEach(({ response }, k) => {
      close(response.standardError, expected.hc2[k][1]);
    });
    balance.forEach(({ test: f }, j) => {
      close(f?.statistic, expected.balance[j].f);
      close(Math.log(f?.pValue ?? 0), Math.log(expected.balance[j].p));
    });
  });

  test('who has just the recommended dose has met it', () => {
    const table = fromColumns({ minutes: [0, 10, 30, 30, 45], post: [1, 2, 3, 5, 4] });
    const { bands } = doseBands(table, { ...base, bands: { cuts: [30] } });
    expect(bands.map(({ label, n, response }) => [label, n, response.estimate])).toEqual([
      ['0', 1, 1],
      ['above 0, below 30', 1, 2],
      ['30 and more', 3, 4],
    ]);
  });

  test('a band of one student has no standard error, and a band of none is left out with a note', () => {
    const table = fromColumns({ minutes: [5, 10, 30, 30, 45], post: [1, 2, 3, 5, 4] });
    const { bands, notes } = doseBands(table, { ...base, bands: { cuts: [40, 400] } });
    expect(bands.map(({ n }) => n)).toEqual([4, 1]);
    expect(bands[1]?.response.interval).toBeNull();
    expect(bands[1]?.response.notes[0]?.code).toBe('no_residual_df');
    expect(notes.map(({ code }) => code)).toEqual(['empty_band']);
  });

  test('refuses cuts, doses and columns that are none', () => {
    const code = (more: object, table = students) => errorOf(() => doseBands(table, { ...options, ...more })).code;
    expect(code({ bands: { cuts: [600, 250] } })).toBe('invalid_argument');
    expect(code({ bands: { cuts: [0, 250] } })).toBe('invalid_argument');
    expect(code({ bands: { count: 0 } })).toBe('invalid_argument');
    // { cut: [600] } gave one band of all above 0, and of { cuts, count } the cuts went unread.
    for (const bands of [null, {}, [600], { cut: [600] }, { cuts: null }, { cuts: '600' }, { cuts: ['600'] }])
      expect([bands, code({ bands })]).toEqual([bands, 'invalid_argument']);
    expect(code({ bands: { cuts: [600], count: 2 } })).toBe('invalid_argument');
    for (const more of [{ covariates: null }, { covariates: 'pre' }, { cluster: null }, { dose: undefined }])
      expect([more, code(more)]).toEqual([more, 'invalid_argument']);
    expect(code({ dose: 'minute' })).toBe('column_not_found');
    expect(code({ dose: 'arm' })).toBe('wrong_column_type');
    expect(code({ covariates: ['minutes'] })).toBe('invalid_argument');
    const few = fromColumns({ minutes: [0, 5, 5, -1], post: [1, 2, 3, 4] });
    expect(errorOf(() => doseBands(few, { ...base, bands: { count: 2 } })).code).toBe('out_of_domain');
    const two = fromColumns({ minutes: [0, 5, 5, 7], post: [1, 2, 3, 4] });
    expect(errorOf(() => doseBands(two, { ...base, bands: { count: 3 } })).code).toBe('too_few_observations');
    const none = fromColumns({ minutes: [0, 0, 0], post: [1, 2, 3] });
    expect(errorOf(() => doseBands(none, { ...base, bands: { count: 1 } })).code).toBe('zero_variance');
  });
});
