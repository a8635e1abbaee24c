import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type GroupedComoments, groupComoments } from '../../../../src/aggregate/group-comoments.js';
import type { NumericColumn } from '../../../../src/columns/column.js';
import { selectRows } from '../../../../src/columns/complete-rows.js';
import type { Table } from '../../../../src/columns/table.js';
import type { GrowthNorm } from '../../../../src/estimate/growth/norms/norm-table.js';
import type { GrowthPerMinuteOptions } from '../../../../src/estimate/growth/rate/growth-options.js';
import { growthPerMinute } from '../../../../src/estimate/growth/rate/growth-per-minute.js';
import type { GrowthRate } from '../../../../src/estimate/growth/rate/growth-result.js';
import { ratioFigure } from '../../../../src/estimate/growth/rate/rate-of-means.js';
import { parseCsv } from '../../../../src/ingest/csv/parse-csv.js';
import { fromColumns } from '../../../../src/ingest/from-columns.js';
import { simulateDistrict } from '../../../../src/simulate/simulate-district.js';
import { errorOf } from '../../../errors.js';
import { referenceCases, referenceData } from '../../../reference.js';
import { relativeError, tolerance } from '../../../tolerances.js';

const near = (actual: number | null | undefined, expected: number, within: number): void =>
  expect(relativeError(actual ?? Number.NaN, expected)).toBeLessThan(within);

const arm = { column: 'arm', treated: 'treatment', control: 'control' };
const columns = { scale: 'vertical', gain: { after: 'post', before: 'pre' }, minutes: 'minutes' } as const;
const district = simulateDistrict({ seed: 11, schoolsPerDistrict: 24, classesPerSchool: 2, studentsPerClass: 12 });
const comoments = groupComoments(district.table, { by: ['school', 'arm'], of: ['pre', 'post', 'minutes'] });

describe("Fieller's set and the linearized standard error", () => {
  test.each(
    referenceCases('g_inference')
      .filter(({ id }) => id.startsWith('g.fieller.cov.'))
      .map((one) => [one.id, one] as const),
  )('%s', (_, { input, expected }) => {
    const { a, b, var_a, var_b, cov_ab, df } = input;
    const means = {
      means: [a, b],
      parts: [
        {
          covariance: [
            [var_a, cov_ab],
            [cov_ab, var_b],
          ],
          df,
        },
      ],
    };
    const found = ratioFigure([1, 0], [0, 1], means, 0.95, 'test');

    near(found.estimate, expected.ratio, tolerance.closedForm);
    near(found.standardError, expected.delta_se, tolerance.closedForm);
    const [piece, ...others] = found.confidenceSet.pieces;
    if (expected.bounded) {
      expect(others).toEqual([]);
      near(piece?.lower, expected.ci_low, tolerance.closedForm);
      near(piece?.upper, expected.ci_high, tolerance.closedForm);
    } else {
      expect([piece, ...others].some((one) => one?.lower === null || one?.upper === null)).toBe(true);
    }
  });

  test.each(['score', 'level'])('of two independent groups with separate variances: %s', (column) => {
    const table = parseCsv(referenceData('two_groups.csv'), { columns: { [column]: 'number' } });
    const rows = groupComoments(table, { by: ['group'], of: [column] });
    const { expected } = referenceCases('g_inference').find(({ id }) => id === `g.fieller.two_groups.${column}`)!;
    const variance = (g: number): number => rows.products[0]![g]! / ((rows.n[g]! - 1) * rows.n[g]!);
    const means = [0, 1].map((g) => rows.means[0]![g]!);
    const order = Math.abs(means[0]! / means[1]! - expected.separate_variances.ratio) < 1e-9 ? [0, 1] : [1, 0];
    const [x, y] = order as [number, number];
    const vector = {
      means: [means[x]!, means[y]!],
      parts: [
        {
          covariance: [
            [variance(x), 0],
            [0, variance(y)],
          ],
          df: 59,
        },
      ],
    };
    const { confidenceSet } = ratioFigure([1, 0], [0, 1], vector, 0.95, 'test');

    near(confidenceSet.pieces[0]?.lower, expected.separate_variances.ci_low, tolerance.closedForm);
    near(confidenceSet.pieces[0]?.upper, expected.separate_variances.ci_high, tolerance.closedForm);
  });

  test('two half-lines where the minutes are not told from 0', () => {
    const table = fromColumns({ gain: [4, 9, 2, 7, 5, 8], minutes: [0, 0, 0, 0, 0, 300] });
    const found = growthPerMinute(table, {
      estimand: 'ratio-of-means',
      scale: 'raw',
      gain: 'gain',
      minutes: 'minutes',
    });

    expect(found.raw?.confidenceSet?.pieces).toHaveLength(2);
    expect(found.notes.map(({ code }) => code)).toContain('minutes_reach_zero');
  });
});

