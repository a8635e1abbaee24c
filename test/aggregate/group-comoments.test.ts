import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { factorColumn, groupComoments, makeTable, numericColumn } from '../../src/index.js';
import { anySize, keyNames, type Row, rowsOf, scoreNear, tableOfRows, valueNames } from '../arbitraries/scores.js';
import { isNearest, rational } from '../numeric/sums/rational.js';
import { exactComoments } from '../oracle/exact-comoments.js';
import { bitsOf, expectNear } from './rounding.js';

const refused = (code: string) => expect.objectContaining({ code });
const runs = { numRuns: 1000 };

/** Rows of any number of keys and columns, k up to 18. */
const anyRows = fc
  .record({
    labels: fc.integer({ min: 0, max: 4 }),
    k: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(12, 18)),
  })
  .chain(({ labels, k }) => rowsOf(labels, k).map((rows) => ({ rows, labels, k })));

const aggregate = (rows: readonly Row[], labels: number, k: number, precision: 'double' | 'exact' = 'double') =>
  groupComoments(tableOfRows(rows, labels, k), { by: keyNames.slice(0, labels), of: valueNames(k), precision });

describe('groupComoments', () => {
  const school = factorColumn(['b', 'a', 'b', null, 'a', 'b', 'c']);
  const pre = numericColumn([1, 10, 3, 5, 20, null, null]);
  const post = numericColumn([2, 12, 6, 5, 18, 9, null]);
  const table = makeTable([
    ['school', school],
    ['pre', pre],
    ['post', post],
  ]);

  test('gives no groups for no rows', () => {
    const empty = makeTable([
      ['school', factorColumn([])],
      ['pre', numericColumn([])],
    ]);
    for (const by of [[], ['school']]) {
      const none = groupComoments(empty, { by, of: ['pre'] });
      expect([none.groupCount, none.n.length, none.means[0]?.length]).toEqual([0, 0, 0]);
    }
  });

  test('gives groups in the order of their labels, with counts, means and centred products', () => {
    const result = groupComoments(table, { by: ['school'], of: ['pre', 'post'] });
    expect(bitsOf(result)).toEqual({
      labels: [['a'], ['b'], ['c']],
      statistics: [
        [2, 2, 0],
        [2, 2, 0],
        [15, 2, Number.NaN],
        [15, 4, Number.NaN],
        [50, 2, 0],
        [30, 4, 0],
        [18, 8, 0],
        [2, 2, 0],
        [2, 3, 0],
      ],
      leftOut: { noGroup: 1, incomplete: 2, byColumn: [2, 1], zeroWeight: 0 },
    });
    expect([result.precision, result.missing, result.weightKind, result.exact]).toEqual(['double', 'omit', null, null]);
  });

  test('counts for each column the rows that have it, whatever they lack elsewhere', () => {
    const result = groupComoments(table, { by: [], of: ['pre', 'post'] });
    expect(result.n[0]).toBe(5);
    expect(result.columnN.map((n) => n[0])).toEqual([5, 6]);
  });

  test('refuses missing values when told to, naming the column', () => {
    const refuse = () => groupComoments(table, { by: ['school'], of: ['post'], missing: 'refuse' });
    expect(refuse).toThrow(refused('not_finite'));
    expect(refuse).toThrow(/1 row with a missing value, in "post"/);
  });

  test.each([
    ['no columns', { by: [], of: [] }, 'invalid_argument'],
    ['an unknown column', { by: [], of: ['grade'] }, 'column_not_found'],
    ['labels where numbers are needed', { by: [], of: ['school'] }, 'wrong_column_type'],
    ['numbers where labels are needed', { by: ['pre'], of: ['post'] }, 'wrong_column_type'],
    ['an unknown rule', { by: [], of: ['pre'], missing: 'zero' as 'omit' }, 'invalid_argument'],
    ['an unknown precision', { by: [], of: ['pre'], precision: 'quad' as 'exact' }, 'invalid_argument'],
  ])('refuses %s', (_, options, code) => {
    expect(() => groupComoments(table, options)).toThrow(refused(code));
  });

  test('says so when squares are beyond the largest double', () => {
    const huge = makeTable([['x', numericColumn([1e200, -1e200])]]);
    for (const precision of ['double', 'exact'] as const)
      expect(() => groupComoments(huge, { by: [], of: ['x'], precision })).toThrow(refused('overflow'));
  });

  test('takes columns over shared memory', () => {
    const values = new Float64Array(new SharedArrayBuffer(24));
    values.set([1, 2, 6]);
    const codes = new Uint32Array(new SharedArrayBuffer(12));
    const shared = makeTable([
      ['arm', { kind: 'factor', codes, levels: ['t'] }],
      ['x', numericColumn(values)],
    ]);
    const result = groupComoments(shared, { by: ['arm'], of: ['x'] });
    expect([result.n[0], result.means[0]?.[0], result.products[0]?.[0]]).toEqual([3, 3, 14]);
  });

  property.prop([anyRows], runs)('equals its slow twin in exact arithmetic, up to rounding', ({ rows, labels, k }) => {
    expectNear(aggregate(rows, labels, k), exactComoments(rows, k));
  });

  property.prop([fc.integer({ min: 0, max: 12 }).chain((e) => rowsOf(1, 2, scoreNear(10 ** e)))])(
    'keeps its digits when values are far from 0',
    (rows) => {
      expectNear(aggregate(rows, 1, 2), exactComoments(rows, 2));
    },
  );

  property.prop([fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2060, maxLength: 2600 }), fc.boolean()], {
    numRuns: 10,
  })('gives the same for rows in runs of one group and for scattered ones', (codes, sort) => {
    const order = sort ? codes.toSorted((a, b) => a - b) : codes;
    const rows = order.map((c, i) => ({
      labels: [`s${c}`],
      values: Array.from({ length: 4 }, (_, x) => (i % 97 === x ? null : ((i * 7919 * (x + 1)) % 1000) / 8)),
    }));
    for (const k of [1, 2, 3, 4]) expectNear(aggregate(rows, 1, k), exactComoments(cut(rows, k), k));
  });
});

