import { EfficacyError } from '../../support/errors.js';
import { badCells } from './bad-cells.js';
import { addRecord, cellBytes, notUtf8 } from './careful-row.js';
import { textDecoder } from './decode-text.js';
import { keptColumns } from './header.js';
import { lineLog } from './line-log.js';
import type { CsvFormat } from './options.js';
import { byteKinds, recordFields, type ScanProblem, scanFailure, scanRecord } from './records.js';
import { type RowBatch, type RowPlan, rowPlan } from './row-plan.js';
import type { RowSink } from './row-sink.js';
import { scanRows } from './scan-rows.js';
import { textCheck } from './text-check.js';
import { refuseOtherDelimiter, refuseWrongFile } from './wrong-file.js';

/** Reads a CSV file piece by piece. */
export interface CsvReader<T> {
  /** The next bytes, which are not kept. */
  push(chunk: Uint8Array): void;
  /** No more bytes: what the sink made of the rows, or the error that lists the bad cells. */
  end(): T;
}

/** A record longer than this is taken for a quote that was never closed. */
const longestRecord = 64 * 1024 * 1024;

/** The first bytes tell what kind of file this is. */
const enoughToTell = 512;

const lf = 0x0a;

/**
 * A strict reader: every record must have as many fields as the header, every numeric cell must be a number, every label valid text.
 * Errors name the line on which the record starts. Ordinary records go through the hot loop of `scanRows`, the others one by one through
 * `scanRecord`, which knows all the rules.
 */
export function csvReader<T>(format: CsvFormat, sink: RowSink<T>): CsvReader<T> {
  const { who, name } = format;
  const kinds = byteKinds(format.delimiter);
  const bad = badCells('line');
  const lines = lineLog();
  const isText = textCheck(format.encoding);
  const decode = textDecoder(format.encoding);

  let pending = new Uint8Array(0); // holds the start of a record whose end has not come yet
  let pendingLength = 0;
  let worthAnotherLook = 0; // bytes that must be there before an unfinished record is scanned again
  let sniffed = false;
  let line = 1;
  let fields = recordFields(16);
  let body: { readonly plan: RowPlan; batch: RowBatch } | null = null;

  const fail = (problem: ScanProblem, linesBelow: number): never => {
    throw scanFailure(problem, line + linesBelow, who, name);
  };

  const takeHeader = (bytes: Uint8Array, last: boolean): number => {
    let next = scanRecord(bytes, 0, bytes.length, last, kinds, fields, fail);
    if (next === -1) return 0;
    if (fields.count > fields.starts.length) {
      fields = recordFields(fields.count);
      next = scanRecord(bytes, 0, bytes.length, last, kinds, fields, fail);
    }
    const names = Array.from({ length: fields.count }, (_, field) => {
      const cell = cellBytes(bytes, fields, field);
      const text = decode(cell, 0, cell.length);
      if (text === null) throw notUtf8(line, who, name);
      return text;
    });
    refuseOtherDelimiter(names, format.delimiter, who, name);
    const plan = rowPlan(names.length, keptColumns(names, format), format, decode);
    line += 1 + fields.innerLines;
    fields = recordFields(names.length);
    body = { plan, batch: sink.start(plan, lines.map) };
    return next;
  };

  /** Ordinary records, as many as follow one another and have room. */
  const takeRows = (bytes: Uint8Array, from: number, limit: number, plan: RowPlan, batch: RowBatch): number => {
    const before = batch.rows;
    const next = scanRows(bytes, from, limit, plan, batch);
    const rows = batch.rows - before;
    if (rows > 0) lines.add(rows, line);
    line += rows;
    return next;
  };

  /** One record of any kind; returns -1 when it is not all there yet. */
  const takeRecord = (bytes: Uint8Array, from: number, last: boolean, plan: RowPlan, batch: RowBatch): number => {
    const next = scanRecord(bytes, from, bytes.length, last, kinds, fields, fail);
    if (next === -1) return -1;
    if (!isText(bytes, from, next)) throw notUtf8(line, who, name);
    // An empty line is no record, unless the table has a single column.
    const isEmptyLine = plan.width > 1 && fields.count === 1 && fields.starts[0] === fields.ends[0];
    if (!isEmptyLine) {
      addRecord(bytes, fields, plan, batch, bad, line, format);
      lines.add(1, line);
    }
    line += 1 + fields.innerLines;
    return next;
  };

  /** Takes all records that are there; returns where the first unfinished one starts. */
  const consume = (bytes: Uint8Array, last: boolean): number => {
    let at = body === null ? takeHeader(bytes, last) : 0;
    if (body === null) return 0;
    const lastLine = bytes.lastIndexOf(lf) + 1;
    // Where some bytes are no text, every record is looked at, to tell the line.
    const limit = isText(bytes, at, Math.max(at, lastLine)) ? lastLine : 0;
    while (at < bytes.length) {
      if (body.batch.rows === body.batch.capacity) body.batch = sink.full(body.batch);
      const { plan, batch } = body;
      if (at < limit) at = takeRows(bytes, at, limit, plan, batch);
      if (at >= bytes.length || batch.rows === batch.capacity) continue;
      const next = takeRecord(bytes, at, last, plan, batch);
      if (next === -1) break;
      at = next;
    }
    return at;
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
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
    }
    keep(bytes, consume(bytes, last));
  };

  /** Keeps the start of an unfinished record. */
  const keep = (bytes: Uint8Array, from: number): void => {
    const length = bytes.length - from;
    if (length > longestRecord) {
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
    push: (chunk) => take(chunk, false),
    end() {
      take(new Uint8Array(0), true);
      if (body === null)
        throw new EfficacyError('no_data', `${who} needs CSV text with a header; ${name} is empty`, { name });
      bad.refuse(who, name);
      return sink.end(body.batch);
    },
  };
}

/** The buffer itself when it has room for more bytes behind those in use, else a larger one that holds them. */
function withRoom(buffer: Uint8Array<ArrayBuffer>, used: number, more: number): Uint8Array<ArrayBuffer> {
  if (used + more <= buffer.length) return buffer;
  const larger = new Uint8Array(Math.max(2 * buffer.length, used + more));
  larger.set(buffer.subarray(0, used));
  return larger;
}
