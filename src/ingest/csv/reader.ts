import { EfficacyError } from '../../support/errors.js';
import { type CsvBody, csvBody } from './body.js';
import { textDecoder } from './decode-text.js';
import { keptColumns } from './header.js';
import type { CsvFormat } from './options.js';
import { markLength, readHeader } from './read-header.js';
import { rowPlan } from './row-plan.js';
import type { RowSink } from './row-sink.js';
import { refuseWrongFile } from './wrong-file.js';

/** Reads a CSV file piece by piece. */
export interface CsvReader<T> {
  /** The next bytes, which are not kept. */
  push(chunk: Uint8Array): void;
  /** No more bytes: what the sink made of the rows, or the error that lists the bad cells. */
  end(): T;
}

/** A record longer than this is taken for a quote that was never closed. */
export const longestRecord: number = 64 * 1024 * 1024;

/** The first bytes tell what kind of file this is. */
export const enoughToTell = 512;

/**
 * A strict reader: every record must have as many fields as the header, every numeric cell must be a number, every label valid text.
 * Errors name the line on which the record starts.
 */
export function csvReader<T>(format: CsvFormat, sink: RowSink<T>): CsvReader<T> {
  const { who, name } = format;
  let pending = new Uint8Array(0); // holds the start of a record whose end has not come yet
  let pendingLength = 0;
  let worthAnotherLook = 0; // bytes that must be there before an unfinished record is scanned again
  let sniffed = false;
  let body: CsvBody<T> | null = null;

  /** Takes all records that are there; returns where the first unfinished one starts. */
  const consume = (bytes: Uint8Array, last: boolean): number => {
    if (body !== null) return body.take(bytes, last);
    const header = readHeader(bytes, last, format);
    if (header === null) return 0;
    const { names, next, line } = header;
    const plan = rowPlan(names.length, keptColumns(names, format), format, textDecoder(format.encoding));
    body = csvBody(format, plan, line, sink);
    return next + body.take(bytes.subarray(next), last);
  };

  const take = (chunk: Uint8Array, last: boolean): void => {
    let bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
    if (pendingLength > 0 || (!sniffed && bytes.length < enoughToTell)) {
      pending = withRoom(pending, pendingLength, bytes.length);
      pending.set(bytes, pendingLength);
      pendingLength += bytes.length;
      bytes = pending.subarray(0, pendingLength);
    }
    if (bytes.length < (sniffed ? worthAnotherLook : enoughToTell) && !last) return;
    if (!sniffed) {
      refuseWrongFile(bytes.subarray(0, enoughToTell), who, name);
      sniffed = true;
      bytes = bytes.subarray(markLength(bytes, format));
    }
    keep(bytes, bytes.length === 0 ? 0 : consume(bytes, last));
  };

  /** Keeps the start of an unfinished record. */
  const keep = (bytes: Uint8Array, from: number): void => {
    const length = bytes.length - from;
    if (length > longestRecord) {
      const line = body?.line() ?? 1;
      throw new EfficacyError(
        'invalid_csv',
        `${who} found a record of more than ${longestRecord} bytes that starts on line ${line} of ${name}: is a quote not closed?`,
        { name, line, limit: longestRecord },
      );
    }
    if (bytes.buffer === pending.buffer)
      pending.copyWithin(0, bytes.byteOffset + from, bytes.byteOffset + bytes.length);
    else {
      pending = withRoom(pending, 0, length);
      pending.set(bytes.subarray(from));
    }
    pendingLength = length;
    worthAnotherLook = from === 0 ? 2 * length : 0;
  };

  return {
    push(chunk) {
      if (!(chunk instanceof Uint8Array)) throw notBytes(chunk, who, name);
      take(chunk, false);
    },
    end() {
      take(new Uint8Array(0), true);
      if (body === null)
        throw new EfficacyError('no_data', `${who} needs CSV text with a header; ${name} is empty`, { name });
      return body.end();
    },
  };
}

/** The error for what a stream or a caller gave in place of bytes: text of it would be passed by as if it were not there. */
function notBytes(chunk: unknown, who: string, name: string): EfficacyError {
  const received = typeof chunk === 'object' && chunk !== null ? (chunk.constructor?.name ?? 'object') : typeof chunk;
  return new EfficacyError(
    'invalid_argument',
    `${who} needs the bytes of ${name} as Uint8Array; got ${received}; let a stream give bytes (without an encoding), and wrap an ArrayBuffer`,
    { name, received },
  );
}

/** The buffer itself when it has room for more bytes behind those in use, else a larger one that holds them. */
function withRoom(buffer: Uint8Array<ArrayBuffer>, used: number, more: number): Uint8Array<ArrayBuffer> {
  if (used + more <= buffer.length) return buffer;
  const larger = new Uint8Array(Math.max(2 * buffer.length, used + more));
  larger.set(buffer.subarray(0, used));
  return larger;
}
