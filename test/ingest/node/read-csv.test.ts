import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseCsv } from 'efficacy';
import { readCsv } from 'efficacy/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const options = { columns: { x: 'number' } } as const;
const text = `x,y\n${Array.from({ length: 60_000 }, (_, row) => `${row}.25,"label, ${row % 11}"`).join('\r\n')}`;
const bytes = new TextEncoder().encode(text);
const expected = parseCsv(text, options);

let folder = '';
const file = (name: string, content: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'csv-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* pieces(size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

describe('the same table comes', () => {
  test('from a file', async () => expect(await readCsv(file('a.csv', bytes), options)).toEqual(expected));
  test('from a compressed file, whatever it is called', async () =>
    expect(await readCsv(file('b.csv', gzipSync(bytes)), options)).toEqual(expected));
  test('from bytes, compressed or not', async () => {
    expect(await readCsv(bytes, options)).toEqual(expected);
    expect(await readCsv(gzipSync(bytes), options)).toEqual(expected);
  });
  test('from text compressed in parts, with zeros behind the last', async () => {
    const end = bytes.indexOf(0x0a, 900) + 1;
    const parts = [0, 1, 500].map((from, p, cuts) => gzipSync(bytes.subarray(from, cuts[p + 1] ?? end)));
    const joined = Buffer.concat([...parts, new Uint8Array(700)]);
    const first = parseCsv(bytes.subarray(0, end));
    for (const source of [joined, file('parts.csv.gz', joined)]) expect(await readCsv(source)).toEqual(first);
  });
  test.skipIf(process.platform === 'win32')('from a pipe, which has no length and is read but once', async () => {
    const path = join(folder, 'pipe');
    const maker = 'mkfifo';
    execFileSync(maker, [path]);
    const writing = writeFile(path, bytes);
    expect(await readCsv(path, options)).toEqual(expected);
    await writing;
  });
  test('from a stream', async () => expect(await readCsv(pieces(997), options)).toEqual(expected));
});

describe('a compressed file gives no numbers', () => {
  const zipped = gzipSync(bytes);
  const damaged = (at: number): Uint8Array => {
    const copy = Uint8Array.from(zipped);
    copy[at] = (copy[at] as number) ^ 0x10;
    return copy;
  };
  test('with a wrong checksum', async () =>
    expect(readCsv(file('crc.csv.gz', damaged(zipped.length - 6)), options)).rejects.toMatchObject({
      code: 'wrong_file',
    }));
  test('with a wrong length', async () =>
    expect(readCsv(damaged(zipped.length - 2), options)).rejects.toMatchObject({ code: 'wrong_file' }));
  test('cut short', async () => {
    for (const length of [30, zipped.length >> 1, zipped.length - 1])
      await expect(readCsv(zipped.subarray(0, length), options)).rejects.toMatchObject({ code: 'wrong_file' });
  });
  test('with more behind zeros, where the decompressor stops', async () => {
    const parts = [gzipSync('x,y\n1,a\n'), new Uint8Array(20), gzipSync('2,b\n')];
    const path = file('padded.csv.gz', Buffer.concat(parts));
    for (const source of [Buffer.concat(parts), path])
      await expect(readCsv(source, options)).rejects.toMatchObject({ code: 'wrong_file' });
  });
  test('when it expands beyond the bound, which is named', async () => {
    const bomb = gzipSync(new Uint8Array(50_000_000).fill(0x78));
    const error = await readCsv(bomb, { maxBytes: 1_000_000 }).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'wrong_file', detail: { maxBytes: 1_000_000 } });
    expect(String(error)).toContain('1000000');
  });
});

test('what cannot be opened is told', async () => {
  for (const path of [join(folder, 'absent.csv'), folder])
    await expect(readCsv(path)).rejects.toMatchObject({ code: 'wrong_file', detail: { path } });
});

test('the file is named in messages', async () =>
  expect(readCsv(file('bad.csv', new TextEncoder().encode('x,y\n?,a\n')), options)).rejects.toThrow('bad.csv'));

test('an error of the stream itself is passed on', async () => {
  const stream = (async function* (): AsyncGenerator<Uint8Array> {
    yield bytes.subarray(0, 100);
    throw new RangeError('of the stream');
  })();
  await expect(readCsv(stream, options)).rejects.toThrow(RangeError);
});

test('a stream of text is refused, and not passed by as if it were empty', async () => {
  const mixed = (async function* (): AsyncGenerator<unknown> {
    yield bytes;
    yield '1,a\n';
  })();
  await expect(readCsv(mixed as AsyncIterable<Uint8Array>, options)).rejects.toMatchObject({
    code: 'invalid_argument',
    detail: { received: 'string' },
  });
  await expect(readCsv([bytes.buffer] as never, options)).rejects.toMatchObject({ code: 'invalid_argument' });
});