const cut = (rows: readonly Row[], k: number): Row[] =>
  rows.map(({ labels, values }) => ({ labels, values: values.slice(0, k) }));

describe('groupComoments with precision exact', () => {
  const shuffled = <T>(list: fc.Arbitrary<T[]>) =>
    list.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));

  property.prop(
    [fc.oneof(rowsOf(1, 3), rowsOf(1, 3, anySize), rowsOf(1, 3, fc.integer({ min: -500, max: 500 })))],
    runs,
  )('gives the doubles nearest to the exact means and products', (rows) => {
    const result = aggregate(rows, 1, 3, 'exact');
    exactComoments(rows, 3).forEach((group, g) => {
      expect(result.n[g]).toBe(group.rows);
      group.means.forEach((mean, i) => {
        expect(isNearest(result.means[i]![g]!, mean)).toBe(true);
      });
      group.products.forEach((product, at) => {
        expect(isNearest(result.products[at]![g]!, product)).toBe(true);
      });
    });
  });

  property.prop([shuffled(fc.oneof(rowsOf(2, 2), rowsOf(2, 2, anySize)))], runs)(
    'gives the same bits for any order of the rows',
    ([rows, other]) => {
      expect(bitsOf(aggregate(other, 2, 2, 'exact'))).toEqual(bitsOf(aggregate(rows, 2, 2, 'exact')));
    },
  );

  test('holds where numbers of very different sizes meet, for more rows than sums of digits may have', () => {
    const values = Array.from(
      { length: 9000 },
      (_, i) => [1e-12, 0.1, 123.4, 1e9 / 3, 7, 2e18][(i * i) % 6]! * (1 + (i % 13)),
    );
    const rows = values.map((x, i) => ({ labels: [], values: [x, values[(i * 31) % 9000]!] }));
    const [group] = exactComoments(rows, 2);
    const result = aggregate(rows, 0, 2, 'exact');
    group!.means.forEach((mean, i) => {
      expect(isNearest(result.means[i]![0]!, mean)).toBe(true);
    });
    group!.products.forEach((product, at) => {
      expect(isNearest(result.products[at]![0]!, product)).toBe(true);
    });
  });
});

