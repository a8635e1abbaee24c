import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { mergeComoments, noComoments } from '../../src/aggregate/merge-comoments.js';
import { fromColumns, type GroupedComoments, groupComoments } from '../../src/index.js';
import { anySize, type Row, rowsOf, scoreNear, tableOfRows } from '../arbitraries/scores.js';
import { exactComoments } from '../oracle/exact-comoments.js';
import { bitsOf, expectNear } from './rounding.js';

const runs = { numRuns: 1000 };
const options = { by: ['school', 'arm'], of: ['x0', 'x1'] } as const;
const aggregate = (rows: readonly Row[], precision: 'double' | 'exact' = 'double'): GroupedComoments =>
  groupComoments(tableOfRows(rows, 2, 2), { ...options, precision });
const refused = (code: string) => expect.objectContaining({ code });

describe('mergeComoments', () => {
  property.prop([rowsOf(2, 2, scoreNear(500)), rowsOf(2, 2, scoreNear(500))], runs)(
    'gives what one pass over all rows gives, up to rounding',
    (a, b) => {
      expectNear(mergeComoments(aggregate(a), aggregate(b)), exactComoments([...a, ...b], 2), true);
    },
  );

  property.prop([rowsOf(2, 2, anySize), rowsOf(2, 2, anySize)], runs)(
    'gives with exact sums the bits of one pass over all rows, in either order',
    (a, b) => {
      const whole = bitsOf(aggregate([...a, ...b], 'exact'));
      expect(bitsOf(mergeComoments(aggregate(a, 'exact'), aggregate(b, 'exact')))).toEqual(whole);
      expect(bitsOf(mergeComoments(aggregate(b, 'exact'), aggregate(a, 'exact')))).toEqual(whole);
      expect(mergeComoments(aggregate(b, 'exact'), aggregate(a, 'exact')).exact).toEqual(
        aggregate([...a, ...b], 'exact').exact,
      );
    },
  );

  property.prop([rowsOf(2, 2, scoreNear(300)), rowsOf(2, 2, scoreNear(300)), rowsOf(2, 2, scoreNear(300))], runs)(
    'is associative, up to rounding, and to the last bit with exact sums',
    (...parts) => {
      for (const precision of ['double', 'exact'] as const) {
        const [a, b, c] = parts.map((rows) => aggregate(rows, precision)) as [
          GroupedComoments,
          GroupedComoments,
          GroupedComoments,
        ];
        const left = mergeComoments(mergeComoments(a, b), c);
        const right = mergeComoments(a, mergeComoments(b, c));
        if (precision === 'exact') expect(bitsOf(left)).toEqual(bitsOf(right));
        else for (const merged of [left, right]) expectNear(merged, exactComoments(parts.flat(), 2), true);
      }
    },
  );

  property.prop([rowsOf(2, 2), fc.constantFrom('double' as const, 'exact' as const)], runs)(
    'has noComoments, and the record of no rows, as its identity to the last bit',
    (rows, precision) => {
      const a = aggregate(rows, precision);
      const empty = aggregate([], precision);
      for (const merged of [
        mergeComoments(a, noComoments),
        mergeComoments(noComoments, a),
        mergeComoments(a, empty),
        mergeComoments(empty, a),
      ]) {
        expect(bitsOf(merged)).toEqual(bitsOf(a));
      }
    },
  );

  test('matches groups by their labels, whatever their codes', () => {
    const north = aggregate([
      { labels: ['Oak', 't'], values: [1, 2] },
      { labels: ['Elm', 't'], values: [5, 5] },
    ]);
    const south = aggregate([
      { labels: ['Fir', 't'], values: [9, 9] },
      { labels: ['Elm', 't'], values: [7, 9] },
    ]);
    const merged = mergeComoments(north, south);
    expect(bitsOf(merged)).toMatchObject({
      labels: [
        ['Elm', 't'],
        ['Fir', 't'],
        ['Oak', 't'],
      ],
    });
    expect([...merged.n]).toEqual([2, 1, 1]);
    expect(merged.means.map((mean) => [...mean])).toEqual([
      [6, 9, 1],
      [7, 9, 2],
    ]);
    expect(merged.products.map((product) => product[0])).toEqual([2, 4, 8]);
  });

  test('takes the columns of the second in another order', () => {
    const rows = [1, 2, 4].map((x) => ({ labels: [], values: [x, x * x] }));
    const table = tableOfRows(rows, 0, 2);
    const one = groupComoments(table, { by: [], of: ['x0', 'x1'] });
    const other = groupComoments(table, { by: [], of: ['x1', 'x0'] });
    expect(bitsOf(mergeComoments(one, other))).toEqual(bitsOf(mergeComoments(one, one)));
  });

  test('keeps counts exact far beyond 2^32', () => {
    let merged = groupComoments(
      tableOfRows(
        [
          { labels: [], values: [3, null] },
          { labels: [], values: [5, 1] },
        ],
        0,
        1,
      ),
      {
        by: [],
        of: ['x0'],
      },
    );
    for (let doubling = 0; doubling < 31; doubling++) merged = mergeComoments(merged, merged);
    expect([merged.n[0], merged.columnN[0]![0], merged.means[0]![0], merged.products[0]![0]]).toEqual([
      2 ** 32,
      2 ** 32,
      4,
      2 ** 32,
    ]);
    const three = mergeComoments(
      merged,
      groupComoments(tableOfRows([{ labels: [], values: [4] }], 0, 1), { by: [], of: ['x0'] }),
    );
    expect(three.n[0]).toBe(2 ** 32 + 1);
  });

  test('keeps exact sums exact for 2^32 rows', () => {
    let merged = groupComoments(
      tableOfRows(
        [
          { labels: [], values: [0.1] },
          { labels: [], values: [0.3] },
        ],
        0,
        1,
      ),
      {
        by: [],
        of: ['x0'],
        precision: 'exact',
      },
    );
    const [mean, product] = [merged.means[0]![0]!, merged.products[0]![0]!];
    for (let doubling = 0; doubling < 31; doubling++) merged = mergeComoments(merged, merged);
    expect([merged.n[0], merged.means[0]![0], merged.products[0]![0]]).toEqual([2 ** 32, mean, product * 2 ** 31]);
  });

  // (2e200)^2 n m / (n + m) is beyond 1.8e308, and each part's own squares are 0.
  test.each([
    ['double', {}],
    ['exact', { precision: 'exact' as const }],
    ['exact, with weights', { precision: 'exact' as const, weights: { column: 'w', kind: 'sampling' as const } }],
  ])('refuses means so far apart that their squares are beyond all numbers: %s', (_, how) => {
    const part = (x: number) => groupComoments(fromColumns({ x: [x, x], w: [1, 1] }), { by: [], of: ['x'], ...how });
    expect(() => mergeComoments(part(1e200), part(-1e200))).toThrow(refused('overflow'));
  });

  test.each([
    ['keys', { by: ['school'], of: ['x0', 'x1'] }],
    ['columns', { by: ['school', 'arm'], of: ['x0'] }],
    ['precision', { ...options, precision: 'exact' as const }],
    ['weights', { ...options, weights: { column: 'x1', kind: 'precision' as const } }],
  ])('refuses records with other %s', (_, other) => {
    const table = tableOfRows([{ labels: ['Oak', 't'], values: [1, 2] }], 2, 2);
    const merge = () => mergeComoments(groupComoments(table, options), groupComoments(table, other));
    expect(merge).toThrow(refused('invalid_argument'));
  });
});