describe('the ratio of means', () => {
  test('counts all who were assigned, users or not, and takes the growth of the controls off', () => {
    // By hand: gains 6, 2, 4 on 100, 0, 50 minutes; controls 3, 1.
    const table = fromColumns({
      arm: ['treatment', 'treatment', 'treatment', 'control', 'control'],
      pre: [10, 20, 30, 10, 20],
      post: [16, 22, 34, 13, 21],
      minutes: [100, 0, 50, 0, 0],
    });
    const { raw, excess, totalEffect, meanMinutes, expectedGrowth, doses, nControl, headline } = growthPerMinute(
      table,
      {
        estimand: 'ratio-of-means',
        ...columns,
        arm,
        sd: 20,
      },
    );

    near(raw?.estimate, 12 / 150, tolerance.rounding);
    near(excess?.estimate, 6 / 150, tolerance.rounding);
    near(excess?.perHour, 2.4, tolerance.rounding);
    near(excess?.per45Minutes, 1.8, tolerance.rounding);
    near(excess?.sdPerMinute, 0.002, tolerance.rounding);
    near(excess?.sdPerHour, 0.12, tolerance.rounding);
    near(excess?.sdPer45Minutes, 0.09, tolerance.rounding);
    near(totalEffect?.estimate, 2, tolerance.rounding);
    near(totalEffect?.standardError, Math.sqrt(4 / 3 + 2 / 2), tolerance.rounding);
    near(meanMinutes.estimate, 50, tolerance.rounding);
    expect(expectedGrowth).toEqual({ from: 'control', points: 2, norm: null });
    expect(doses).toEqual({ students: 3, mean: 50, sd: 50, users: 2, least: 0, most: 100 });
    expect([nControl, headline]).toEqual([2, 'excess']);
    // Residuals gain - 2 - .04 minutes: 0, 0, 0; so that all that varies is the controls.
    near(excess?.standardError, 1 / 50, 1e-9);
  });

  test('without an SD has no rates in SDs', () => {
    const table = fromColumns({ pre: [10, 20, 30], post: [16, 22, 34], minutes: [100, 0, 50] });
    const { raw } = growthPerMinute(table, { estimand: 'ratio-of-means', ...columns });
    expect([raw?.sdPerMinute, raw?.sdPerHour, raw?.sdPer45Minutes]).toEqual([null, null, null]);
  });

  test('controls who did not grow at all leave the raw rate as it is, with their uncertainty', () => {
    const table = fromColumns({
      arm: ['treatment', 'treatment', 'treatment', 'control', 'control'],
      pre: [10, 20, 30, 10, 20],
      post: [16, 22, 34, 12, 18],
      minutes: [100, 0, 50, 0, 0],
    });
    const { raw, excess, totalEffect, expectedGrowth } = growthPerMinute(table, {
      estimand: 'ratio-of-means',
      ...columns,
      arm,
    });
    expect(expectedGrowth).toEqual({ from: 'control', points: 0, norm: null });
    near(excess?.estimate, 12 / 150, tolerance.rounding);
    near(raw?.estimate, 12 / 150, tolerance.rounding);
    near(totalEffect?.estimate, 4, tolerance.rounding);
    // Gains of the controls are 2 and -2: a variance of 8, over 2.
    near(totalEffect?.standardError, Math.sqrt(4 / 3 + 8 / 2), tolerance.rounding);
    expect(excess?.standardError).toBeGreaterThan(raw?.standardError as number);
  });

  test('with a stated figure, which does not vary', () => {
    const [stated, none] = [8, undefined].map((expected) =>
      growthPerMinute(district.table, {
        estimand: 'ratio-of-means',
        ...columns,
        arm,
        cluster: 'school',
        ...(expected !== undefined && { expected }),
      }),
    );

    expect(stated?.expectedGrowth).toEqual({ from: 'stated', points: 8, norm: null });
    expect(stated?.raw).toEqual(none?.raw);
    expect(stated?.totalEffect?.standardError as number).toBeLessThan(none?.totalEffect?.standardError as number);
  });

  test('without anything expected it says that all growth is credited', () => {
    const users = fromColumns({ gain: [4, 9, 2], minutes: [100, 200, 40] });
    const found = growthPerMinute(users, {
      estimand: 'ratio-of-means',
      scale: 'raw',
      gain: 'gain',
      minutes: 'minutes',
    });

    expect(found).toMatchObject({ headline: 'raw', excess: null, totalEffect: null, interpretation: 'descriptive' });
    expect(found.notes.map(({ code }) => code)).toContain('no_expected_growth');
  });

  test('by clusters is the linearized variance of Cochran (1977), 6.13, with clusters as units', () => {
    const table = fromColumns({
      school: ['a', 'a', 'b', 'c', 'c', 'c'],
      gain: [3, 5, 10, 2, 4, 6],
      minutes: [30, 60, 80, 20, 50, 40],
    });
    const found = growthPerMinute(table, {
      estimand: 'ratio-of-means',
      scale: 'raw',
      gain: 'gain',
      minutes: 'minutes',
      cluster: 'school',
    });
    const [gains, used] = [
      [8, 10, 12],
      [90, 80, 110],
    ] as const;
    const ratio = 30 / 280;
    const squares = gains.reduce((sum, g, i) => sum + (g - ratio * (used[i] as number)) ** 2, 0);

    near(found.raw?.estimate, ratio, tolerance.rounding);
    near(found.raw?.standardError, Math.sqrt((3 / 2) * squares) / 280, tolerance.rounding);
    expect([found.raw?.df, found.clusters]).toEqual([2, 3]);
  });
});