describe('weights', () => {
  const weightOf = {
    frequency: fc.integer({ min: 0, max: 4 }),
    precision: fc.integer({ min: 0, max: 40 }).map((w) => w / 8),
  };
  const weighted = (kind: 'frequency' | 'precision', k: number) =>
    rowsOf(1, k).chain((rows) =>
      fc.tuple(fc.constant(rows), fc.array(weightOf[kind], { minLength: rows.length, maxLength: rows.length })),
    );
  const some = (weights: readonly number[]): boolean => weights.some((w) => w > 0);

  property.prop([weighted('frequency', 2)], runs)('that count rows equal repeated rows', ([rows, weights]) => {
    fc.pre(some(weights));
    const repeated = rows.flatMap((row, r) => Array<Row>(weights[r]!).fill(row));
    const options = { by: ['school'], of: valueNames(2) };
    const exact = { ...options, precision: 'exact' } as const;
    const table = tableOfRows(rows, 1, 2, weights);
    const counts = { column: 'weight', kind: 'frequency' } as const;
    const once = tableOfRows(repeated, 1, 2);
    const used = (of: ReturnType<typeof groupComoments>) =>
      Array.from({ length: of.groupCount }, (_, g) => g)
        .filter((g) => of.columnN.some((n) => n[g]! > 0))
        .map((g) => [of.n, of.weight, ...of.means, ...of.products, ...of.columnN].map((column) => column[g]));
    expect(used(groupComoments(table, { ...exact, weights: counts }))).toEqual(used(groupComoments(once, exact)));
    const plain = groupComoments(table, { ...options, weights: counts });
    used(groupComoments(once, options)).forEach((group, g) => {
      group.forEach((x, s) => {
        const y = used(plain)[g]![s]!;
        expect(Object.is(x, y) || Math.abs(x! - y) <= 1e-12 * (1e6 + Math.abs(x!))).toBe(true);
      });
    });
  });

  property.prop(
    [fc.integer({ min: 1, max: 7 }).chain((k) => weighted('precision', k).map((data) => ({ k, data })))],
    runs,
  )('equal their slow twin in exact arithmetic', ({ k, data: [rows, weights] }) => {
    fc.pre(some(weights));
    const options = { by: ['school'], of: valueNames(k), weights: { column: 'weight', kind: 'precision' } } as const;
    const table = tableOfRows(rows, 1, k, weights);
    const groups = exactComoments(rows, k, weights);
    expectNear(groupComoments(table, options), groups);
    const exact = groupComoments(table, { ...options, precision: 'exact' });
    groups.forEach((group, g) => {
      expect(isNearest(exact.weight[g]!, group.weight)).toBe(true);
      group.means.forEach((mean, i) => {
        expect(isNearest(exact.means[i]![g]!, mean)).toBe(true);
      });
      group.products.forEach((product, at) => {
        expect(isNearest(exact.products[at]![g]!, product)).toBe(true);
      });
    });
  });

  test('of 0 leave a row out and are counted', () => {
    const rows = [1, 2, 30].map((x) => ({ labels: ['a'], values: [x] }));
    const options = { by: ['school'], of: ['x0'], weights: { column: 'weight', kind: 'sampling' } } as const;
    for (const precision of ['double', 'exact'] as const) {
      const result = groupComoments(tableOfRows(rows, 1, 1, [1.5, 0.5, 0]), { ...options, precision });
      expect([result.n[0], result.weight[0], result.means[0]![0], result.leftOut.zeroWeight]).toEqual([2, 2, 1.25, 1]);
      expect(isNearest(result.products[0]![0]!, rational(0.375))).toBe(true);
    }
  });
});
