import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DifferenceByDesign,
  type DifferenceByDesignOptions,
  differenceByDesign,
} from '../../../src/estimate/trial/difference-by-design.js';
import { differenceInMeans, fromColumns } from '../../../src/index.js';
import { errorOf } from '../../errors.js';

const arm = ['t', 'c', 't', 'c', 't', 'c', 't', 'c', 't', 'c', 't', 'c'];
const block = ['p', 'p', 'p', 'p', 'q', 'q', 'q', 'q', 'r', 'r', 'r', 'r'];
const pair = ['1', '1', '2', '2', '3', '3', '4', '4', '5', '5', '6', '6'];
const school = ['a', 'b', 'a', 'b', 'c', 'd', 'c', 'd', 'e', 'f', 'e', 'f'];
const y = [12, 10, 15, 11, 9, 8, 14, 12, 20, 13, 16, 15];
const treatment = { column: 'arm', treated: 't', control: 'c' };
const options: DifferenceByDesignOptions = { outcome: 'y', treatment };
const table = fromColumns({ arm, block, pair, school, y });

describe('the design is recognized from its columns', () => {
  test.each([
    ['simple', {}],
    ['clustered', { cluster: 'school' }],
    ['blocked', { block: 'block' }],
    ['matched-pairs', { block: 'pair' }],
    ['matched-pairs-clustered', { block: 'block', cluster: 'school' }],
  ] as const)('%s', (design, more) => {
    expect(differenceByDesign(table, { ...options, ...more }).design).toBe(design);
  });

  test('and may be stated: another one than the data show is an error', () => {
    expect(differenceByDesign(table, { ...options, block: 'pair', design: 'matched-pairs' }).df).toBe(5);
    const error = errorOf(() => differenceByDesign(table, { ...options, block: 'block', design: 'matched-pairs' }));

    expect(error.code).toBe('unbalanced_design');
    expect(error.detail).toEqual({ stated: 'matched-pairs', recognized: 'blocked' });
  });
});

test('simple assignment is differenceInMeans', () => {
  const of = (label: string): number[] => y.filter((_, i) => arm[i] === label);
  const found = differenceByDesign(table, options);
  const plain = differenceInMeans(of('t'), of('c'));

  for (const field of ['estimate', 'standardError', 'df', 'statistic', 'pValue'] as const)
    expect(found[field]).toBeCloseTo(plain[field] ?? Number.NaN, 12);
});

test('a count as a weight is that many rows', () => {
  const count = y.map((_, i) => 1 + (i % 3));
  const repeat = <T>(values: readonly T[]): T[] =>
    values.flatMap((v, i) => Array.from({ length: count[i] as number }, () => v));
  const weights = { column: 'count', kind: 'frequency' } as const;
  for (const more of [{}, { block: 'block' }, { cluster: 'school' }] as const) {
    const counted = differenceByDesign(fromColumns({ arm, block, school, count, y }), { ...options, ...more, weights });
    const written = differenceByDesign(
      fromColumns({ arm: repeat(arm), block: repeat(block), school: repeat(school), y: repeat(y) }),
      { ...options, ...more },
    );

    for (const field of ['estimate', 'standardError', 'df'] as const)
      expect(counted[field]).toBeCloseTo(written[field], 10);
  }
});

test('equal weights change nothing but the degrees of freedom', () => {
  const even = fromColumns({ arm, w: y.map(() => 2.5), y });
  const weighted = differenceByDesign(even, { ...options, weights: { column: 'w', kind: 'sampling' } });

  expect(weighted.standardError).toBeCloseTo(differenceByDesign(table, options).standardError, 12);
  expect(weighted.df).toBe(10);
});

test('pairs have the variance of a paired t test', () => {
  const gaps = y.flatMap((v, i) => (i % 2 === 0 ? [v - (y[i + 1] as number)] : []));
  const mean = gaps.reduce((sum, g) => sum + g, 0) / 6;
  const found = differenceByDesign(table, { ...options, block: 'pair' });

  expect(found.estimate).toBeCloseTo(mean, 12);
  expect(found.standardError).toBeCloseTo(Math.sqrt(gaps.reduce((sum, g) => sum + (g - mean) ** 2, 0) / 30), 12);
});

