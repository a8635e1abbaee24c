import * as flechette from '@uwdata/flechette';
import * as apache from 'apache-arrow';
import { missingCode, type Table } from 'efficacy';
import { describe, expect, test } from 'vitest';
import { fromArrow } from '../../src/ingest/from-arrow.js';
import type { ArrowTable } from '../../src/ingest/typed/arrow-table.js';

function cells(table: Table, name: string): readonly (string | number | null)[] {
  const column = table.columns.get(name);
  if (column === undefined) throw new Error(`no column ${name}`);
  return column.kind === 'numeric'
    ? Array.from(column.values, (x) => (Number.isNaN(x) ? null : x))
    : Array.from(column.codes, (code) => (code === missingCode ? null : (column.levels[code] as string)));
}

/** A column of some type, as either library holds it: made, written and read again. */
const libraries = {
  flechette(type: flechette.DataType, values: readonly unknown[]): ArrowTable {
    const made = flechette.tableFromArrays({ x: values as unknown[] }, { types: { x: type } });
    return flechette.tableFromIPC(flechette.tableToIPC(made, {}) as Uint8Array) as unknown as ArrowTable;
  },
  'apache-arrow'(type: flechette.DataType, values: readonly unknown[]): ArrowTable {
    const made = flechette.tableFromArrays({ x: values as unknown[] }, { types: { x: type } });
    return apache.tableFromIPC(flechette.tableToIPC(made, {}) as Uint8Array) as unknown as ArrowTable;
  },
};

/** The memory of the first batch of the first column. */
function memoryOf(table: ArrowTable): unknown {
  const values = table.getChildAt(0)?.data[0]?.values;
  return ArrayBuffer.isView(values) ? values.buffer : null;
}

const day = Date.UTC(2024, 8, 3);
const kinds: readonly (readonly [string, flechette.DataType, readonly unknown[], readonly unknown[]])[] = [
  ['doubles', flechette.float64(), [1.5, null, -2], [1.5, null, -2]],
  ['doubles with NaN', flechette.float64(), [1.5, Number.NaN], [1.5, null]],
  ['floats', flechette.float32(), [0.5, null], [0.5, null]],
  ['8-bit integers', flechette.int8(), [-3, null, 4], [-3, null, 4]],
  ['32-bit integers', flechette.int32(), [-3, 2_000_000_000], [-3, 2_000_000_000]],
  ['unsigned integers', flechette.uint32(), [4_000_000_000, null], [4_000_000_000, null]],
  [
    '64-bit ids',
    flechette.int64(),
    [9007199254740993n, 9007199254740992n, null],
    ['9007199254740993', '9007199254740992', null],
  ],
  ['text', flechette.utf8(), ['b', 'a', null, 'b', ' '], ['b', 'a', null, 'b', null]],
  ['yes or no', flechette.bool(), [true, false, null], ['true', 'false', null]],
  ['days', flechette.dateDay(), [new Date(day), null], ['2024-09-03', null]],
  ['times', flechette.timestamp(1), [new Date(day + 1500), null], ['2024-09-03T00:00:01.500Z', null]],
  ['a dictionary', flechette.dictionary(flechette.utf8()), ['b', 'a', 'b'], ['b', 'a', 'b']],
  ['a dictionary with nulls', flechette.dictionary(flechette.utf8()), ['b', null, 'b'], ['b', null, 'b']],
  ['a dictionary with blanks', flechette.dictionary(flechette.utf8()), ['b', '', 'b'], ['b', null, 'b']],
];

