import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { quoted } from '../../support/text.js';
import { type CsvOptions, csvFormat } from '../csv/options.js';
import { csvReader } from '../csv/reader.js';
import { tableSink } from '../csv/table-sink.js';

/** Options of {@link readCsv}: those of the text, and a bound for compressed files. */
export interface ReadCsvOptions extends CsvOptions {
  /**
   * Bytes that a compressed file may expand to.
   * @defaultValue 8 GiB
   */
  readonly maxBytes?: number;
}

const chunkSize = 1024 * 1024;

/**
 * A table from a CSV file, plain or gzip-compressed, read as a stream; the rules are those of {@link parseCsv}.
 *
 * @param path - of the file
 * @returns a promise of the table
 * @throws {@link EfficacyError} as `parseCsv` does; `wrong_file` when the file cannot be opened or its compression is damaged
 *
 * @example
 * const table = await readCsv('scores.csv', { columns: { post: 'number' }, missing: ['NA'] });
 */
export async function readCsv(path: string, options: ReadCsvOptions = {}): Promise<Table> {
  const { maxBytes = 8 * 1024 ** 3, ...text } = options;
  const format = csvFormat({ name: basename(path), ...text }, 'readCsv');
  const reader = csvReader(format, tableSink());
  let bytes = 0;
  const feed = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(format.name, maxBytes);
      reader.push(chunk);
    }
  };
  try {
    const zipped = await isGzip(path);
    const file = createReadStream(path, { highWaterMark: chunkSize });
    if (zipped) await pipeline(file, createGunzip({ chunkSize }), feed);
    else await pipeline(file, feed);
  } catch (error) {
    throw asEfficacyError(error, path, format.name);
  }
  return reader.end();
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

function tooLarge(name: string, maxBytes: number): EfficacyError {
  return new EfficacyError(
    'wrong_file',
    `readCsv stopped after ${maxBytes} bytes of ${name}; raise maxBytes if it is really that large`,
    {
      name,
      maxBytes,
    },
  );
}

function asEfficacyError(error: unknown, path: string, name: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof EfficacyError) return error;
  if (code.startsWith('Z_')) {
    return new EfficacyError(
      'wrong_file',
      `readCsv cannot decompress ${name}: the gzip data (.gz) is damaged or cut short; fetch the file again`,
      {
        name,
        cause: code,
      },
    );
  }
  const problem = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it may not be read' }[code];
  if (problem === undefined) return error;
  return new EfficacyError('wrong_file', `readCsv cannot open ${quoted(path, 200)}: ${problem}`, { path, cause: code });
}
