import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { joinColumns } from '../../src/columns/join-columns.js';
import { toRows } from '../../src/columns/to-rows.js';
import { fromColumns } from '../../src/ingest/from-columns.js';
import { errorOf } from '../errors.js';

const roster = fromColumns({ student: ['a', 'b', 'c'], school: ['x', 'x', 'y'] });
const scores = (student: readonly (string | null)[], score: readonly (number | null)[]) =>
  fromColumns({ student, score }, { columns: { score: 'number' } });

describe('joining by id', () => {
  test('keeps every row of the roster and accounts for everybody else', () => {
    const fall = scores(['c', 'a', 'z', null], [3, 1, 9, 7]);
    const { table, account } = joinColumns(roster, 'student', { pre: { table: fall, column: 'score' } });
    expect([...toRows(table)]).toEqual([
      { student: 'a', school: 'x', pre: 1 },
      { student: 'b', school: 'x', pre: null },
      { student: 'c', school: 'y', pre: 3 },
    ]);
    expect(account).toEqual([
      { column: 'pre', matched: 2, unmatched: 1, orphans: ['z'], duplicates: [], withoutId: 1 },
    ]);
  });

  test('an id in several rows is refused, unless it is said which row counts', () => {
    const twice = scores(['a', 'b', 'a'], [1, 2, 5]);
    const join = (duplicates?: 'first' | 'last') =>
      joinColumns(
        roster,
        'student',
        { pre: { table: twice, column: 'score' } },
        duplicates === undefined ? {} : { duplicates },
      );
    expect(errorOf(() => join()).code).toBe('duplicate_row');
    expect([...toRows(join('first').table)][0]?.['pre']).toBe(1);
    expect([...toRows(join('last').table)][0]?.['pre']).toBe(5);
    expect(join('last').account[0]?.duplicates).toEqual(['a']);
  });

  test('labels are joined with their dictionary, under another key too', () => {
    const other = fromColumns({ id: ['b'], grade: ['3'] });
    const { table } = joinColumns(roster, 'student', { grade: { table: other, column: 'grade', by: 'id' } });
    expect([...toRows(table)].map((row) => row['grade'])).toEqual([null, '3', null]);
  });

  test('refuses a roster with a student twice, and a name that is taken', () => {
    const twice = fromColumns({ student: ['a', 'a'] });
    expect(errorOf(() => joinColumns(twice, 'student', {})).message).toContain('rows 1 and 2');
    const fall = scores(['a'], [1]);
    expect(errorOf(() => joinColumns(roster, 'student', { school: { table: fall, column: 'score' } })).code).toBe(
      'duplicate_column',
    );
    expect(errorOf(() => joinColumns(roster, 'student', { pre: { table: fall, column: 'points' } })).code).toBe(
      'column_not_found',
    );
  });

  test.prop([
    fc.uniqueArray(fc.stringMatching(/^[a-d]{1,3}$/), { minLength: 1, maxLength: 20 }),
    fc.uniqueArray(fc.stringMatching(/^[a-d]{1,3}$/), { minLength: 1, maxLength: 20 }),
  ])('every id of both tables is matched, unmatched or an orphan', (here, there) => {
    const base = fromColumns({ student: here });
    const other = scores(
      there,
      there.map((_, i) => i),
    );
    const { table, account } = joinColumns(base, 'student', { score: { table: other, column: 'score' } });
    const [joined] = account;
    expect([...toRows(table)].map((row) => row['score'])).toEqual(
      here.map((id) => (there.includes(id) ? there.indexOf(id) : null)),
    );
    expect((joined?.matched ?? 0) + (joined?.unmatched ?? 0)).toBe(here.length);
    expect(joined?.orphans).toEqual(there.filter((id) => !here.includes(id)));
  });
});
