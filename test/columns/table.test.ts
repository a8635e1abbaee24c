import { describe, expect, test } from 'vitest';
import { completeRows, selectRows } from '../../src/columns/complete-rows.js';
import { lineOfRow, whereIsRow } from '../../src/columns/line-map.js';
import { columnOf, factorColumnOf, numericColumnOf } from '../../src/columns/table.js';
import { factorColumn, makeTable, missingCode, numericColumn } from '../../src/index.js';
import { errorOf } from '../errors.js';

const table = makeTable([
  ['post', numericColumn([12, null, 14, 15])],
  ['arm', factorColumn(['t', 'c', null, 't'])],
  ['__proto__', factorColumn(['a', 'b', 'c', 'd'])],
]);

describe('a column', () => {
  test('of numbers: missing is NaN, and a Float64Array is kept as it is', () => {
    const values = Float64Array.of(1, Number.NaN);

    expect(numericColumn(values).values).toBe(values);
    expect([...numericColumn([1, null, undefined]).values]).toEqual([1, Number.NaN, Number.NaN]);
  });

  test('of numbers refuses Infinity and names the row', () => {
    const error = errorOf(() => numericColumn([1, Number.NEGATIVE_INFINITY]));

    expect(error.code).toBe('not_finite');
    expect(error.message).toContain('row 2');
  });

  test('of labels: codes in the order of first appearance, missing apart, the empty label a label', () => {
    expect(factorColumn(['b', null, 'a', '', 'b'])).toEqual({
      kind: 'factor',
      codes: Uint32Array.of(0, missingCode, 1, 2, 0),
      levels: ['b', 'a', ''],
    });
  });
});

describe('a table', () => {
  test('has columns of one length', () => {
    const error = errorOf(() =>
      makeTable([
        ['a', numericColumn([1])],
        ['b', numericColumn([1, 2])],
      ]),
    );

    expect(error.code).toBe('length_mismatch');
    expect(error.message).toContain('"b" has 2');
  });

  test('without columns has no rows', () => {
    expect(makeTable([]).rowCount).toBe(0);
  });

  test('may have a column called __proto__, which changes nobody else', () => {
    expect(columnOf(table, '__proto__', 'test').kind).toBe('factor');
    expect(({} as Record<string, unknown>)['levels']).toBeUndefined();
  });

  test('says which columns there are when asked for another, and which may have been meant', () => {
    const error = errorOf(() => columnOf(table, 'Post score', 'trialSummary'));

    expect(error.code).toBe('column_not_found');
    expect(error.message).toBe(
      'trialSummary needs the column "Post score"; the table has "post", "arm", "__proto__". Did you mean "post"?',
    );
  });

  test('says how to declare a column of the other kind', () => {
    expect(errorOf(() => numericColumnOf(table, 'arm', 'x')).message).toContain(`{ columns: { "arm": 'number' } }`);
    expect(errorOf(() => factorColumnOf(table, 'post', 'x')).message).toContain(`{ columns: { "post": 'text' } }`);
  });
});

describe('complete rows', () => {
  test('lack nothing; each other row is counted once, under the first column it lacks', () => {
    const complete = completeRows(table, ['post', 'arm', 'post'], 'test');

    expect([...complete.rows]).toEqual([0, 3]);
    expect(complete.leftOut).toEqual([
      { column: 'post', rows: 1 },
      { column: 'arm', rows: 1 },
    ]);
    expect([...numericColumnOf(complete.table, 'post', 'test').values]).toEqual([12, 15]);
  });

  test('are chosen in the order asked for', () => {
    const chosen = selectRows(table, ['post'], Uint32Array.of(3, 0));

    expect([...numericColumnOf(chosen, 'post', 'test').values]).toEqual([15, 12]);
  });
});

describe('the line of a row', () => {
  const lines = { rows: [0, 2, 5], offsets: [2, 3, 7] };

  test('is its number plus what quoted line ends and blank lines before it add', () => {
    expect([0, 1, 2, 4, 5, 9].map((row) => lineOfRow(lines, row))).toEqual([2, 3, 5, 7, 12, 16]);
  });

  test('is told as a row, from 1, where there is no file', () => {
    expect(whereIsRow(lines, 5)).toBe('line 12');
    expect(whereIsRow(null, 5)).toBe('row 6');
  });
});
