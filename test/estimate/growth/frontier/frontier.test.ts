import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupComoments } from '../../../../src/aggregate/group-comoments.js';
import type { FrontierProduct } from '../../../../src/estimate/growth/frontier/frontier-options.js';
import type { ScreenTimeFrontier } from '../../../../src/estimate/growth/frontier/frontier-result.js';
import { screenTimeFrontier } from '../../../../src/estimate/growth/frontier/screen-time-frontier.js';
import { growthPerMinute } from '../../../../src/estimate/growth/rate/growth-per-minute.js';
import { parseCsv } from '../../../../src/ingest/csv/parse-csv.js';
import { fromColumns } from '../../../../src/ingest/from-columns.js';
import { simulateDistrict } from '../../../../src/simulate/simulate-district.js';
import { type FrontierOfArmsOptions, frontierOfArms } from '../../../../src/summarize/growth/frontier-of-arms.js';
import { errorOf } from '../../../errors.js';
import { referenceCases, referenceData } from '../../../reference.js';
import { relativeError, tolerance } from '../../../tolerances.js';

const near = (actual: number | null | undefined, expected: number, within: number = tolerance.inference): void =>
  expect(relativeError(actual ?? Number.NaN, expected)).toBeLessThan(within);

/** The largest of correlated t statistics: mvtnorm's own error and that of a rule of 10,007 points. */
const maxTError = 1e-4;

interface Given {
  readonly product: string;
  readonly effect: number;
  readonly se: number;
  readonly minutes: number;
  readonly minutes_se: number;
  readonly cov: number;
  readonly demanded: number;
}

const doses = { lower: 10, upper: 70 };
const productOf = (g: Given, demanded: boolean): FrontierProduct => ({
  product: g.product,
  totalEffect: { estimate: g.effect, standardError: g.se },
  meanMinutes: { estimate: g.minutes, standardError: g.minutes_se },
  covariance: g.cov,
  weeklyDoses: doses,
  ...(demanded && { minutesDemanded: g.demanded }),
});

/** Every figure of a frontier beside R's, whatever the order of its products. */
// biome-ignore lint/suspicious/noExplicitAny: the shape of the reference file
function agrees(found: ScreenTimeFrontier, expected: any, names: readonly string[], integerDf = true): void {
  const of = (name: string) => found.products.find(({ product }) => product === name)!;
  names.forEach((name, i) => {
    const { perHour } = of(name);
    const r = expected.rates[i];
    near(perHour.estimate, r.per_hour);
    near(perHour.standardError, r.se);
    if (r.df === null) expect(perHour.df).toBeNull();
    else near(perHour.df, r.df);
    near(perHour.confidenceSet.pieces[0]?.lower, r.fieller[0]);
    near(perHour.confidenceSet.pieces[0]?.upper, r.fieller[1]);
  });
  const families = [
    ['total effect', 'totalEffect', expected.effects_family],
    ['rate', 'perHour', expected.rates_family],
  ] as const;
  for (const [name, field, r] of families) {
    const family = found.multiplicity.families.find((one) => one.of === name)!;
    expect(family.size).toBe(r.pairs.length);
    if (integerDf) near(family.critical, r.critical, maxTError);
    if (r.min_df !== null) near(family.df, r.min_df);
    r.pairs.forEach(([i, j]: [number, number], k: number) => {
      const pair = found.pairs.find(
        ({ first, second }) => [first, second].sort().join() === [names[i], names[j]].sort().join(),
      )!;
      const sign = pair.first === names[i] ? 1 : -1;
      const difference = pair[field]!;
      near(sign * difference.estimate, r.difference[k]);
      near(difference.standardError, r.se[k]);
      const half = (difference.simultaneous.upper - difference.simultaneous.lower) / 2;
      near(half, (family.critical as number) * r.se[k]);
    });
  }
  expect(found.multiplicity.families.find((one) => one.of === 'dominance')?.size).toBe(expected.dominance.length);
  const told = found.products.flatMap(({ product, dominatedBy }) =>
    dominatedBy.map((one) => ({ ...one, product, by: one.product })),
  );
  for (const { product, by, pValue, adjustedPValue } of told) {
    const r = expected.dominance.find(
      (one: { product: number; by: number }) => names[one.product] === product && names[one.by] === by,
    );
    near(pValue, r.p);
    near(adjustedPValue, r.holm);
  }
}

const cases = Object.fromEntries(referenceCases('frontier').map((one) => [one.id, one]));

