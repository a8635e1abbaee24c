import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { groupCounts } from '../../src/aggregate/group-counts.js';
import { factorColumn, groupLabel, groupRows, makeTable, missingCode, type Table } from '../../src/index.js';
import { keyNames, type Row, rowsOf, tableOfRows } from '../arbitraries/scores.js';

const runs = { numRuns: 1000 };

/** The labels of each row's group, null for none. */
function labelsByRow(table: Table, by: readonly string[]): (readonly string[] | null)[] {
  const groups = groupRows(table, by);
  return Array.from(groups.ids, (id) => (id === missingCode ? null : by.map((_, j) => groupLabel(groups, j, id))));
}

/** Rows with labels from a set so large that combinations have to be looked up. */
const manyLabels = (keys: number): fc.Arbitrary<Row[]> =>
  fc.array(
    fc
      .array(fc.option(fc.integer({ min: 0, max: 5000 }).map(String), { freq: 20 }), {
        minLength: keys,
        maxLength: keys,
      })
      .map((labels) => ({ labels, values: [] })),
    { maxLength: 60 },
  );

const anyKeys = fc
  .integer({ min: 0, max: 7 })
  .chain((keys) =>
    fc.oneof(rowsOf(keys, 0), manyLabels(keys)).map((rows) => ({ keys: keyNames.slice(0, keys), rows })),
  );

/** A key whose labels are far more than those that rows have: keys of this kind overflow any number. */
function wide(codes: readonly number[], size: number) {
  return {
    kind: 'factor',
    codes: Uint32Array.from(codes),
    levels: Array.from({ length: size }, (_, c) => `L${c}`),
  } as const;
}

describe('groupRows', () => {
  test('gives one group of all rows without keys, and none without rows', () => {
    const rows = [1, 2].map((x) => ({ labels: [], values: [x] }));
    expect(groupRows(tableOfRows(rows, 0, 1), []).count).toBe(1);
    expect(groupRows(tableOfRows([], 0, 1), []).count).toBe(0);
    expect(groupRows(tableOfRows([], 2, 0), ['school', 'arm']).count).toBe(0);
  });

  property.prop([anyKeys], runs)(
    'gives each row the group of its labels, and none where one is missing',
    ({ keys, rows }) => {
      const table = tableOfRows(rows, keys.length, 0);
      const wanted = rows.map(({ labels }) => (labels.includes(null) ? null : labels));
      if (keys.length > 0) expect(labelsByRow(table, keys)).toEqual(wanted);
    },
  );

  property.prop([anyKeys], runs)('numbers the groups that have rows in the order of their labels', ({ keys, rows }) => {
    const groups = groupRows(tableOfRows(rows, keys.length, 0), keys);
    const labels = Array.from({ length: groups.count }, (_, g) => keys.map((__, j) => groupLabel(groups, j, g)));
    const sorted = labels.toSorted((a, b) => {
      const j = a.findIndex((x, i) => x !== b[i]);
      return j < 0 ? 0 : a[j]! < b[j]! ? -1 : 1;
    });
    expect(labels).toEqual(sorted);
    expect(new Set(labels.map((label) => JSON.stringify(label))).size).toBe(groups.count);
    expect(new Set(groups.ids.filter((id) => id !== missingCode)).size).toBe(groups.count);
  });

  test.each([
    ['more than 2^32', [70_000, 70_000]],
    ['more than 2^53', [300_000, 300_000, 300_000]],
    ['more than 2^64', [70_000, 70_000, 70_000, 70_000, 70_000]],
  ])('tells %s combinations of labels apart', (_, sizes) => {
    const code = (row: number, j: number, size: number) => (row * (7919 + 2 * j) + (row % 5) * j) % size;
    const rows = Array.from({ length: 500 }, (__, row) => row % 250);
    const keys = sizes.map(
      (size, j) =>
        [
          keyNames[j]!,
          wide(
            rows.map((row) => code(row, j, size)),
            size,
          ),
        ] as const,
    );
    const table = makeTable(keys);
    const by = keys.map(([name]) => name);
    const wanted = rows.map((row) => sizes.map((size, j) => `L${code(row, j, size)}`));
    expect(labelsByRow(table, by)).toEqual(wanted);
    expect(groupRows(table, by).count).toBe(250);
  });

  test('finds a hundred thousand combinations without mixing them up', () => {
    const n = 100_000;
    const a = wide(
      Array.from({ length: n }, (_, i) => (i * 7919) % 50_021),
      50_021,
    );
    const b = wide(
      Array.from({ length: n }, (_, i) => i % 40_009),
      40_009,
    );
    const groups = groupRows(
      makeTable([
        ['a', a],
        ['b', b],
      ]),
      ['a', 'b'],
    );
    expect(groups.count).toBe(n);
    for (let row = 0; row < n; row += 997) {
      const id = groups.ids[row]!;
      expect([groups.keys[0]!.codes[id], groups.keys[1]!.codes[id]]).toEqual([a.codes[row], b.codes[row]]);
    }
  });
});

describe('groupCounts', () => {
  test('counts rows by label, and those without one', () => {
    const table = makeTable([['arm', factorColumn(['t', 'c', 't', null, 't'])]]);
    const counts = groupCounts(table, { by: ['arm'] });
    expect([counts.groupCount, [...counts.n], counts.noGroup, groupLabel(counts, 0, 0)]).toEqual([2, [1, 3], 1, 'c']);
  });

  property.prop([rowsOf(2, 0)])('counts every row once', (rows) => {
    const { n, noGroup } = groupCounts(tableOfRows(rows, 2, 0), { by: ['school', 'arm'] });
    expect(n.reduce((sum, count) => sum + count, noGroup)).toBe(rows.length);
  });
});