describe('from rows and from co-moments by school and arm it is the same', () => {
  test.each<[string, GrowthPerMinuteOptions]>([
    ['ratio of means', { estimand: 'ratio-of-means', ...columns, arm, cluster: 'school' }],
    ['ratio of means without clusters', { estimand: 'ratio-of-means', ...columns, arm }],
    ['slope', { estimand: 'marginal', ...columns, arm, cluster: 'school', within: 'school' }],
    ['causal', { estimand: 'causal', ...columns, arm, cluster: 'school' }],
    ['causal beside the score before', { estimand: 'causal', ...columns, arm, cluster: 'school', covariates: ['pre'] }],
  ])('%s', (_, options) => {
    const [rows, groups] = [district.table, comoments].map((from: Table | GroupedComoments) =>
      growthPerMinute(from, options),
    );

    for (const field of ['estimate', 'standardError', 'df'] as const)
      near(groups?.[field], rows?.[field] as number, 1e-8);
    near(groups?.totalEffect?.standardError, rows?.totalEffect?.standardError as number, 1e-8);
    near(groups?.meanMinutes.standardError, rows?.meanMinutes.standardError as number, 1e-8);
    near(groups?.doses.sd, rows?.doses.sd as number, 1e-10);
    expect([groups?.nControl, groups?.clusters, groups?.headline]).toEqual([
      rows?.nControl,
      rows?.clusters,
      rows?.headline,
    ]);
  });
});