test('some blocks that are pairs: the spread between blocks, and a note', () => {
  const mixed = ['1', '1', '2', '2', '3', '3', '3', '3', '4', '4', '4', '4'];
  const found = differenceByDesign(fromColumns({ arm, mixed, y }), { ...options, block: 'mixed' });

  expect(found.design).toBe('matched-pairs');
  expect(found.df).toBe(3);
  expect(found.notes.map(({ code }) => code)).toEqual(['some_pairs']);
});

describe('rows', () => {
  test('of other arms are not part of the comparison', () => {
    const more = fromColumns({ arm: [...arm, 'x', 'x'], y: [...y, 900, null] });

    expect(differenceByDesign(more, options)).toEqual(differenceByDesign(fromColumns({ arm, y }), options));
  });

  test('without an outcome are left out and counted', () => {
    const found = differenceByDesign(fromColumns({ arm: [...arm, 't'], y: [...y, null] }), options);

    expect(found.nTreatment).toBe(6);
    expect(found.notes).toEqual([{ code: 'rows_left_out', message: 'Rows left out for want of "y": 1.' }]);
  });
});

describe('what has no answer', () => {
  const of = (columns: Parameters<typeof fromColumns>[0], more: Partial<DifferenceByDesignOptions> = {}) =>
    errorOf(() => differenceByDesign(fromColumns(columns), { ...options, ...more }));

  test.each([
    ['a label that is not there', of({ arm: ['T', 'c'], y: [1, 2] }), 'invalid_argument'],
    ['an arm against itself', of({ arm, y }, { treatment: { ...treatment, control: 't' } }), 'invalid_argument'],
    ['an arm without an outcome', of({ arm: ['t', 't', 'c'], y: [1, 2, null] }), 'no_data'],
    ['one unit in an arm', of({ arm: ['t', 'c', 'c'], y: [1, 2, 3] }), 'too_few_observations'],
    ['one pair', of({ arm: ['t', 'c'], pair: ['1', '1'], y: [1, 2] }, { block: 'pair' }), 'too_few_observations'],
    ['no variance', of({ arm, y: arm.map((a) => Number(a === 't')) }), 'zero_variance'],
    [
      'weights with pairs',
      of({ arm, pair, w: y, y }, { block: 'pair', weights: { column: 'w', kind: 'sampling' } }),
      'invalid_argument',
    ],
  ] as const)('%s', (_, error, code) => {
    expect(error.code).toBe(code);
  });

  test('one unit of an arm in a block: the block is named', () => {
    const error = of(
      { arm: [...arm, 't', 'c', 'c'], block: [...block, 's', 's', 's'], y: [...y, 1, 2, 3] },
      { block: 'block' },
    );

    expect(error.code).toBe('too_few_observations');
    expect(error.message).toContain('"s"');
  });
});

describe('laws', () => {
  const scores = fc
    .array(
      fc.integer({ min: 0, max: 5000 }).map((k) => k / 10),
      { minLength: 12, maxLength: 12 },
    )
    .filter((v) => new Set(v).size > 8);
  const designs = fc.constantFrom<Partial<DifferenceByDesignOptions>>(
    {},
    { block: 'block' },
    { block: 'pair' },
    { cluster: 'school' },
    { block: 'block', cluster: 'school' },
  );
  const found = (
    v: readonly number[],
    more: Partial<DifferenceByDesignOptions>,
    order = v.map((_, i) => i),
  ): DifferenceByDesign => {
    const pick = <T>(values: readonly T[]): T[] => order.map((i) => values[i] as T);
    const columns = { arm: pick(arm), block: pick(block), pair: pick(pair), school: pick(school), y: pick(v) };
    return differenceByDesign(fromColumns(columns), { ...options, ...more });
  };

  prop.prop([scores, designs])('swapping the arms turns the sign and nothing else', (v, more) => {
    const there = found(v, more);
    const back = found(v, { ...more, treatment: { column: 'arm', treated: 'c', control: 't' } });

    expect(back.estimate).toBeCloseTo(-there.estimate, 9);
    expect(back.standardError).toBeCloseTo(there.standardError, 9);
    expect(back.df).toBeCloseTo(there.df, 7);
  });

  prop.prop([scores, designs])('the order of rows does not matter', (v, more) => {
    const [a, b] = [found(v, more), found(v, more, [7, 2, 11, 0, 5, 9, 1, 10, 4, 8, 3, 6])];

    expect(b.estimate).toBeCloseTo(a.estimate, 9);
    expect(b.standardError).toBeCloseTo(a.standardError, 9);
  });
});
