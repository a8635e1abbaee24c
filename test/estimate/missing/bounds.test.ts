import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imbensManski } from '../../../src/estimate/missing/bounded-effect.js';
import { type LeeBoundsOptions, leeBounds } from '../../../src/estimate/missing/lee-bounds.js';
import { manskiBounds } from '../../../src/estimate/missing/manski-bounds.js';
import { differenceInMeans, fromColumns, parseCsv, type Table } from '../../../src/index.js';
import * as normal from '../../../src/numeric/distributions/normal.js';
import { type RandomStream, randomStream } from '../../../src/numeric/random/index.js';
import { errorOf } from '../../errors.js';
import { referenceCases, referenceData } from '../../reference.js';
import { relativeError, tolerance } from '../../tolerances.js';

const treatment = { column: 'z', treated: '1', control: '0' };
const options: LeeBoundsOptions = { outcome: 'y', treatment };
const attrition = parseCsv(referenceData('attrition.csv'), { columns: { z: 'text', y: 'number' } });

type Value = number | null;

const tableOf = (
  t: readonly Value[],
  c: readonly Value[],
  more: Readonly<Record<string, readonly string[]>> = {},
): Table => fromColumns({ z: [...t.map(() => '1'), ...c.map(() => '0')], y: [...t, ...c], ...more });

const close = (actual: number, wanted: number): void => {
  expect(relativeError(actual, wanted)).toBeLessThanOrEqual(tolerance.closedForm);
};