describe('co-moments', () => {
  const options = { estimand: 'ratio-of-means', ...columns, arm, cluster: 'school' } as const;
  const by = ['school', 'arm'];
  const of = ['pre', 'post', 'minutes'];

  test('with exact sums give the same', () => {
    const exact = groupComoments(district.table, { by, of, precision: 'exact' });

    near(
      growthPerMinute(exact, options).standardError,
      growthPerMinute(comoments, options).standardError as number,
      1e-9,
    );
  });

  test('of counted rows are those of rows written out', () => {
    const rows = {
      arm: ['treatment', 'treatment', 'treatment', 'control', 'control'],
      gain: [6, 2, 4, 1, 3],
      minutes: [100, 0, 50, 0, 0],
    };
    const count = [2, 1, 3, 2, 2];
    const repeat = <T>(values: readonly T[]): T[] =>
      values.flatMap((v, i) => Array.from({ length: count[i] as number }, () => v));
    const plain = { estimand: 'ratio-of-means', scale: 'raw', gain: 'gain', minutes: 'minutes', arm } as const;
    const counted = groupComoments(fromColumns({ ...rows, count }), {
      by: ['arm'],
      of: ['gain', 'minutes'],
      weights: { column: 'count', kind: 'frequency' },
    });
    const [short, long] = [
      growthPerMinute(counted, plain),
      growthPerMinute(
        fromColumns({ arm: repeat(rows.arm), gain: repeat(rows.gain), minutes: repeat(rows.minutes) }),
        plain,
      ),
    ];

    for (const field of ['estimate', 'standardError', 'df'] as const) near(short[field], long[field] as number, 1e-12);
    expect([short.doses.students, short.nControl]).toEqual([6, 4]);
  });

  test.each([
    ['not by the arm', groupComoments(district.table, { by: ['school'], of }), {}, 'invalid_argument'],
    ['not by the cluster', groupComoments(district.table, { by: ['arm'], of }), {}, 'invalid_argument'],
    ['without the minutes', groupComoments(district.table, { by, of: ['pre', 'post'] }), {}, 'column_not_found'],
    ['with a label that is not there', comoments, { arm: { ...arm, control: 'none' } }, 'invalid_argument'],
    ['asked for a slope at a dose', comoments, { estimand: 'marginal', dose: 100 }, 'invalid_argument'],
  ])('%s are refused', (_, from, more, code) => {
    expect(errorOf(() => growthPerMinute(from, { ...options, ...more } as GrowthPerMinuteOptions)).code).toBe(code);
  });
});

describe('the mean of ratios', () => {
  const users = fromColumns({
    arm: ['treatment', 'treatment', 'treatment', 'control', 'control'],
    gain: [6, 2, 4, 1, 3],
    minutes: [100, 40, 50, 0, 0],
  });
  const options = { estimand: 'mean-of-ratios', scale: 'raw', gain: 'gain', minutes: 'minutes', arm } as const;

  test('is the mean of the rates, and of the rates of what is beyond the controls', () => {
    const { raw, excess } = growthPerMinute(users, options);

    near(raw?.estimate, (0.06 + 0.05 + 0.08) / 3, tolerance.rounding);
    near(excess?.estimate, (4 / 100 + 0 / 40 + 2 / 50) / 3, tolerance.rounding);
    // Treated: rates (gain - 2)/minutes of .04, 0, .04; controls: variance 1 times the mean of 1/minutes squared.
    const inverse = (0.01 + 0.025 + 0.02) / 3;
    near(excess?.standardError, Math.sqrt(0.04 ** 2 / 3 / 3 + inverse ** 2), 1e-12);
  });

  test('is refused where somebody has next to no minutes, and says why', () => {
    const error = errorOf(() => growthPerMinute(district.table, { ...options, ...columns }));

    expect(error.code).toBe('out_of_domain');
    expect(error.message).toContain('ratio-of-means');
  });

  test('is refused from co-moments', () => {
    expect(errorOf(() => growthPerMinute(comoments, { ...options, ...columns })).code).toBe('invalid_argument');
  });
});