describe('a frontier agrees with R', () => {
  const given = cases['frontier.normal.demanded']!.input.products as readonly Given[];
  const names = given.map(({ product }) => product);

  test('by minutes demanded, three studies: C asks for more than A and brought less', () => {
    const found = screenTimeFrontier(
      given.map((g) => productOf(g, true)),
      { weeks: 24 },
    );

    expect(found.axis).toBe('demanded');
    expect(found.products.map(({ product }) => product)).toEqual(['A', 'C', 'B']);
    expect(found.products.map(({ onFrontier }) => onFrontier)).toEqual([true, false, true]);
    expect(found.products[1]?.dominatedBy.map(({ product }) => product)).toEqual(['A']);
    agrees(found, cases['frontier.normal.demanded']!.expected, names);
  });

  test('by minutes observed both growth and minutes must be shown', () => {
    const found = screenTimeFrontier(
      given.map((g) => productOf(g, false)),
      { weeks: 24 },
    );

    expect(found.axis).toBe('observed');
    agrees(found, cases['frontier.normal.observed']!.expected, names);
  });

  test('with a joint covariance, and two products whose doses do not overlap', () => {
    const { input, expected } = cases['frontier.joint']!;
    const products = given.map((g) => ({
      ...productOf(g, true),
      weeklyDoses: { A: { lower: 5, upper: 30 }, B: { lower: 30, upper: 90 }, C: { lower: 20, upper: 60 } }[g.product]!,
    }));
    const found = screenTimeFrontier(products, { weeks: 24, joint: { covariance: input.covariance, df: input.df } });

    agrees(found, expected, names);
    const apart = found.pairs.find(({ first, second }) => first === 'A' && second === 'B');
    expect(apart).toMatchObject({ perHour: null, rates: 'doses-do-not-overlap' });
    expect(found.notes.map(({ code }) => code)).toContain('doses_do_not_overlap');
  });

  test.each([
    ['schools', false],
    ['students', true],
  ])('from rows with one control arm, %s assigned', (what, integerDf) => {
    const table = parseCsv(referenceData(`products_${what}.csv`), {
      columns: { minutes: 'number', pre: 'number', post: 'number' },
    });
    const { expected } = cases[`frontier.rows.${what}`]!;
    const options: FrontierOfArmsOptions = {
      scale: 'vertical',
      gain: { after: 'post', before: 'pre' },
      minutes: 'minutes',
      weeks: 24,
      cluster: 'school',
      arm: { column: 'arm', control: 'usual' },
    };
    const found = frontierOfArms(table, options);

    agrees(found, expected, ['A', 'B', 'C'], integerDf);
    for (const { product, totalEffect, minutesPerWeek, doses: observed } of found.products) {
      const i = ['A', 'B', 'C'].indexOf(product);
      near(totalEffect.estimate, expected.effects[i]);
      near(minutesPerWeek.estimate, expected.minutes_per_week[i]);
      near(observed?.lower, expected.doses[i][0]);
      near(observed?.upper, expected.doses[i][1]);
    }
    const stored = groupComoments(table, { by: ['school', 'arm'], of: ['pre', 'post', 'minutes'] });
    const same = frontierOfArms(stored, {
      ...options,
      demands: Object.fromEntries(
        found.products.map(({ product, doses: weeklyDoses }) => [product, { weeklyDoses: weeklyDoses! }]),
      ),
    });
    found.pairs.forEach((pair, k) => {
      near(same.pairs[k]?.perHour?.standardError, pair.perHour!.standardError);
    });
  });
});