for (const [library, tableOf] of Object.entries(libraries)) {
  describe(`fromArrow of a table of ${library}`, () => {
    for (const [name, type, values, expected] of kinds)
      test(`reads ${name}`, () => expect(cells(fromArrow(tableOf(type, values)), 'x')).toEqual(expected));

    test('reads decimals digit by digit', () => {
      const table = tableOf(flechette.decimal(9, 2, 128), [12, -0.07, null, 1234567.75]);
      expect(cells(fromArrow(table), 'x')).toEqual([12, -0.07, null, 1234567.75]);
      const text = fromArrow(table, { columns: { x: 'text' } });
      expect(cells(text, 'x')).toEqual(['12.00', '-0.07', null, '1234567.75']);
    });
    test('makes numbers of 64-bit integers where they are declared, and refuses those that would change', () => {
      const number = { columns: { x: 'number' } } as const;
      expect(cells(fromArrow(tableOf(flechette.int64(), [5n, null]), number), 'x')).toEqual([5, null]);
      expect(() => fromArrow(tableOf(flechette.int64(), [5n, 9007199254740993n]), number)).toThrow(
        expect.objectContaining({ code: 'invalid_number', detail: expect.objectContaining({ count: 1 }) }),
      );
    });
    test('makes numbers of text by the rules of the CSV reader', () => {
      const number = { columns: { x: 'number' }, missing: ['NA'] } as const;
      expect(cells(fromArrow(tableOf(flechette.utf8(), ['1.5', ' 2 ', 'NA', '']), number), 'x')).toEqual([
        1.5,
        2,
        null,
        null,
      ]);
      expect(() => fromArrow(tableOf(flechette.utf8(), ['1', '85%']), number)).toThrow(/row 2, column "x": "85%"/);
    });
    test('never makes a number of yes or no', () =>
      expect(() => fromArrow(tableOf(flechette.bool(), [true]), { columns: { x: 'number' } })).toThrow(
        expect.objectContaining({ code: 'invalid_number' }),
      ));
    test('takes declared values for missing', () => {
      expect(cells(fromArrow(tableOf(flechette.float64(), [-999, 3]), { missing: ['-999'] }), 'x')).toEqual([null, 3]);
      expect(
        cells(fromArrow(tableOf(flechette.dictionary(flechette.utf8()), ['NA', 'b']), { missing: ['NA'] }), 'x'),
      ).toEqual([null, 'b']);
    });
    test('refuses Infinity with its row', () =>
      expect(() => fromArrow(tableOf(flechette.float64(), [1, Number.NEGATIVE_INFINITY]))).toThrow(
        expect.objectContaining({ code: 'not_finite', detail: expect.objectContaining({ row: 2 }) }),
      ));
    test('keeps the memory of doubles without nulls', () => {
      const table = tableOf(flechette.float64(), [1, 2, 3]);
      const column = fromArrow(table).columns.get('x') as { readonly values: Float64Array };
      expect(column.values.buffer).toBe(memoryOf(table));
    });
    test.each([7, -1])('refuses the code %i, which is outside of its dictionary, as damaged data have it', (code) => {
      const table = tableOf(flechette.dictionary(flechette.utf8(), flechette.int32()), ['b', 'a', 'b']);
      (table.getChildAt(0)?.data[0]?.values as Int32Array)[1] = code;
      expect(() => fromArrow(table)).toThrow(expect.objectContaining({ code: 'wrong_file' }));
    });

    test('keeps the codes of a dictionary', () => {
      const table = tableOf(flechette.dictionary(flechette.utf8(), flechette.int32()), ['b', 'a', 'b']);
      const column = fromArrow(table).columns.get('x') as { readonly codes: Uint32Array };
      expect(column.codes.buffer).toBe(memoryOf(table));
    });
    test('leaves lists out with a note, and refuses one that is asked for', () => {
      const table = tableOf(flechette.list(flechette.int32()), [[1], [2]]);
      expect(fromArrow(table).notes).toMatchObject([{ code: 'columns_left_out' }]);
      expect(() => fromArrow(table, { only: ['x'] })).toThrow(expect.objectContaining({ code: 'wrong_column_type' }));
    });
    test('names a column that there is not', () =>
      expect(() => fromArrow(tableOf(flechette.float64(), [1]), { only: ['y'] })).toThrow(
        expect.objectContaining({ code: 'column_not_found' }),
      ));
  });
}

test('batches are joined, each with its own dictionary', () => {
  const type = new apache.Dictionary(new apache.Utf8(), new apache.Int32());
  const one = apache.vectorFromArray(['b', 'a'], type);
  const two = apache.vectorFromArray(['a', 'c', null], type);
  const joined = new apache.Table({ x: new apache.Vector([...one.data, ...two.data]) as apache.Vector });
  expect(cells(fromArrow(joined as unknown as ArrowTable), 'x')).toEqual(['b', 'a', 'a', 'c', null]);
});

test('a slice of a table has the rows of the slice', () => {
  const table = new apache.Table({
    x: apache.vectorFromArray([1, null, 3, 4, null, 6, 7, 8, 9, null, 11], new apache.Float64()),
    y: apache.vectorFromArray(['a', null, 'c', 'd', 'e', null, 'g', 'h', 'i', 'j', 'k'], new apache.Utf8()),
  }).slice(3, 10);
  const read = fromArrow(table as unknown as ArrowTable);
  expect([cells(read, 'x'), cells(read, 'y')]).toEqual([
    [4, null, 6, 7, 8, 9, null],
    ['d', 'e', null, 'g', 'h', 'i', 'j'],
  ]);
});

test('what is no Arrow table is refused', () =>
  expect(() => fromArrow(new Uint8Array(8) as unknown as ArrowTable)).toThrow(
    expect.objectContaining({ code: 'invalid_argument' }),
  ));