describe('Lee bounds', () => {
  const conventions = [
    ['fractional', 'fractional'],
    ['floor', 'floor_count'],
    ['quantile', 'quantile_type1_inclusive'],
  ] as const;

  test.each(referenceCases('g_inference').filter(({ id }) => id.startsWith('g.lee_bounds')))(
    '$id: three conventions of trimming',
    ({ id, expected }) => {
      const flipped = id.endsWith('flipped') ? { ...treatment, treated: '0', control: '1' } : treatment;
      for (const [trimming, name] of conventions) {
        const found = leeBounds(attrition, { outcome: 'y', treatment: flipped, trimming });

        close(found.lower.estimate, expected[name].lower);
        close(found.upper.estimate, expected[name].upper);
        close(found.untrimmed, expected.untrimmed_difference);
        close(found.trimShare, expected.trim_share);
        close(found.response.treatment.share, expected.response_treated);
        close(found.response.control.share, expected.response_control);
        expect(found.trimmedArm).toBe(expected.trimmed_group === 'treated' ? 'treatment' : 'control');
      }
    },
  );

  test('within cells agree with their definition in R', () => {
    const table = parseCsv(referenceData('response.csv'), { columns: { z: 'text', y: 'number', grade: 'text' } });
    const { expected } = referenceCases('missing_outcomes').find(({ id }) => id === 'm.lee_cells') ?? { expected: {} };
    const found = leeBounds(table, { ...options, tightenBy: 'grade' });

    close(found.lower.estimate, expected.lower);
    close(found.upper.estimate, expected.upper);
    expect(found.cells).toBe(3);
  });

  test('by hand: one of four treated is surplus', () => {
    const found = leeBounds(tableOf([1, 2, 3, 10], [2, 3, 4, null]), options);

    expect(found.lower.estimate).toBeCloseTo(2 - 3, 12);
    expect(found.upper.estimate).toBeCloseTo(5 - 3, 12);
    expect(found.untrimmed).toBeCloseTo(1, 12);
  });

  test('by quantile where the surplus is a whole number: as quantile(type = 1) in R has it', () => {
    // quantile(1:4, c(.25, .75), type = 1) is 1 and 3: nothing lies below the one, 4 above the other.
    const found = leeBounds(tableOf([1, 2, 3, 4], [2, 3, 4, null]), { ...options, trimming: 'quantile' });

    expect(found.lower.estimate).toBeCloseTo(2 - 3, 12);
    expect(found.upper.estimate).toBeCloseTo(2.5 - 3, 12);
  });

  test('without a surplus are the difference in means, with its standard error', () => {
    const [t, c] = [
      [5, 7, 9, 4, null],
      [2, 3, 1, 5, null],
    ];
    const found = leeBounds(tableOf(t, c), options);
    const plain = differenceInMeans([5, 7, 9, 4], [2, 3, 1, 5]);

    expect(found.lower).toEqual(found.upper);
    close(found.lower.estimate, plain.estimate);
    close(found.lower.standardError, plain.standardError);
    expect(found.trimmedArm).toBeNull();
    expect(found.notes.map(({ code }) => code)).toEqual(['nothing_trimmed']);
  });

  test('cells in which the direction differs are trimmed each its own way, and noted', () => {
    const found = leeBounds(
      tableOf([1, 2, 3, null, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7, null], {
        g: [...'aaaabbbb', ...'aaaabbbb'],
      }),
      { ...options, tightenBy: 'g' },
    );

    expect(found.notes.map(({ code }) => code)).toContain('mixed_direction');
    expect(found.lower.estimate).toBeLessThan(found.upper.estimate);
  });

  const value = fc.integer({ min: 0, max: 40 });
  const arm = fc.array(value, { minLength: 4, maxLength: 12 }).filter((v) => new Set(v).size > 2);

  prop.prop([arm, arm, fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })])(
    'hold the untrimmed difference between them, and turn with the arms',
    (t, c, lostT, lostC) => {
      const lost = (n: number): null[] => new Array(n).fill(null);
      const [a, b] = [
        [...t, ...lost(lostT)],
        [...c, ...lost(lostC)],
      ];
      const found = leeBounds(tableOf(a, b), options);
      const turned = leeBounds(tableOf(b, a), options);

      expect(found.lower.estimate).toBeLessThanOrEqual(found.untrimmed + 1e-9);
      expect(found.upper.estimate).toBeGreaterThanOrEqual(found.untrimmed - 1e-9);
      expect(turned.lower.estimate).toBeCloseTo(-found.upper.estimate, 9);
      expect(turned.lower.standardError).toBeCloseTo(found.upper.standardError, 9);
      expect(found.interval.lower).toBeLessThan(found.lower.estimate);
    },
  );

  test('standard errors are those of repeated samples, and the interval covers the planted effect', () => {
    // Outcomes of those who always answer: N(0, 1), and 0.5 more in treatment. A fifth of the treated answer only there, with lower outcomes.
    const draws = randomStream(909);
    const trial = (): Table => {
      const t = Array.from({ length: 300 }, () => answer(draws, true));
      const c = Array.from({ length: 300 }, () => answer(draws, false));
      return tableOf(t, c);
    };
    const found = Array.from({ length: 300 }, () => leeBounds(trial(), options));
    const spread = (values: readonly number[]): number => {
      const mean = values.reduce((s, v) => s + v, 0) / values.length;
      return Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / (values.length - 1));
    };
    for (const side of ['lower', 'upper'] as const) {
      const claimed = found.reduce((s, f) => s + f[side].standardError, 0) / found.length;
      const true_ = spread(found.map((f) => f[side].estimate));

      expect(Math.abs(claimed / true_ - 1)).toBeLessThan(4 / Math.sqrt(2 * 300));
    }
    const covered = found.filter(({ interval }) => interval.lower <= 0.5 && 0.5 <= interval.upper).length / 300;

    expect(covered).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / 300));
  });

  const answer = (draws: RandomStream, treated: boolean): Value => {
    const u = draws.uniform();
    const y = draws.normal();
    if (u < 0.6) return y + (treated ? 0.5 : 0);
    return u < 0.8 && treated ? y - 1 : null;
  };
});

