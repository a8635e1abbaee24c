import { execFileSync } from 'node:child_process';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { groupQuantiles } from '../../src/aggregate/group-quantiles.js';
import { groupRanks } from '../../src/aggregate/group-ranks.js';
import { groupRows, makeTable, missingCode, numericColumn } from '../../src/index.js';
import { anySize, rowsOf, tableOfRows } from '../arbitraries/scores.js';
import { isNearest, minus, plus, rational, times, toDouble, whole } from '../numeric/sums/rational.js';

const refused = (code: string) => expect.objectContaining({ code });
const runs = { numRuns: 1000 };
const small = fc.integer({ min: 0, max: 9 });

/** Definition 7 by sorting, in exact arithmetic but for the place, which is a double in the definition's own terms. */
function sortedQuantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * p;
  const low = Math.floor(place);
  const [x, y] = [rational(sorted[low]!), rational(sorted[Math.min(low + 1, sorted.length - 1)]!)];
  return toDouble(plus(x, times(rational(place - low), minus(y, x))));
}

describe('groupQuantiles', () => {
  test('gives NaN for a group without values, and the value itself for one', () => {
    const rows = [
      { labels: ['a'], values: [null] },
      { labels: ['b'], values: [4] },
    ];
    const { n, quantiles, leftOut } = groupQuantiles(tableOfRows(rows, 1, 1), {
      by: ['school'],
      of: 'x0',
      probabilities: [0, 0.5, 1],
    });
    expect(quantiles.map((q) => [...q])).toEqual([
      [Number.NaN, 4],
      [Number.NaN, 4],
      [Number.NaN, 4],
    ]);
    expect([[...n], leftOut]).toEqual([[0, 1], { noGroup: 0, incomplete: 1 }]);
  });

  property.prop(
    [
      fc.oneof(rowsOf(1, 1, undefined, 120), rowsOf(1, 1, small, 200), rowsOf(1, 1, anySize, 60)),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
    ],
    runs,
  )('equals sorting and looking', (rows, shares) => {
    const probabilities = [...shares, 0.5, 0, 1, 0.1, 0.9];
    const table = tableOfRows(rows, 1, 1);
    const result = groupQuantiles(table, { by: ['school'], of: 'x0', probabilities });
    const { ids } = groupRows(table, ['school']);
    for (let g = 0; g < result.groupCount; g++) {
      const values = rows.flatMap(({ values: [x] }, r) => (ids[r] === g && x !== null ? [x!] : []));
      if (values.length === 0) continue;
      const size = Math.max(...values.map(Math.abs));
      probabilities.forEach((p, i) => {
        const error = Math.abs(result.quantiles[i]![g]! - sortedQuantile(values, p));
        expect(error).toBeLessThanOrEqual(2 * Number.EPSILON * size);
      });
      expect(result.n[g]).toBe(values.length);
    }
  });

  test.each([
    ['sorted', (i: number) => i],
    ['falling', (i: number) => -i],
    ['equal', () => 7],
    ['of two values', (i: number) => i % 2],
    ['like an organ pipe', (i: number) => Math.min(i, 20_001 - i)],
  ])('is exact for many values %s', (_, value) => {
    const values = Array.from({ length: 20_001 }, (__, i) => value(i));
    const { quantiles } = groupQuantiles(makeTable([['x', numericColumn(values)]]), {
      by: [],
      of: 'x',
      probabilities: [0.25, 0.5, 0.9],
    });
    const sorted = values.toSorted((a, b) => a - b);
    expect(quantiles.map((q) => q[0])).toEqual([sorted[5000], sorted[10_000], sorted[18_000]]);
  });

  test('refuses probabilities outside of 0 to 1, and gaps when told to', () => {
    const table = tableOfRows([{ labels: [], values: [null] }], 0, 1);
    const quantiles =
      (p: number, missing: 'omit' | 'refuse' = 'omit') =>
      () =>
        groupQuantiles(table, { by: [], of: 'x0', probabilities: [p], missing });
    for (const p of [-0.1, 1.1, Number.NaN]) expect(quantiles(p)).toThrow(refused('out_of_domain'));
    expect(quantiles(0.5, 'refuse')).toThrow(refused('not_finite'));
  });

  test.skipIf(!hasR())('agrees with quantile(type = 7) of R to the last bits', () => {
    const values = Array.from({ length: 101 }, (_, i) => ((i * 7919) % 1009) / 7);
    const probabilities = [0, 0.01, 0.1, 0.333, 0.5, 0.777, 0.9, 0.999, 1];
    const script = `cat(sprintf("%.17g", quantile(c(${values.map((x) => x.toPrecision(17)).join()}), c(${probabilities.join()}), type = 7)))`;
    const wanted = execFileSync('Rscript', ['-e', script], { encoding: 'utf8' }).trim().split(' ').map(Number);
    const { quantiles } = groupQuantiles(makeTable([['x', numericColumn(values)]]), { by: [], of: 'x', probabilities });
    quantiles.forEach((q, i) => {
      expect(Math.abs(q[0]! - wanted[i]!)).toBeLessThanOrEqual(1e-15 * Math.abs(wanted[i]!));
    });
  });
});

function hasR(): boolean {
  try {
    execFileSync('Rscript', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('groupQuantiles and groupRanks refuse a rule for missing values that there is not', () => {
  const table = tableOfRows([{ labels: ['a'], values: [3] }], 1, 1);
  const odd = { by: ['school'], of: 'x0', missing: 'drop' as 'omit' };
  const refused = expect.objectContaining({ code: 'invalid_argument' });
  expect(() => groupQuantiles(table, { ...odd, probabilities: [0.5] })).toThrow(refused);
  expect(() => groupRanks(table, odd)).toThrow(refused);
});

describe('groupRanks', () => {
  test('gives equal values the average of their ranks, and NaN to rows that are left out', () => {
    const rows = [
      { labels: ['a'], values: [3] },
      { labels: ['a'], values: [1] },
      { labels: ['b'], values: [9] },
      { labels: ['a'], values: [3] },
      { labels: ['a'], values: [null] },
      { labels: [null], values: [2] },
    ];
    expect([...groupRanks(tableOfRows(rows, 1, 1), { by: ['school'], of: 'x0' })]).toEqual([
      2.5,
      1,
      1,
      2.5,
      Number.NaN,
      Number.NaN,
    ]);
  });

  property.prop([fc.oneof(rowsOf(1, 1), rowsOf(1, 1, small))], runs)(
    'equals counting the values below, and half of the equal ones',
    (rows) => {
      const table = tableOfRows(rows, 1, 1);
      const { ids } = groupRows(table, ['school']);
      const ranks = groupRanks(table, { by: ['school'], of: 'x0' });
      rows.forEach(({ values: [x] }, r) => {
        const peers = rows.filter((row, s) => ids[s] === ids[r] && row.values[0] !== null);
        if (x === null || x === undefined || ids[r] === missingCode) expect(ranks[r]).toBeNaN();
        else {
          const below = peers.filter((row) => row.values[0]! < x).length;
          const equal = peers.filter((row) => row.values[0] === x).length;
          expect(isNearest(ranks[r]!, plus(whole(below), rational((equal + 1) / 2)))).toBe(true);
        }
      });
    },
  );
});
