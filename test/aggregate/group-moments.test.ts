import { test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { groupMoments } from '../../src/aggregate/group-moments.js';
import { groupLabel } from '../../src/index.js';
import { rowsOf, tableOfRows } from '../arbitraries/scores.js';
import { isNearest } from '../numeric/sums/rational.js';
import { exactComoments } from '../oracle/exact-comoments.js';

describe('groupMoments', () => {
  test('counts a row that lacks one column in the others', () => {
    const rows = [
      { labels: ['a'], values: [1, null] },
      { labels: ['a'], values: [3, 5] },
    ];
    const { n, mean, m2, leftOut } = groupMoments(tableOfRows(rows, 1, 2), { by: ['school'], of: ['x0', 'x1'] });
    expect([n, mean, m2].map((columns) => columns.map((column) => [...column]))).toEqual([
      [[2], [1]],
      [[2], [5]],
      [[2], [0]],
    ]);
    expect(leftOut).toEqual({ noGroup: 0, byColumn: [0, 1], zeroWeight: 0 });
  });

  property.prop([rowsOf(1, 2)], { numRuns: 1000 })(
    'gives with exact sums the nearest doubles, column by column',
    (rows) => {
      const result = groupMoments(tableOfRows(rows, 1, 2), { by: ['school'], of: ['x0', 'x1'], precision: 'exact' });
      for (const i of [0, 1]) {
        const groups = exactComoments(
          rows.map(({ labels, values }) => ({ labels, values: [values[i]!] })),
          1,
        );
        expect(groups.map((group) => group.labels[0])).toEqual(groups.map((_, g) => groupLabel(result, 0, g)));
        groups.forEach((group, g) => {
          expect(result.n[i]![g]).toBe(group.rows);
          if (group.rows === 0) return;
          expect(isNearest(result.mean[i]![g]!, group.means[0]!)).toBe(true);
          expect(isNearest(result.m2[i]![g]!, group.products[0]!)).toBe(true);
        });
      }
    },
  );

  test('needs a column', () => {
    expect(() => groupMoments(tableOfRows([], 0, 1), { by: [], of: [] })).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });
});