describe('the slope', () => {
  const minutes = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90];
  const wiggle = [1, -1, 0, 1, -1, 1, 0, -1, 1, -1];

  test('at a dose of a parabola is its derivative there', () => {
    const found = growthPerMinute(
      fromColumns({ gain: minutes.map((m, i) => 2 + 0.5 * m - 0.002 * m * m + 1e-9 * (wiggle[i] as number)), minutes }),
      { estimand: 'marginal', scale: 'raw', gain: 'gain', minutes: 'minutes', dose: 45 },
    );

    near(found.estimate, 0.5 - 2 * 0.002 * 45, 1e-6);
    expect(found).toMatchObject({ interpretation: 'association', headline: 'slope', raw: null, excess: null });
    expect(found.notes.map(({ code }) => code)).toContain('selected_minutes');
  });

  test.each([-1, 90.5])('beyond the minutes observed there is none: %d', (dose) => {
    const table = fromColumns({ gain: wiggle, minutes });

    expect(
      errorOf(() =>
        growthPerMinute(table, { estimand: 'marginal', scale: 'raw', gain: 'gain', minutes: 'minutes', dose }),
      ).code,
    ).toBe('out_of_domain');
  });

  test('among students of equal minutes there is none', () => {
    const table = fromColumns({ gain: wiggle, minutes: minutes.map(() => 30) });

    expect(
      errorOf(() => growthPerMinute(table, { estimand: 'marginal', scale: 'raw', gain: 'gain', minutes: 'minutes' }))
        .code,
    ).toBe('collinear');
  });
});

test('the causal rate without covariates is the difference in gains over the difference in minutes', () => {
  const means = (which: string): { gain: number; minutes: number } => {
    const one = groupComoments(district.table, { by: ['arm'], of: ['pre', 'post', 'minutes'] });
    const g = [...one.keys[0]!.codes].findIndex((code) => one.keys[0]!.levels[code] === which);
    return { gain: one.means[1]![g]! - one.means[0]![g]!, minutes: one.means[2]![g]! };
  };
  const [t, c] = [means('treatment'), means('control')];
  const found = growthPerMinute(district.table, { estimand: 'causal', ...columns, arm, cluster: 'school' });

  near(found.estimate, (t.gain - c.gain) / (t.minutes - c.minutes), 1e-9);
  near(found.totalEffect?.estimate, t.gain - c.gain, 1e-9);
  near(found.meanMinutes.estimate, t.minutes - c.minutes, 1e-9);
  expect(found.interpretation).toBe('causal among compliers');
  expect(found.slope?.confidenceSet?.pieces).toHaveLength(1);
});

