import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { EfficacyError } from '../../support/errors.js';
import { abortable, orAborted, type Stop } from '../../support/pool/progress.js';
import { fileError } from './file-error.js';

/** Where CSV text comes from: a file by its path, its bytes, or a stream of them. Files and bytes may be gzip-compressed. */
export type CsvSource = string | Uint8Array | AsyncIterable<Uint8Array>;

/** Bytes that are taken at a time. */
const chunkSize = 1024 * 1024;

/** What messages call a source that the caller did not name. */
export function sourceName(source: CsvSource): string {
  return typeof source === 'string' ? basename(source) : 'the text';
}

/** How the bytes of a source are to be given. */
export interface FeedOptions {
  /** The public function and what it calls the source, for messages. */
  readonly who: string;
  readonly name: string;
  /** Bytes of the text at most; a source with more is refused, so that a small compressed file cannot fill the memory. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** Told at the start, after each piece and at the end how many bytes of the text were given, of how many if that is known. */
  readonly onBytes?: (done: number, total: number | null) => void;
}

/**
 * Gives the bytes of a source, decompressed, piece by piece.
 *
 * @throws {@link EfficacyError} `wrong_file`, `aborted`, and whatever taking them throws
 */
export async function feedCsv(
  source: CsvSource,
  push: (chunk: Uint8Array) => void,
  { who, name, maxBytes, signal, onBytes }: FeedOptions,
): Promise<void> {
  const stop = { who, signal };
  let bytes = 0;
  let total: number | null = null;
  let refusal: unknown = null;
  const take = (chunk: Uint8Array): void => {
    try {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(who, name, maxBytes);
      push(chunk);
      onBytes?.(bytes, total);
    } catch (error) {
      // A stream that is stopped may throw an error of its own in place of this one.
      refusal = error;
      throw error;
    }
  };
  const takeAll = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    try {
      for await (const chunk of abortable(chunks, stop)) take(chunk);
    } catch (error) {
      refusal ??= error;
      throw error;
    }
  };
  const begin = (length: number | null): void => {
    total = length;
    onBytes?.(0, total);
  };
  try {
    await orAborted(Promise.resolve(), stop);
    if (typeof source === 'string') {
      const { kind, size } = await kindOf(source);
      begin(kind === 'plain' ? size : null);
      if (kind === 'plain') await takeFile(source, take, stop);
      else if (kind === 'pipe') await takeAll(createReadStream(source, { highWaterMark: chunkSize }));
      else
        await takeGzip((start) => createReadStream(source, { start, highWaterMark: chunkSize }), takeAll, {
          who,
          name,
        });
    } else if (!(source instanceof Uint8Array)) {
      begin(null);
      await takeAll(source);
    } else if (isGzip(source)) {
      begin(null);
      await takeGzip((start) => Readable.from([source.subarray(start)]), takeAll, { who, name });
    } else {
      begin(source.length);
      take(source);
    }
  } catch (error) {
    throw fileError(refusal ?? error, who, typeof source === 'string' ? source : name, name);
  }
}

/**
 * The text of compressed bytes, of one member or of several. Zeros may fill up their last block; the decompressor stops there, and what stands behind
 * them, as where filled blocks were joined, would be lost without a word.
 *
 * @param bytesFrom - the bytes from one on
 */
async function takeGzip(
  bytesFrom: (start: number) => Readable,
  takeAll: (chunks: AsyncIterable<Uint8Array>) => Promise<void>,
  { who, name }: Pick<FeedOptions, 'who' | 'name'>,
): Promise<void> {
  const source = bytesFrom(0);
  const gunzip = createGunzip({ chunkSize });
  // Not a pipeline, to which it is an error that the decompressor stops before its source does.
  source.on('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  try {
    await takeAll(gunzip);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
  for await (const chunk of bytesFrom(gunzip.bytesWritten) as AsyncIterable<Uint8Array>) {
    if (chunk.every((byte) => byte === 0)) continue;
    throw new EfficacyError(
      'wrong_file',
      `${who} found more data behind the zeros that end the gzip data of ${name}; decompress its parts one by one, and join those`,
      { name },
    );
  }
}

/** What a path leads to: a compressed file, one that is not, or a pipe, which can be read but once. */
async function kindOf(path: string): Promise<{ readonly kind: 'plain' | 'gzip' | 'pipe'; readonly size: number }> {
  const about = await stat(path);
  const { size } = about;
  if (!about.isFile() && !about.isDirectory()) return { kind: 'pipe', size };
  return { kind: isGzip(await firstBytes(path, 2)) ? 'gzip' : 'plain', size };
}

/** Whether bytes begin as gzip data does. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The bytes of a file, always in the same memory, where a stream would ask for new memory a piece; the next piece is read while one is
 * taken.
 */
async function takeFile(path: string, take: (chunk: Uint8Array) => void, stop: Stop): Promise<void> {
  const file = await open(path);
  const read = (buffer: Uint8Array) => file.read(buffer, 0, chunkSize, null);
  let [buffer, other] = [new Uint8Array(chunkSize), new Uint8Array(chunkSize)];
  let reading = read(buffer);
  try {
    for (;;) {
      const { bytesRead } = await orAborted(reading, stop);
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