describe('the covariance that growthPerMinute gives', () => {
  const { table } = simulateDistrict({ seed: 3, schoolsPerDistrict: 24, classesPerSchool: 2, studentsPerClass: 10 });
  const common = {
    scale: 'vertical',
    gain: { after: 'post', before: 'pre' },
    minutes: 'minutes',
    cluster: 'school',
    arm: { column: 'arm', treated: 'treatment', control: 'control' },
  } as const;

  test.each(['ratio-of-means', 'causal'] as const)('makes the standard error of the rate again: %s', (estimand) => {
    const rate = growthPerMinute(table, { estimand, ...common });
    const [a, b, r] = [rate.totalEffect!, rate.meanMinutes, rate.estimate];
    const variance = a.standardError! ** 2 + r * r * b.standardError! ** 2 - 2 * r * (rate.covariance as number);

    // Two-stage least squares adjusts its residuals for the second stage, whose leverage is not quite that of the first.
    near(Math.sqrt(variance) / b.estimate, rate.standardError!, estimand === 'causal' ? 0.01 : 1e-9);
    const groups = groupComoments(table, { by: ['school', 'arm'], of: ['pre', 'post', 'minutes'] });
    near(growthPerMinute(groups, { estimand, ...common }).covariance, rate.covariance!, 1e-6);
  });

  test('of a causal rate without clusters is that of the difference in two means', () => {
    const small = fromColumns({
      arm: ['t', 't', 't', 't', 'c', 'c', 'c'],
      gain: [3, 5, 4, 9, 1, 2, 4],
      minutes: [10, 40, 20, 70, 0, 10, 5],
    });
    const rate = growthPerMinute(small, {
      estimand: 'causal',
      scale: 'raw',
      gain: 'gain',
      minutes: 'minutes',
      arm: { column: 'arm', treated: 't', control: 'c' },
    });
    const covarianceOfMeans = (x: readonly number[], y: readonly number[]): number => {
      const mean = (v: readonly number[]): number => v.reduce((s, z) => s + z, 0) / v.length;
      const [mx, my] = [mean(x), mean(y)];
      return x.reduce((s, z, i) => s + (z - mx) * (y[i]! - my), 0) / (x.length - 1) / x.length;
    };

    near(rate.covariance, covarianceOfMeans([3, 5, 4, 9], [10, 40, 20, 70]) + covarianceOfMeans([1, 2, 4], [0, 10, 5]));
  });

  test('lets results of two studies be spread into a frontier', () => {
    const rate = growthPerMinute(table, { estimand: 'ratio-of-means', ...common });
    const causal = growthPerMinute(table, { estimand: 'causal', ...common });
    const found = screenTimeFrontier(
      [
        { product: 'A', ...rate, weeklyDoses: doses },
        { product: 'B', ...causal, weeklyDoses: doses },
      ],
      { weeks: 30 },
    );

    near(found.products.find(({ product }) => product === 'A')?.perHour.standardError, 60 * rate.standardError!, 1e-9);
    expect(found.notes.map(({ code }) => code)).toContain('mixed_interpretations');
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});

describe('a frontier', () => {
  const one: FrontierProduct = {
    product: 'A',
    totalEffect: { estimate: 2, standardError: 0.5 },
    meanMinutes: { estimate: 600, standardError: 30 },
    covariance: 0,
    weeklyDoses: { lower: 10, upper: 50 },
  };
  const two: FrontierProduct = {
    ...one,
    product: 'B',
    totalEffect: { estimate: 3, standardError: 0.5 },
    meanMinutes: { estimate: 1200, standardError: 40 },
    weeklyDoses: { lower: 50, upper: 90 },
  };

  test('says where the line falls, what was done of what was asked, and what gave way', () => {
    const { products, line, notes } = screenTimeFrontier(
      [
        { ...two, minutesDemanded: 60, displacedShare: 0.5 },
        { ...one, minutesDemanded: 45 },
      ],
      { weeks: 20, instructionPerWeek: 300 },
    );

    expect(line).toEqual({ minutesPerWeek: 45, within: ['A'], beyond: ['B'] });
    expect(products.map(({ lineInDoses }) => lineInDoses)).toEqual(['inside', 'below']);
    expect(products[0]?.displaced).toBeNull();
    expect(products[1]?.displaced).toEqual({
      minutesPerWeek: 30,
      hours: 10,
      minutesPerWeekDemanded: 30,
      shareOfInstruction: 0.1,
    });
    expect(products[1]?.shareOfDemanded).toBe(1);
    expect(products[0]?.shareOfDemanded).toBeCloseTo(30 / 45, 14);
    expect(notes.map(({ code }) => code)).toContain('displaced_instruction');
  });

  test('of more growth for more minutes dominates nobody, whatever the rate', () => {
    const { products } = screenTimeFrontier([one, two], { weeks: 20 });

    expect(products.map(({ product, onFrontier }) => [product, onFrontier])).toEqual([
      ['A', true],
      ['B', true],
    ]);
    expect(products[0]?.perHour.estimate).toBeGreaterThan(products[1]!.perHour.estimate);
  });

  test('compares no rates where doses only touch, are not known, or minutes are not told from 0', () => {
    const reasons = (a: FrontierProduct, b: FrontierProduct): string =>
      screenTimeFrontier([a, b], { weeks: 20 }).pairs[0]!.rates;
    const { weeklyDoses: _, ...unknown } = one;

    expect(reasons(one, two)).toBe('doses-do-not-overlap');
    expect(reasons(unknown, two)).toBe('doses-unknown');
    const idle = { ...two, weeklyDoses: { lower: 10, upper: 90 }, meanMinutes: { estimate: 1200, standardError: 700 } };
    expect(reasons(one, idle)).toBe('minutes-reach-zero');
    expect(screenTimeFrontier([one, idle], { weeks: 20 }).multiplicity.families[1]).toEqual({
      of: 'rate',
      size: 0,
      critical: null,
      df: null,
    });
  });

  test('of a product without effect has a rate of 0 with an interval', () => {
    const none = { ...one, totalEffect: { estimate: 0, standardError: 0.4 } };
    const { perHour } = screenTimeFrontier([none, two], { weeks: 20 }).products[0]!;

    expect(perHour.estimate).toBe(0);
    near(perHour.standardError, (60 * 0.4) / 600);
  });

  test('of two products has the interval of a single difference', () => {
    const { totalEffect } = screenTimeFrontier([one, two], { weeks: 20 }).pairs[0]!;

    near(totalEffect.simultaneous.lower, totalEffect.interval!.lower);
    near(totalEffect.simultaneous.upper, totalEffect.interval!.upper);
  });

  test.each<[string, readonly FrontierProduct[], object, string]>([
    ['one product', [one], {}, 'invalid_argument'],
    ['a name twice', [one, one], {}, 'invalid_argument'],
    ['thirteen', Array.from({ length: 13 }, (_, i) => ({ ...one, product: `P${i}` })), {}, 'invalid_argument'],
    ['no total effect', [one, { ...two, totalEffect: null }], {}, 'invalid_argument'],
    ['no minutes', [one, { ...two, meanMinutes: { estimate: 0, standardError: 0 } }], {}, 'out_of_domain'],
    ['no standard error', [one, { ...two, totalEffect: { estimate: 1, standardError: null } }], {}, 'out_of_domain'],
    ['certainty', [one, { ...two, totalEffect: { estimate: 1, standardError: 0 } }], {}, 'zero_variance'],
    [
      'an effect that is none',
      [one, { ...two, totalEffect: { estimate: Number.NaN, standardError: 1 } }],
      {},
      'not_finite',
    ],
    [
      'so few degrees of freedom that an interval has no end',
      [one, { ...two, totalEffect: { estimate: 1, standardError: 1, df: 0.001 } }],
      {},
      'out_of_domain',
    ],
    [
      'as few of the joint covariance',
      [one, two],
      { joint: { covariance: [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => Number(i === j))), df: 0.001 } },
      'out_of_domain',
    ],
    ['a covariance beyond both', [one, { ...two, covariance: 21 }], {}, 'out_of_domain'],
    [
      'two scales',
      [
        { ...one, scale: 'vertical' },
        { ...two, scale: 'nce' },
      ],
      {},
      'wrong_scale',
    ],
    ['percentile ranks', [{ ...one, scale: 'percentile' }, two], {}, 'wrong_scale'],
    ['doses the wrong way', [one, { ...two, weeklyDoses: { lower: 9, upper: 3 } }], {}, 'out_of_domain'],
    ['negative demands', [one, { ...two, minutesDemanded: -1 }], {}, 'out_of_domain'],
    ['more displaced than used', [one, { ...two, displacedShare: 1.2 }], {}, 'out_of_domain'],
    ['no weeks', [one, two], { weeks: 0 }, 'out_of_domain'],
    ['a line of nothing', [one, two], { line: 0 }, 'out_of_domain'],
    ['a unit that is none', [one, two], { unit: 'months' }, 'invalid_argument'],
    ['a joint covariance of another shape', [one, two], { joint: { covariance: [[1]], df: 9 } }, 'length_mismatch'],
    [
      'a joint covariance that is none',
      [one, two],
      {
        joint: {
          covariance: [
            [1, 2, 0, 0],
            [2, 1, 0, 0],
            [0, 0, 1, 0],
            [0, 0, 0, 1],
          ],
          df: 9,
        },
      },
      'invalid_argument',
    ],
    [
      // 1 and 2 correlate by -.9, 2 and 3, 1 and 3 too: their sum would have the variance 3 - 5.4.
      'a joint covariance by which a sum has a variance below 0',
      [one, two, { ...two, product: 'third' }],
      {
        joint: {
          covariance: [0, 1, 2, 3, 4, 5].map((i) =>
            [0, 1, 2, 3, 4, 5].map((j) => (i === j ? 1 : i % 2 === 0 && j % 2 === 0 ? -0.9 : 0)),
          ),
          df: 9,
        },
      },
      'invalid_argument',
    ],
  ])('refuses %s', (_, products, more, code) => {
    expect(errorOf(() => screenTimeFrontier(products, { weeks: 20, ...more })).code).toBe(code);
  });
});

describe('a frontier from rows', () => {
  const rows = {
    product: ['A', 'A', 'A', 'B', 'B', 'B', 'none', 'none', 'none'],
    gain: [4, 6, 5, 3, 5, 2, 1, 3, 2],
    minutes: [100, 0, 150, 300, 200, 250, 0, 0, 0],
  };
  const options: FrontierOfArmsOptions = {
    scale: 'raw',
    gain: 'gain',
    minutes: 'minutes',
    weeks: 10,
    arm: { column: 'product', control: 'none' },
  };
  const codeOf = (data: Parameters<typeof fromColumns>[0], more: Partial<FrontierOfArmsOptions> = {}): string =>
    errorOf(() => frontierOfArms(fromColumns(data), { ...options, ...more })).code;

  test('counts all who were assigned, users or not', () => {
    const { products } = frontierOfArms(fromColumns(rows), options);

    expect(products.map(({ product, totalEffect }) => [product, totalEffect.estimate])).toEqual([
      ['A', 3],
      ['B', 10 / 3 - 2],
    ]);
    expect(products[0]?.minutesPerWeek.estimate).toBeCloseTo(25 / 3, 12);
    expect(products[1]?.dominatedBy.map(({ product }) => product)).toEqual(['A']);
  });

  test('refuses what is no comparison', () => {
    expect(codeOf({ ...rows, minutes: [...rows.minutes.slice(0, 8), 20] })).toBe('invalid_argument');
    expect(codeOf({ ...rows, minutes: [0, 0, 0, ...rows.minutes.slice(3)] })).toBe('out_of_domain');
    expect(codeOf(rows, { arm: { column: 'product', control: 'nothing' } })).toBe('invalid_argument');
    expect(codeOf(rows, { products: ['C', 'A'] })).toBe('invalid_argument');
    expect(codeOf(rows, { products: ['A'] })).toBe('invalid_argument');
    expect(codeOf(rows, { demands: { C: {} } })).toBe('invalid_argument');
    expect(codeOf(rows, { scale: 'percentile' })).toBe('wrong_scale');
    expect(codeOf({ ...rows, gain: [null, null, null, 3, 5, 2, 1, 3, 2] })).toBe('no_data');
    expect(codeOf(rows, { minutes: 'time' })).toBe('column_not_found');
    expect(codeOf(rows, { weeks: Number.NaN })).toBe('out_of_domain');
  });
});

const figure = fc.record({
  effect: fc.integer({ min: -20, max: 60 }).map((k) => k / 10),
  se: fc.integer({ min: 2, max: 12 }).map((k) => k / 10),
  minutes: fc.integer({ min: 300, max: 2000 }),
});
const study = (given: readonly { effect: number; se: number; minutes: number }[], unit = 1): ScreenTimeFrontier =>
  screenTimeFrontier(
    given.map(({ effect, se, minutes }, i) => ({
      product: `P${i}`,
      totalEffect: { estimate: effect * unit, standardError: se * unit },
      meanMinutes: { estimate: minutes, standardError: 30 },
      covariance: 0,
      weeklyDoses: doses,
    })),
    { weeks: 20 },
  );

prop.prop([fc.array(figure, { minLength: 2, maxLength: 3 })], { numRuns: 8 })(
  'simultaneous intervals hold the single ones, and units of growth change no p value',
  (given) => {
    const [points, other] = [study(given), study(given, 7)];
    for (const { totalEffect, perHour } of points.pairs) {
      for (const one of [totalEffect, perHour!]) {
        expect(one.simultaneous.lower).toBeLessThanOrEqual(one.interval!.lower + 1e-12);
        expect(one.simultaneous.upper).toBeGreaterThanOrEqual(one.interval!.upper - 1e-12);
      }
    }
    const values = (found: ScreenTimeFrontier): number[] =>
      found.products.flatMap(({ dominatedBy }) => dominatedBy.map(({ pValue }) => pValue));
    values(points).forEach((p, i) => {
      near(values(other)[i], p, 1e-9);
    });
    // Nobody on the frontier is beaten by the estimates, and at least one product stands on it.
    expect(points.products.some(({ onFrontier }) => onFrontier)).toBe(true);
  },
);
