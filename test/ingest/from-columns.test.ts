import { EfficacyError, fromColumns, fromRows, missingCode, type Table } from 'efficacy';
import { describe, expect, test } from 'vitest';

function cells(table: Table, name: string): readonly (string | number | null)[] {
  const column = table.columns.get(name);
  if (column === undefined) throw new Error(`no column ${name}`);
  return column.kind === 'numeric'
    ? Array.from(column.values, (x) => (Number.isNaN(x) ? null : x))
    : Array.from(column.codes, (code) => (code === missingCode ? null : (column.levels[code] as string)));
}

const code = (wrong: () => unknown): string => {
  try {
    wrong();
  } catch (error) {
    if (error instanceof EfficacyError) return error.code;
    throw error;
  }
  return 'no error';
};

describe('fromColumns', () => {
  test('takes numbers for numbers and strings for labels', () => {
    const table = fromColumns({ arm: ['t', 'c'], post: [12, 14.5] });
    expect([cells(table, 'arm'), cells(table, 'post')]).toEqual([
      ['t', 'c'],
      [12, 14.5],
    ]);
  });
  test('takes null, undefined and NaN for missing', () => {
    const table = fromColumns({ arm: ['t', null, undefined], post: [Number.NaN, null, 1] });
    expect([cells(table, 'arm'), cells(table, 'post')]).toEqual([
      ['t', null, null],
      [null, null, 1],
    ]);
  });
  test('keeps a Float64Array', () => {
    const post = Float64Array.of(1, 2);
    expect(fromColumns({ post }).columns.get('post')).toEqual({ kind: 'numeric', values: post });
    expect((fromColumns({ post }).columns.get('post') as { values: unknown }).values).toBe(post);
  });
  test('takes a Map, so that a column may have any name', () =>
    expect(cells(fromColumns(new Map([['__proto__', ['a']]])), '__proto__')).toEqual(['a']));
  test('makes ids of numbers and big integers where they are declared text', () => {
    const columns = { id: [7, 8], big: [9007199254740993n, 9007199254740992n] };
    const table = fromColumns(columns, { columns: { id: 'text', big: 'text' } });
    expect([cells(table, 'id'), cells(table, 'big')]).toEqual([
      ['7', '8'],
      ['9007199254740993', '9007199254740992'],
    ]);
  });
  test('makes numbers of strings where they are declared, by the rules of the CSV reader', () => {
    expect(cells(fromColumns({ x: ['1.5', '2e1'] }, { columns: { x: 'number' } }), 'x')).toEqual([1.5, 20]);
    expect(code(() => fromColumns({ x: ['1', '5%'] }, { columns: { x: 'number' } }))).toBe('invalid_number');
    expect(code(() => fromColumns({ x: [9007199254740993n] }, { columns: { x: 'number' } }))).toBe('invalid_number');
  });
  test('refuses what it would have to guess', () => {
    expect(code(() => fromColumns({ x: [1, 'a'] }))).toBe('wrong_column_type');
    expect(code(() => fromColumns({ x: [null, null] }))).toBe('wrong_column_type');
    expect(code(() => fromColumns({ x: [true as unknown as number] }))).toBe('wrong_column_type');
    expect(code(() => fromColumns({ x: [1.5] }, { columns: { x: 'text' } }))).toBe('wrong_column_type');
  });
  test('refuses Infinity, columns of different lengths and columns that there are not', () => {
    expect(code(() => fromColumns({ x: [1, Number.POSITIVE_INFINITY] }))).toBe('not_finite');
    expect(code(() => fromColumns({ x: [1], y: [1, 2] }))).toBe('length_mismatch');
    expect(code(() => fromColumns({ x: [1] }, { columns: { z: 'number' } }))).toBe('column_not_found');
  });
});

describe('fromRows', () => {
  test('has a column for each key, in the order in which they first appear', () => {
    const table = fromRows([{ arm: 't' }, { post: 3, arm: 'c' }]);
    expect([...table.columns.keys()]).toEqual(['arm', 'post']);
    expect(cells(table, 'post')).toEqual([null, 3]);
  });
  test('looks at own keys alone', () => {
    const row = Object.create({ inherited: 1 }) as { x: number };
    row.x = 2;
    expect([...fromRows([row]).columns.keys()]).toEqual(['x']);
    expect(cells(fromRows([{ constructor: 'a' }, {}]), 'constructor')).toEqual(['a', null]);
  });
  test('of no rows has no columns', () => expect(fromRows([])).toMatchObject({ rowCount: 0 }));
});