describe('truth that was planted', () => {
  /** Share of districts in which an interval holds the truth of its estimand. */
  const covered = (pick: (seed: number) => { lower: number; upper: number; truth: number }, trials: number): number => {
    let held = 0;
    for (let seed = 0; seed < trials; seed++) {
      const { lower, upper, truth } = pick(seed);
      if (lower <= truth && truth <= upper) held++;
    }
    return held / trials;
  };
  // One district, about which the raw rate is: nothing that all its students share varies from trial to trial.
  const growthSd = { district: 0, school: 0.8, class: 0.5, student: 4 };
  const sizes = { schoolsPerDistrict: 40, classesPerSchool: 1, studentsPerClass: 10, growthSd } as const;
  /** 250 trials: 95 % less or more 4 standard errors of 1.4 points. */
  const plausible = (share: number): void => {
    expect(share).toBeGreaterThan(0.895);
  };

  test('is held by the intervals of the raw and the excess ratio, and by the causal rate', () => {
    const counts = { raw: 0, excess: 0, fieller: 0, causal: 0 };
    const trials = 250;
    for (let seed = 0; seed < trials; seed++) {
      const { table, truth } = simulateDistrict({ seed, ...sizes });
      const groups = groupComoments(table, { by: ['school', 'arm'], of: ['pre', 'post', 'minutes'] });
      const ratio = growthPerMinute(groups, { estimand: 'ratio-of-means', ...columns, arm, cluster: 'school' });
      const causal = growthPerMinute(groups, { estimand: 'causal', ...columns, arm, cluster: 'school' });
      const holds = (
        lower: number | null | undefined,
        upper: number | null | undefined,
        value: number | null,
      ): number => Number((lower ?? Number.NaN) <= (value as number) && (value as number) <= (upper ?? Number.NaN));
      counts.raw += holds(ratio.raw?.interval?.lower, ratio.raw?.interval?.upper, truth.ratioOfMeans);
      counts.excess += holds(ratio.excess?.interval?.lower, ratio.excess?.interval?.upper, truth.excessRatioOfMeans);
      const piece = ratio.excess?.confidenceSet?.pieces[0];
      counts.fieller += holds(piece?.lower, piece?.upper, truth.excessRatioOfMeans);
      counts.causal += holds(causal.interval?.lower, causal.interval?.upper, truth.causalRate);
    }
    for (const count of Object.values(counts)) plausible(count / trials);
  });

  test('the ratio of users alone overstates it by their motivation', () => {
    const { table, truth } = simulateDistrict({ seed: 5, ...sizes, schoolsPerDistrict: 400, growthOnMotivation: 5 });
    const { values } = table.columns.get('minutes') as NumericColumn;
    const users = selectRows(
      table,
      ['school', 'pre', 'post', 'minutes'],
      Uint32Array.from(values.keys()).filter((row) => (values[row] as number) > 0),
    );
    const { excess } = growthPerMinute(users, {
      estimand: 'ratio-of-means',
      ...columns,
      cluster: 'school',
      expected: 8,
    });
    const { estimate, standardError } = excess as GrowthRate;

    expect(Math.abs(estimate - (truth.excessRatioOfUsers as number))).toBeLessThan(4 * (standardError as number));
    expect(estimate - 4 * (standardError as number)).toBeGreaterThan(truth.causalRate as number);
  });

  test('the slope among students who chose their minutes overstates it', () => {
    const share = covered((seed) => {
      const { table, truth } = simulateDistrict({
        seed,
        ...sizes,
        studentsPerClass: 25,
        growthOnMotivation: 4,
        useOnMotivation: 0.8,
      });
      const { interval } = growthPerMinute(table, {
        estimand: 'marginal',
        ...columns,
        arm,
        cluster: 'school',
        within: 'school',
      });
      return { lower: interval?.lower as number, upper: interval?.upper as number, truth: truth.marginalRate };
    }, 30);

    expect(share).toBeLessThan(0.5);
  });
});

