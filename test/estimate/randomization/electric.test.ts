import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { randomizationTest } from '../../../src/estimate/randomization/randomization-test.js';
import { factorColumn, makeTable, numericColumn, parseCsv, type Table } from '../../../src/index.js';
import { sharedPath } from '../../reference.js';

const file = sharedPath('data/electric.csv');

/** By grade: pairs of classes, and in how many of all 2^pairs assignments the difference is as large (scripts/electric_pairs.py). */
const exact = [
  ['1', 21, 9_990],
  ['2', 34, 829_582],
  ['3', 20, 882_962],
  ['4', 21, 26_248],
] as const;

describe.skipIf(file === null)('The Electric Company: pairs of classes (shared/data/electric.csv)', () => {
  const all =
    file === null
      ? null
      : parseCsv(readFileSync(file, 'utf8'), {
          columns: { post_test: 'number', grade: 'text', treatment: 'text', pair_id: 'text' },
        });

  const ofGrade = (table: Table, grade: string): Table => {
    const text = (name: string): readonly string[] => {
      const column = table.columns.get(name);
      return column?.kind === 'factor' ? Array.from(column.codes, (code) => column.levels[code] ?? '') : [];
    };
    const [grades, arm, pair] = [text('grade'), text('treatment'), text('pair_id')];
    const post = table.columns.get('post_test');
    const rows = grades.flatMap((g, i) => (g === grade ? [i] : []));
    return makeTable([
      ['arm', factorColumn(rows.map((i) => arm[i]))],
      ['pair', factorColumn(rows.map((i) => pair[i]))],
      ['post', numericColumn(rows.map((i) => (post?.kind === 'numeric' ? post.values[i] : null)))],
    ]);
  };
  const options = {
    outcome: 'post',
    treatment: { column: 'arm', treated: '1', control: '0' },
    block: 'pair',
    interval: false,
    workers: 1,
  };

  test.each(exact)('grade %s: the p-value of %i pairs by drawn assignments', async (grade, pairs, extreme) => {
    const found = await randomizationTest(ofGrade(all as Table, grade), { ...options, seed: 1 });
    const p = extreme / 2 ** pairs;

    expect(found.blocks).toBe(pairs);
    expect(Math.abs(found.pValue - p)).toBeLessThan(4 * Math.sqrt(p / 9_999) + 1e-4);
  });

  test('grade 3: the p-value by all 1,048,576 assignments', async () => {
    const found = await randomizationTest(ofGrade(all as Table, '3'), { ...options, exactUpTo: 2 ** 20 });

    expect(found.exact).toBe(true);
    expect(found.pValue).toBe(882_962 / 2 ** 20);
  });
});
