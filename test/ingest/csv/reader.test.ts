import { fc, test as law } from '@fast-check/vitest';
import { type CsvOptions, missingCode, parseCsv, type Table } from 'efficacy';
import { expect, test } from 'vitest';
import { csvFormat } from '../../../src/ingest/csv/options.js';
import { csvReader } from '../../../src/ingest/csv/reader.js';
import { tableSink } from '../../../src/ingest/csv/table-sink.js';
import { cellTable, cutAt, written } from '../../arbitraries/csv.js';

/** The outcome of a reading: the table, or the code, message and detail of the error. */
function outcome(read: () => Table): unknown {
  try {
    return read();
  } catch (error) {
    return { ...(error as object), message: (error as Error).message };
  }
}

function inPieces(pieces: readonly Uint8Array[], options: CsvOptions): Table {
  const reader = csvReader(csvFormat(options, 'parseCsv'), tableSink());
  for (const piece of pieces) reader.push(piece.slice());
  return reader.end();
}

function texts(table: Table): readonly (readonly string[])[] {
  const columns = [...table.columns.values()];
  return Array.from({ length: table.rowCount }, (_, row) =>
    columns.map((column) => {
      if (column.kind !== 'factor') throw new Error('a column of labels was expected');
      const code = column.codes[row] as number;
      return code === missingCode ? '' : (column.levels[code] as string);
    }),
  );
}

const blankAsEmpty = (cell: string): string => (/^[ \t]*$/.test(cell) ? '' : cell);

law.prop([cellTable, fc.boolean(), fc.constantFrom('\n', '\r\n', '\r')], { numRuns: 1000 })(
  'a table that is written and read is the same table',
  ({ names, rows }, always, end) => {
    const text = [names, ...rows].map((row) => row.map((cell) => written(cell, always)).join(',')).join(end) + end;
    expect(texts(parseCsv(text))).toEqual(rows.map((row) => row.map(blankAsEmpty)));
  },
);

const pieceOfFile = fc.constantFrom(
  '1',
  '2.5',
  '-3',
  'NA',
  '',
  ',',
  ',',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '"',
  '""',
  'é',
  'a',
  ' ',
  '1,a\n',
  '7,b\r\n',
  '"x\ny",z\n',
  '\u0000',
);

law.prop([fc.array(pieceOfFile, { maxLength: 30 }), fc.array(fc.nat(), { maxLength: 6 })], { numRuns: 2000 })(
  'any cut of the bytes into pieces gives the same table, or the same error',
  (parts, places) => {
    const bytes = new TextEncoder().encode(`x,y\n${parts.join('')}`);
    const options: CsvOptions = { columns: { x: 'number' }, missing: ['NA'] };
    const whole = outcome(() => parseCsv(bytes, options));
    expect(outcome(() => inPieces(cutAt(bytes, places), options))).toEqual(whole);
    expect(
      outcome(() =>
        inPieces(
          Array.from(bytes, (byte) => Uint8Array.of(byte)),
          options,
        ),
      ),
    ).toEqual(whole);
  },
);

const plainCell = fc.oneof(
  fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map(String),
  fc.integer({ min: -99_999, max: 99_999 }).map((k) => (k / 100).toFixed(2)),
  fc.constantFrom('', ' ', 'NA', '-999', '-999.00', ' 5 ', '+7', '1e3', '"8"', '"9.5"', '" 4"'),
);

law.prop([fc.array(fc.tuple(plainCell, fc.constantFrom('a', 'b', '"c"', '')), { maxLength: 40 })], { numRuns: 1000 })(
  'the hot loop, for lines that end in LF, and the careful reader, for lines that end in CR, agree',
  (rows) => {
    const options: CsvOptions = { columns: { x: 'number' }, missing: ['NA', '-999'] };
    const lines = ['x,y', ...rows.map((row) => row.join(','))];
    const fast = parseCsv(`${lines.join('\n')}\n`, options);
    expect(parseCsv(`${lines.join('\r\n')}\r\n`, options)).toEqual(fast);
    expect(parseCsv(`${lines.join('\r')}\r`, options)).toEqual(fast);
  },
);

test('many rows and many labels are kept in order, through full batches and a growing dictionary', () => {
  const count = 150_000;
  const label = (row: number): string => `pupil ${(row * 7919) % 70_001}`;
  const lines = Array.from({ length: count }, (_, row) => `${label(row)},${row / 8},${row % 3 === 0 ? '' : row}`);
  const table = parseCsv(`id,x,y\n${lines.join('\n')}\n`, { columns: { x: 'number', y: 'number' } });
  const [id, x, y] = ['id', 'x', 'y'].map((name) => table.columns.get(name));
  if (id?.kind !== 'factor' || x?.kind !== 'numeric' || y?.kind !== 'numeric') throw new Error('types');
  let wrong = 0;
  for (let row = 0; row < count; row++) {
    if (id.levels[id.codes[row] as number] !== label(row)) wrong++;
    if (x.values[row] !== row / 8) wrong++;
    if (!Object.is(y.values[row], row % 3 === 0 ? Number.NaN : row)) wrong++;
  }
  expect([table.rowCount, id.levels.length, new Set(id.levels).size, wrong]).toEqual([count, 70_001, 70_001, 0]);
});

test('a record that never ends is refused before it fills the memory', () => {
  const reader = csvReader(csvFormat({}, 'parseCsv'), tableSink());
  reader.push(new TextEncoder().encode('a,b\n1,"'));
  const piece = new Uint8Array(1 << 22).fill(0x78);
  expect(() => {
    for (let i = 0; i < 64; i++) reader.push(piece);
  }).toThrow(expect.objectContaining({ code: 'invalid_csv' }));
});
