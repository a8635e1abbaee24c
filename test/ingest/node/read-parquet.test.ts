import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingCode, type Table } from 'efficacy';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readParquet } from '../../../src/ingest/node/read-parquet.js';
import { readTable } from '../../../src/ingest/node/read-table.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parquet-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type ColumnData = Parameters<typeof parquetWriteBuffer>[0]['columnData'];
const parquet = (columnData: ColumnData, options: object = {}): Uint8Array =>
  new Uint8Array(parquetWriteBuffer({ columnData, ...options }));

function cells(table: Table, name: string): readonly (string | number | null)[] {
  const column = table.columns.get(name);
  if (column === undefined) throw new Error(`no column ${name}`);
  return column.kind === 'numeric'
    ? Array.from(column.values, (x) => (Number.isNaN(x) ? null : x))
    : Array.from(column.codes, (code) => (code === missingCode ? null : (column.levels[code] as string)));
}

const scores: ColumnData = [
  { name: 'id', data: [9007199254740993n, 9007199254740992n, 3n], type: 'INT64' },
  { name: 'arm', data: ['t', 'c', 't'], type: 'STRING' },
  { name: 'grade', data: [3, 4, 3], type: 'INT32' },
  { name: 'post', data: [1.5, null, 3], type: 'DOUBLE', nullable: true },
  { name: 'passed', data: [true, false, true], type: 'BOOLEAN' },
];

test('a file is read column by column', async () => {
  const table = await readParquet(parquet(scores));
  expect([...table.columns.keys()]).toEqual(['id', 'arm', 'grade', 'post', 'passed']);
  expect(cells(table, 'id')).toEqual(['9007199254740993', '9007199254740992', '3']);
  expect(cells(table, 'arm')).toEqual(['t', 'c', 't']);
  expect(cells(table, 'grade')).toEqual([3, 4, 3]);
  expect(cells(table, 'post')).toEqual([1.5, null, 3]);
  expect(cells(table, 'passed')).toEqual(['true', 'false', 'true']);
});

test('types may be declared and columns chosen', async () => {
  const table = await readParquet(parquet(scores), { columns: { grade: 'text' }, only: ['post', 'grade'] });
  expect([...table.columns.keys()]).toEqual(['post', 'grade']);
  expect(cells(table, 'grade')).toEqual(['3', '4', '3']);
});

test('several row groups follow one another', async () => {
  const count = 5000;
  const data = Array.from({ length: count }, (_, row) => row);
  const bytes = parquet(
    [
      { name: 'x', data: Float64Array.from(data), type: 'DOUBLE' },
      { name: 'y', data: data.map((row) => `label ${row % 7}`), type: 'STRING' },
    ],
    { rowGroupSize: 700 },
  );
  const table = await readParquet(bytes);
  expect(table.rowCount).toBe(count);
  expect(cells(table, 'x')).toEqual(data);
  expect(cells(table, 'y')).toEqual(data.map((row) => `label ${row % 7}`));
});

test('a file is told by its first bytes, whatever it is called', async () => {
  const path = join(folder, 'scores.data');
  writeFileSync(path, parquet(scores));
  expect(cells(await readTable(path, { only: ['grade'] }), 'grade')).toEqual([3, 4, 3]);
});

test('a file that was cut short anywhere gives no numbers', async () => {
  const bytes = parquet(scores);
  for (let length = 0; length < bytes.length; length += 13) {
    await expect(readParquet(bytes.slice(0, length))).rejects.toMatchObject({
      code: length === 0 ? 'no_data' : 'wrong_file',
    });
  }
});

test('what cannot be opened is told', async () => {
  await expect(readParquet(join(folder, 'absent.parquet'))).rejects.toMatchObject({ code: 'wrong_file' });
  await expect(readParquet(folder)).rejects.toMatchObject({ code: 'wrong_file' });
});

test('a column that there is not, and one that is named in a wrong type', async () => {
  await expect(readParquet(parquet(scores), { only: ['pre'] })).rejects.toMatchObject({ code: 'column_not_found' });
  await expect(readParquet(parquet(scores), { columns: { arm: 'number' } })).rejects.toMatchObject({
    code: 'invalid_number',
  });
});