describe('worst-case bounds', () => {
  const range = { lower: 0, upper: 10 };

  test('by hand', () => {
    const found = manskiBounds(tableOf([4, 6, 8, null], [2, 4, null, null]), { ...options, range });

    close(found.arms.treatment.lower, 4.5);
    close(found.arms.treatment.upper, 7);
    close(found.arms.control.lower, 1.5);
    close(found.arms.control.upper, 6.5);
    close(found.lower.estimate, -2);
    close(found.upper.estimate, 5.5);
    expect(found.arms.treatment.observedMean).toBe(6);
  });

  test('without losses are the difference in means', () => {
    const found = manskiBounds(tableOf([4, 6, 8], [2, 4, 9]), { ...options, range });

    expect(found.width).toBe(0);
    close(found.lower.standardError, differenceInMeans([4, 6, 8], [2, 4, 9]).standardError);
    expect(found.notes.map(({ code }) => code)).toEqual(['nothing_missing']);
  });

  const arm = fc
    .array(fc.option(fc.integer({ min: 0, max: 10 }), { freq: 3 }), { minLength: 5, maxLength: 12 })
    .filter((v) => new Set(v.filter((x) => x !== null)).size > 2);

  prop.prop([arm, arm])('are as wide as the range times the shares lost', (t, c) => {
    const table = tableOf(t, c);
    const found = manskiBounds(table, { ...options, range });
    const share = (v: readonly Value[]): number => v.filter((x) => x === null).length / v.length;

    expect(found.width).toBeCloseTo(10 * (share(t) + share(c)), 9);
    expect(found.lower.estimate).toBeLessThanOrEqual(found.upper.estimate + 1e-9);
  });

  test('an outcome beyond its scale is refused', () => {
    const error = errorOf(() => manskiBounds(tableOf([4, 11], [1, 2]), { ...options, range }));

    expect(error.code).toBe('out_of_domain');
    expect(error.detail).toEqual({ value: 11, row: 2 });
  });
});

describe("Imbens and Manski's interval", () => {
  const at = (lower: number, upper: number) =>
    imbensManski({ estimate: lower, standardError: 1 }, { estimate: upper, standardError: 2 }, 0.95);

  test('is two-sided where the bounds meet and one-sided where they are far apart', () => {
    expect(at(0, 0).lower).toBeCloseTo(-normal.isf(0.025), 12);
    expect(at(0, 1000).lower).toBeCloseTo(-normal.isf(0.05), 12);
  });

  test('solves their equation in between', () => {
    const c = -at(0, 1).lower;

    expect(normal.cdf(c + 1 / 2) - normal.cdf(-c)).toBeCloseTo(0.95, 12);
    expect(at(0, 1).upper).toBeCloseTo(1 + 2 * c, 12);
  });
});

describe('odd data', () => {
  const codeOf = (table: Table, more: Partial<LeeBoundsOptions> = {}): string =>
    errorOf(() => leeBounds(table, { ...options, ...more })).code;

  test.each([
    ['all missing in an arm', tableOf([null, null], [1, 2]), {}, 'no_data'],
    ['one outcome in an arm', tableOf([1, null], [1, 2]), {}, 'too_few_observations'],
    ['all tied', tableOf([3, 3, 3], [3, 3, null]), {}, 'zero_variance'],
    ['an unknown trimming', tableOf([1, 2], [3, 4]), { trimming: 'round' as 'floor' }, 'invalid_argument'],
    [
      'a cell without outcomes of an arm',
      tableOf([1, 2, 3], [4, 5, null], { g: ['a', 'a', 'b', 'a', 'a', 'b'] }),
      { tightenBy: 'g' },
      'too_few_observations',
    ],
  ] as const)('%s', (_, table, more, code) => {
    expect(codeOf(table, more)).toBe(code);
  });

  test('a range in the wrong order', () => {
    const wrong = { ...options, range: { lower: 1, upper: 0 } };
    expect(errorOf(() => manskiBounds(tableOf([1, 2], [3, 4]), wrong)).code).toBe('invalid_argument');
  });

  test('rows without a cell are left out and noted', () => {
    const table = fromColumns({
      z: ['1', '1', '1', '0', '0', '0'],
      y: [1, 2, 3, 2, 3, 5],
      g: ['a', 'a', null, 'a', 'a', null],
    });

    expect(leeBounds(table, { ...options, tightenBy: 'g' }).notes.map(({ code }) => code)).toEqual([
      'rows_left_out',
      'nothing_trimmed',
    ]);
  });
});