describe('edge cases', () => {
  const plain = { estimand: 'ratio-of-means', scale: 'raw', gain: 'gain', minutes: 'minutes' } as const;
  const of = (data: Parameters<typeof fromColumns>[0], more: object = {}) =>
    errorOf(() => growthPerMinute(fromColumns(data), { ...plain, ...more } as GrowthPerMinuteOptions)).code;

  test.each([
    ['all minutes zero', of({ gain: [1, 2, 3], minutes: [0, 0, 0] }), 'out_of_domain'],
    ['negative minutes', of({ gain: [1, 2, 3], minutes: [10, -5, 0] }), 'out_of_domain'],
    ['one student', of({ gain: [1], minutes: [10] }), 'too_few_observations'],
    ['no student', of({ gain: [null, 3], minutes: [10, null] }), 'no_data'],
    [
      'one school',
      of({ gain: [1, 2], minutes: [10, 20], school: ['a', 'a'] }, { cluster: 'school' }),
      'too_few_clusters',
    ],
    ['nothing that varies', of({ gain: [2, 2], minutes: [10, 10] }), 'zero_variance'],
    ['growth in proportion to minutes', of({ gain: [1, 2], minutes: [10, 20] }), 'zero_variance'],
    ['percentile ranks', of({ gain: [1, 2], minutes: [10, 20] }, { scale: 'percentile' }), 'wrong_scale'],
    [
      'raw scores of two forms',
      of({ a: [1, 2], b: [3, 5], minutes: [10, 20] }, { gain: { after: 'b', before: 'a' } }),
      'wrong_scale',
    ],
    ['no scale', of({ gain: [1, 2], minutes: [10, 20] }, { scale: undefined }), 'invalid_argument'],
    ['no estimand', of({ gain: [1, 2], minutes: [10, 20] }, { estimand: 'rate' }), 'invalid_argument'],
    ['a column that is not there', of({ gain: [1, 2], minutes: [10, 20] }, { gain: 'growth' }), 'column_not_found'],
    [
      'growth of controls without an arm',
      of({ gain: [1, 2], minutes: [10, 20] }, { expected: 'control' }),
      'invalid_argument',
    ],
    [
      'an expected growth that is no number',
      of({ gain: [1, 2], minutes: [10, 20] }, { expected: Number.NaN }),
      'invalid_argument',
    ],
    [
      'a causal rate without an arm',
      of({ gain: [1, 2], minutes: [10, 20] }, { estimand: 'causal' }),
      'invalid_argument',
    ],
  ] as const)('%s', (_, code, expected) => {
    expect(code).toBe(expected);
  });

  test.each(['ratio-of-means', 'mean-of-ratios', 'marginal'] as const)(
    'controls who used it leave the causal rate only: %s',
    (estimand) => {
      const table = fromColumns({
        arm: ['treatment', 'treatment', 'treatment', 'control', 'control'],
        gain: [3, 4, 6, 1, 2],
        minutes: [50, 60, 80, 0, 10],
      });
      const error = errorOf(() => growthPerMinute(table, { ...plain, estimand, arm }));

      expect(error.code).toBe('invalid_argument');
      expect(error.message).toContain("'causal'");
    },
  );

  test('negative gains have a negative rate; controls that fell are added', () => {
    const table = fromColumns({
      arm: ['treatment', 'treatment', 'treatment', 'control', 'control'],
      gain: [-3, -1, -5, -8, -6],
      minutes: [50, 60, 70, 0, 0],
    });
    const found = growthPerMinute(table, { ...plain, arm });

    near(found.raw?.estimate, -9 / 180, tolerance.rounding);
    near(found.excess?.estimate, 12 / 180, tolerance.rounding);
  });

  test('a school without users counts with its students and its growth', () => {
    const table = fromColumns({
      gain: [4, 6, 3, 5, 8, 7],
      minutes: [50, 60, 0, 0, 80, 90],
      school: ['a', 'a', 'b', 'b', 'c', 'c'],
    });
    const found = growthPerMinute(table, { ...plain, cluster: 'school' });

    near(found.raw?.estimate, 33 / 280, tolerance.rounding);
    expect(found.doses).toMatchObject({ students: 6, users: 4 });
  });

  test('students without a score after are left out and counted', () => {
    const table = fromColumns({ gain: [4, 6, null, 5], minutes: [50, 60, 10, 20] });

    expect(growthPerMinute(table, plain).notes).toContainEqual({
      code: 'rows_left_out',
      message: 'Rows left out for want of "gain": 1.',
    });
  });
});

describe('laws', () => {
  const student = fc.record({
    gain: fc.integer({ min: -20, max: 40 }),
    minutes: fc.integer({ min: 0, max: 500 }),
    school: fc.constantFrom('a', 'b', 'c', 'd'),
  });
  const students = fc
    .array(student, { minLength: 12, maxLength: 30 })
    .filter(
      (all) =>
        new Set(all.map(({ school }) => school)).size > 2 &&
        new Set(all.map(({ gain, minutes }) => gain - minutes)).size > 6 &&
        all.some(({ minutes }) => minutes > 0),
    );
  const tableOf = (all: readonly { gain: number; minutes: number; school: string }[], scale = 1): Table =>
    fromColumns({
      gain: all.map(({ gain }) => gain),
      minutes: all.map(({ minutes }) => minutes * scale),
      school: all.map(({ school }) => school),
    });
  const options = {
    estimand: 'ratio-of-means',
    scale: 'raw',
    gain: 'gain',
    minutes: 'minutes',
    cluster: 'school',
  } as const;

  prop.prop([students])('minutes as hours: a rate sixty times as large, with the same t', (all) => {
    const [minutes, hours] = [tableOf(all), tableOf(all, 1 / 60)].map((table) => growthPerMinute(table, options).raw);

    expect(Math.abs((hours?.estimate as number) - (minutes?.perHour as number))).toBeLessThan(
      1e-9 * (1 + Math.abs(minutes?.perHour as number)),
    );
    near(hours?.standardError, 60 * (minutes?.standardError as number), 1e-7);
  });

  prop.prop([students])('the order of rows does not matter, and the set holds the estimate', (all) => {
    const [there, back] = [tableOf(all), tableOf([...all].reverse())].map(
      (table) => growthPerMinute(table, options).raw,
    );

    near(back?.standardError, there?.standardError as number, 1e-7);
    const { estimate, confidenceSet } = there as NonNullable<typeof there>;
    expect(
      confidenceSet?.pieces.some(
        ({ lower, upper }) => (lower ?? -Infinity) <= estimate && estimate <= (upper ?? Infinity),
      ),
    ).toBe(true);
  });
});

