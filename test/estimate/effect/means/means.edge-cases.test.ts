import { describe, expect, test } from 'vitest';
import { mergeMoments, moments, momentsOf, sd, variance } from '../../../../src/aggregate/moments.js';
import { averageSdD } from '../../../../src/estimate/effect/means/average-sd-d.js';
import { cohensD } from '../../../../src/estimate/effect/means/cohens-d.js';
import { glassDelta } from '../../../../src/estimate/effect/means/glass-delta.js';
import { hedgesCorrection } from '../../../../src/estimate/effect/means/hedges-correction.js';
import { hedgesG } from '../../../../src/estimate/effect/means/hedges-g.js';
import { EfficacyError } from '../../../../src/support/errors.js';

const every = { cohensD, hedgesG, averageSdD, glassDelta };
const thrown = (call: () => unknown): EfficacyError => {
  try {
    call();
  } catch (error) {
    if (error instanceof EfficacyError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe.each(Object.entries(every))('%s', (name, effect) => {
  test('refuses two constant arms, names both and offers the raw difference', () => {
    for (const control of [
      [5, 5, 5],
      [3, 3],
    ]) {
      const error = thrown(() => effect([5, 5, 5], control));
      expect(error.code).toBe('zero_variance');
      expect(error.message).toContain(name);
      expect(error.message).toContain('control');
    }
    if (effect === glassDelta) return;
    const error = thrown(() => effect([5, 5, 5], [3, 3]));
    expect(error.message).toMatch(/treatment is 5 .* control is 3; the raw difference is 2/);
  });

  test('refuses an arm of one value, which R answers', () => {
    const error = thrown(() => effect([5], [1, 2, 3]));

    expect(error.code).toBe('too_few_observations');
    expect(error.detail).toMatchObject({ nTreatment: 1, nControl: 3 });
  });

  test('refuses two values against one, where the correction would be 0', () => {
    expect(thrown(() => effect([5, 6], [1])).code).toBe('too_few_observations');
  });

  test('refuses an empty arm by name', () => {
    const error = thrown(() => effect([], [1, 2, 3]));

    expect(error.code).toBe('no_data');
    expect(error.message).toContain('got 0 in treatment and 3 in control');
  });

  test('refuses an arm of missing values only by name, with their count', () => {
    const error = thrown(() => effect([Number.NaN, Number.NaN], [1, 2, 3]));

    expect(error.code).toBe('no_data');
    expect(error.message).toContain(`${name} needs finite values; 2 of 2 in treatment are not`);
    expect(error.detail).toMatchObject({ group: 'treatment', count: 2 });
  });

  test('refuses some missing values with their count: leaving them out is for the caller to declare', () => {
    const error = thrown(() => effect([1, 2, 3], [1, Number.NaN, 3, Number.NaN]));

    expect(error.code).toBe('not_finite');
    expect(error.message).toContain(`${name} needs finite values; 2 of 4 in control are not`);
    expect(error.detail).toMatchObject({ count: 2, first: 1 });
  });

  test('takes a line of a published table as it is', () => {
    const [one, two] = [
      { n: 42, mean: 103.2, sd: 14.1 },
      { n: 40, mean: 96.5, sd: 15 },
    ];

    expect(effect(one, two)).toEqual(effect(momentsOf(one), momentsOf(two)));
    expect(thrown(() => effect({ ...one, n: 4.5 }, two)).message).toContain(`${name} needs a whole n`);
  });

  test('refuses an infinite score and says where it is', () => {
    const error = thrown(() => effect([1, 2, 3], [1, 2, Number.POSITIVE_INFINITY]));

    expect(error.code).toBe('not_finite');
    expect(error.detail).toMatchObject({ count: 1, first: 2 });
  });

  test('keeps its digits at a mean of 1e15', () => {
    const around = (offsets: readonly number[], mean: number): number[] => offsets.map((offset) => mean + offset);
    const [one, two] = [
      [0, 1, 2, 3],
      [2, 3, 3, 5],
    ] as const;
    const near = effect(one, two).estimate;
    const far = effect(around(one, 1e15), around(two, 1e15)).estimate;

    expect(Math.abs(far - near)).toBeLessThanOrEqual(1e-13 * Math.abs(near));
  });

  test('is the same for subnormal scores as for them scaled up, or says that they underflow', () => {
    const steps = [0, 3, 1, 2, 5];
    const more = [4, 6, 5, 9];
    const tiny = (values: readonly number[]): number[] => values.map((k) => k * 5e-324);

    expect(thrown(() => effect(tiny(more), tiny(steps))).code).toBe('underflow');
    // The smallest scale on which squares still have all their digits.
    const small = (values: readonly number[]): number[] => values.map((k) => k * 2 ** -500);
    expect(effect(small(more), small(steps)).estimate).toBe(effect(more, steps).estimate);
  });

  test('refuses to lose digits where squares are subnormal', () => {
    const small = (values: readonly number[]): number[] => values.map((k) => k * 2 ** -530);

    expect(thrown(() => effect(small([4, 6, 5, 9]), small([0, 3, 1, 2, 5]))).code).toBe('underflow');
  });

  test('says that differences beyond the range of numbers overflow', () => {
    const huge = { n: 10, mean: 1.7e308, m2: 9 };

    expect(thrown(() => effect(huge, { ...huge, mean: -1.7e308 })).code).toBe('overflow');
  });

  test('is right where the sum of both arms’ squares is beyond the range of numbers', () => {
    // Standard deviations of √(1.6e308 / 9), twice that apart.
    const arm = { n: 10, mean: 0, m2: 1.6e308 };
    const apart = 2 * Math.sqrt(1.6e308 / 9);

    expect(effect({ ...arm, mean: apart }, arm, { correction: 'approximate' } as object).estimate).toBeCloseTo(
      2 * (name === 'glassDelta' ? 1 - 3 / 35 : name === 'cohensD' ? 1 : 1 - 3 / 71),
      12,
    );
  });

  test('takes summaries of more than 2^31 students', () => {
    const one = momentsOf({ n: 3_000_000_000, mean: 101, sd: 10 });
    const two = momentsOf({ n: 5_000_000_000, mean: 100, sd: 10 });
    const { estimate, nTreatment, nControl } = effect(one, two);

    expect(estimate).toBeCloseTo(0.1, 9);
    expect([nTreatment, nControl]).toEqual([3e9, 5e9]);
  });

  test('gives plain JSON without NaN or infinity', () => {
    for (const alternative of ['two-sided', 'greater', 'less'] as const) {
      const result = effect([1, 2, 4], [3, 5, 6], { alternative });
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    }
  });

  test.each([
    { level: 0 },
    { level: 95 },
    { interval: 'bootstrap' },
    { alternative: 'bigger' },
    { correction: 'some' },
    { variance: 'big' },
  ])('refuses the option %o', (options) => {
    if ('correction' in options && effect === cohensD) return; // has none
    if ('variance' in options && effect === averageSdD) return;
    expect(() => (effect as typeof hedgesG)([1, 2, 4], [3, 5, 6], options as object)).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });
});

describe('Glass’s delta', () => {
  test('refuses a constant control arm, names it and suggests the pooled standard deviation', () => {
    const error = thrown(() => glassDelta([1, 2, 3], [2, 2, 2]));

    expect(error.code).toBe('zero_variance');
    expect(error.message).toMatch(/control.*cohensD/);
    expect(glassDelta([1, 2, 3], [2, 2, 2], { standardizer: 'treatment' }).estimate).toBe(0);
  });
});

test('the variance "AV" needs the average effect of the studies, and then is that of metafor', () => {
  const studies = [
    [momentsOf({ n: 20, mean: 10, sd: 3 }), momentsOf({ n: 20, mean: 9, sd: 3 })],
    [momentsOf({ n: 30, mean: 12, sd: 4 }), momentsOf({ n: 40, mean: 9, sd: 3 })],
  ] as const;
  // escalc(measure = "SMD", vtype = "AV") of metafor 3.8-1 on both; the average weighs each by its 40 and 70 units.
  const expected = { yi: [0.3267034673769834, 0.8569577486649328], vi: [0.1055134912043297, 0.0614838997358075] };
  const averageEffect = (40 * (expected.yi[0] as number) + 70 * (expected.yi[1] as number)) / 110;

  studies.forEach(([t, c], i) => {
    const g = hedgesG(t, c, { variance: 'AV', averageEffect });
    expect(g.estimate).toBeCloseTo(expected.yi[i] as number, 10);
    expect(g.standardError ** 2).toBeCloseTo(expected.vi[i] as number, 10);
    expect(() => hedgesG(t, c, { variance: 'AV' })).toThrow(expect.objectContaining({ code: 'invalid_argument' }));
  });
});

test('the correction needs more than one degree of freedom', () => {
  for (const df of [1, 0, Number.NaN]) {
    expect(() => hedgesCorrection(df)).toThrow(expect.objectContaining({ code: 'too_few_observations' }));
  }
});

describe('moments', () => {
  test('hold the mean of values near the largest number, and say that their squares overflow', () => {
    expect(moments([1.7e308, 1.7e308, 1.7e308])).toEqual({ n: 3, mean: 1.7e308, m2: 0 });
    expect(thrown(() => moments([1.7e308, -1.7e308, 0])).code).toBe('overflow');
  });

  test('make 0 of minus zeros', () => {
    expect(Object.is(moments([-0, -0]).mean, 0)).toBe(true);
  });

  test('of one value have no variance', () => {
    expect(variance(moments([4]))).toBeNaN();
    expect(sd(moments([4]))).toBeNaN();
  });

  test('of nothing are nothing, and merging them changes nothing', () => {
    const some = moments([1, 2, 4]);

    expect(moments([])).toEqual({ n: 0, mean: 0, m2: 0 });
    expect(mergeMoments(some, moments([]))).toEqual(some);
    expect(mergeMoments(moments([]), some)).toEqual(some);
  });

  test('count beyond 2^31 when merged', () => {
    const half = momentsOf({ n: 2 ** 31, mean: 1, sd: 1 });

    expect(mergeMoments(half, half)).toMatchObject({ n: 2 ** 32, mean: 1 });
  });

  test('of a summary whose squares vanish say so', () => {
    expect(thrown(() => momentsOf({ n: 10, mean: 1, sd: 1e-170 })).code).toBe('underflow');
    expect(thrown(() => momentsOf({ n: 10, mean: 1, sd: 1e170 })).code).toBe('overflow');
  });
});
