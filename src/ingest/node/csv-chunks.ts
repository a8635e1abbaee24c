import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { EfficacyError } from '../../support/errors.js';
import { fileError } from './file-error.js';

/** Where CSV text comes from: a file by its path, its bytes, or a stream of them. Files and bytes may be gzip-compressed. */
export type CsvSource = string | Uint8Array | AsyncIterable<Uint8Array>;

/** Bytes that are taken at a time. */
const chunkSize = 1024 * 1024;

/** What messages call a source that the caller did not name. */
export function sourceName(source: CsvSource): string {
  return typeof source === 'string' ? basename(source) : 'the text';
}

/**
 * Gives the bytes of a source, decompressed, piece by piece.
 *
 * @param maxBytes - of the text; a source with more is refused, so that a small compressed file cannot fill the memory
 */
export async function feedCsv(
  source: CsvSource,
  push: (chunk: Uint8Array) => void,
  about: { readonly who: string; readonly name: string; readonly maxBytes: number },
): Promise<void> {
  const { who, name, maxBytes } = about;
  let bytes = 0;
  let refusal: unknown = null;
  const take = (chunk: Uint8Array): void => {
    try {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(who, name, maxBytes);
      push(chunk);
    } catch (error) {
      // A pipeline that is stopped may throw an error of its own in place of this one.
      refusal = error;
      throw error;
    }
  };
  const takeAll = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of chunks) take(chunk);
  };
  try {
    if (typeof source === 'string') {
      if (!isGzip(await firstBytes(source, 2))) await takeFile(source, take);
      else await pipeline(createReadStream(source, { highWaterMark: chunkSize }), createGunzip({ chunkSize }), takeAll);
    } else if (!(source instanceof Uint8Array)) {
      await takeAll(source);
    } else if (isGzip(source)) {
      await pipeline(Readable.from([source]), createGunzip({ chunkSize }), takeAll);
    } else {
      take(source);
    }
  } catch (error) {
    throw fileError(refusal ?? error, who, typeof source === 'string' ? source : name, name);
  }
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The bytes of a file, always in the same memory, where a stream would ask for new memory a piece; the next piece is read while one is
 * taken.
 */
async function takeFile(path: string, take: (chunk: Uint8Array) => void): Promise<void> {
  const file = await open(path);
  const read = (buffer: Uint8Array) => file.read(buffer, 0, chunkSize, null);
  let [buffer, other] = [new Uint8Array(chunkSize), new Uint8Array(chunkSize)];
  let reading = read(buffer);
  try {
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      reading = read(other);
      take(buffer.subarray(0, bytesRead));
      [buffer, other] = [other, buffer];
    }
  } finally {
    await Promise.allSettled([reading]);
    await file.close();
  }
}

/** The first bytes of a file, fewer where it has fewer. */
export async function firstBytes(path: string, count: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function tooLarge(who: string, name: string, maxBytes: number): EfficacyError {
  return new EfficacyError(
    'wrong_file',
    `${who} stopped after ${maxBytes} bytes of ${name}; raise maxBytes if it is really that large`,
    { name, maxBytes },
  );
}