describe('growth that a norm expects', () => {
  const norm: GrowthNorm = {
    of: 'students',
    scale: 'vertical',
    before: { mean: 200, sd: 15 },
    after: { mean: 208, sd: 16 },
    correlation: 0.8,
    table: 'synthetic',
  };
  const before = [190, 205, 215, 198, 184];
  const after = [203, 212, 219, 210, 190];
  const minutes = [100, 40, 80, 60, 50];
  const students = fromColumns({ pre: before, post: after, minutes });
  const options = { ...columns, expected: norm } as const;
  /** What each student gained beyond it. */
  const beyond = before.map((x, i) => after[i]! - x - (8 + ((0.8 * 16) / 15) * (x - 200) - (x - 200)));
  const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
  const total = minutes.reduce((sum, x) => sum + x, 0);

  test('is taken off each gain, at the first score that each student had', () => {
    const found = growthPerMinute(students, { estimand: 'ratio-of-means', ...options });
    const ratio = beyond.reduce((sum, x) => sum + x, 0) / total;
    const squares = beyond.reduce((sum, x, i) => sum + (x - ratio * minutes[i]!) ** 2, 0);

    near(found.excess?.estimate, ratio, tolerance.closedForm);
    near(found.excess?.standardError, Math.sqrt(squares / (4 * 5)) / mean(minutes), tolerance.closedForm);
    near(found.totalEffect?.estimate, mean(beyond), tolerance.closedForm);
    expect(found.expectedGrowth).toMatchObject({ from: 'norm', norm: 'synthetic' });
    expect(found.notes.map(({ code }) => code)).toContain('norm_is_no_control');
  });

  test('so too in the mean of ratios, beside a slope, and from co-moments', () => {
    const ratios = growthPerMinute(students, { estimand: 'mean-of-ratios', ...options });
    near(ratios.excess?.estimate, mean(beyond.map((x, i) => x / minutes[i]!)), tolerance.closedForm);
    near(ratios.totalEffect?.estimate, mean(beyond), tolerance.closedForm);
    const slope = growthPerMinute(students, { estimand: 'marginal', ...options });
    near(slope.totalEffect?.estimate, mean(beyond), tolerance.closedForm);
    const rows = growthPerMinute(district.table, { estimand: 'ratio-of-means', ...options, arm, cluster: 'school' });
    const groups = growthPerMinute(comoments, { estimand: 'ratio-of-means', ...options, arm, cluster: 'school' });
    near(groups.excess?.standardError, rows.excess?.standardError as number, 1e-8);
    near(groups.covariance, rows.covariance as number, 1e-8);
  });

  test('needs both scores and a norm of students', () => {
    const code = (more: object): string =>
      errorOf(() =>
        growthPerMinute(students, { estimand: 'ratio-of-means', ...options, ...more } as GrowthPerMinuteOptions),
      ).code;

    expect(code({ gain: 'post' })).toBe('invalid_argument');
    expect(code({ expected: { ...norm, of: 'schools' } })).toBe('invalid_argument');
    expect(code({ expected: { ...norm, scale: 'nce' } })).toBe('wrong_scale');
  });
});
