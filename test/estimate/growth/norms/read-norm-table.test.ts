import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { growthNorm } from '../../../../src/estimate/growth/norms/norm-table.js';
import { readNormTable } from '../../../../src/estimate/growth/norms/read-norm-table.js';
import { errorOf } from '../../../errors.js';

const text = readFileSync('examples/data/norms.json', 'utf8');
/** The example with one field changed; undefined takes it away. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const table = JSON.parse(text);
  const last = path[path.length - 1] as string | number;
  const parent = path.slice(0, -1).reduce((at, key) => at[key], table);
  parent[last] = value;
  return JSON.parse(JSON.stringify(table));
}

describe('a norm table from outside', () => {
  test('is read as it is, and norms of growth are found in it', () => {
    const table = readNormTable(JSON.parse(text));
    expect(table).toEqual(JSON.parse(text));
    const norm = growthNorm(
      table,
      'math',
      { grade: '3', season: 'fall', week: 4 },
      { grade: '3', season: 'spring', week: 26 },
    );
    // Halfway between weeks 20 and 32: 196 and 202, 13.8 and 14.4.
    expect(norm).toMatchObject({ before: { mean: 188, sd: 13 }, correlation: 0.84, table: 'synthetic-1' });
    expect(norm.after.mean).toBeCloseTo(199, 12);
    expect(norm.after.sd).toBeCloseTo(14.1, 12);
  });

  test('takes a copy, without what it does not know', () => {
    const given = { ...JSON.parse(text), remark: 'x' };
    const table = readNormTable(given);
    given.rows[0].mean = 0;
    expect(table.rows[0]?.mean).toBe(188);
    expect(table).not.toHaveProperty('remark');
  });

  test.each([
    [['id'], undefined, 'id', 'nothing'],
    [['of'], 'pupils', 'of', '"pupils"'],
    [['scale'], 'rasch', 'scale', '"rasch"'],
    [['rows'], {}, 'rows', 'an object'],
    [['rows'], [], 'rows', 'a list of 0'],
    [['rows', 1], 7, 'rows[1]', '7'],
    [['rows', 1, 'grade'], 3, 'rows[1].grade', '3'],
    [['rows', 1, 'week'], -1, 'rows[1].week', '-1'],
    [['rows', 2, 'mean'], '202', 'rows[2].mean', '"202"'],
    [['rows', 2, 'sd'], 0, 'rows[2].sd', '0'],
    [['rows', 1, 'week'], 4, 'rows[1]', '"math, grade 3, week 4"'],
    [['correlations', 0, 'correlation'], 1, 'correlations[0].correlation', '1'],
    [['correlations', 0, 'from'], undefined, 'correlations[0].from', 'nothing'],
    [['correlations', 0, 'to', 'season'], '', 'correlations[0].to.season', '""'],
  ] as const)('%j as %j is refused with its place', (path, value, where, received) => {
    const { code, detail, message } = errorOf(() => readNormTable(changed(path, value)));
    expect([code, detail.path, detail.received]).toEqual(['invalid_argument', where, received]);
    expect(message).toContain(`at ${where}; got`);
  });

  test.each([[null], [[]], ['norms']])('%j is no table', (value) => {
    expect(errorOf(() => readNormTable(value)).message).toContain('needs an object at the table');
  });
});
