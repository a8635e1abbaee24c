import { badCells } from './bad-cells.js';
import { addRecord, notUtf8 } from './careful-row.js';
import { lineLog } from './line-log.js';
import type { CsvFormat } from './options.js';
import { byteKinds, recordFields, type ScanProblem, scanFailure, scanRecord } from './records.js';
import type { RowBatch, RowPlan } from './row-plan.js';
import type { RowSink } from './row-sink.js';
import { scanRows } from './scan-rows.js';
import { textCheck } from './text-check.js';

/** Reads the records behind a header. */
export interface CsvBody<T> {
  /** On which line the next record starts. */
  line(): number;
  /**
   * Takes all records that are there.
   *
   * @param bytes - from the start of a record on
   * @param last - no more bytes will come
   * @returns where the first unfinished record starts
   */
  take(bytes: Uint8Array, last: boolean): number;
  /** No more records: what the sink made of the rows, or the error that lists the bad cells. */
  end(): T;
}

const lf = 0x0a;

/**
 * The body of a file. Ordinary records go through the hot loop of `scanRows`, the others one by one through `scanRecord`, which knows all
 * the rules.
 *
 * @param firstLine - on which the first record starts
 */
export function csvBody<T>(format: CsvFormat, plan: RowPlan, firstLine: number, sink: RowSink<T>): CsvBody<T> {
  const { who, name } = format;
  const kinds = byteKinds(format.delimiter);
  const bad = badCells('line');
  const lines = lineLog();
  const isText = textCheck(format.encoding);
  const fields = recordFields(plan.width);
  let line = firstLine;
  let batch = sink.start(plan, lines.map);

  const fail = (problem: ScanProblem, linesBelow: number): never => {
    throw scanFailure(problem, line + linesBelow, who, name);
  };

  /** Ordinary records, as many as follow one another and have room. */
  const takeRows = (bytes: Uint8Array, from: number, limit: number): number => {
    const before = batch.rows;
    const next = scanRows(bytes, from, limit, plan, batch);
    const rows = batch.rows - before;
    if (rows > 0) lines.add(rows, line);
    line += rows;
    return next;
  };

  /** One record of any kind; returns -1 when it is not all there yet. */
  const takeRecord = (bytes: Uint8Array, from: number, last: boolean): number => {
    const next = scanRecord(bytes, from, bytes.length, last, kinds, fields, fail);
    if (next === -1) return -1;
    if (!isText(bytes, from, next)) throw notUtf8(line, who, name);
    // An empty line is no record, unless the table has a single column. One of two quotes is a record.
    const isEmptyLine = plan.width > 1 && fields.count === 1 && fields.starts[0] === from && fields.ends[0] === from;
    if (!isEmptyLine) {
      addRecord(bytes, fields, plan, batch, bad, line, format);
      lines.add(1, line);
    }
    line += 1 + fields.innerLines;
    return next;
  };

  const withRoom = (): RowBatch => {
    if (batch.rows === batch.capacity) batch = sink.full(batch);
    return batch;
  };

  return {
    line: () => line,
    take(bytes, last) {
      let at = 0;
      const lastLine = bytes.lastIndexOf(lf) + 1;
      // Where some bytes are no text, every record is looked at, to tell the line.
      const limit = isText(bytes, 0, lastLine) ? lastLine : 0;
      while (at < bytes.length) {
        const { capacity } = withRoom();
        if (at < limit) at = takeRows(bytes, at, limit);
        if (at >= bytes.length || batch.rows === capacity) continue;
        const next = takeRecord(bytes, at, last);
        if (next === -1) break;
        at = next;
      }
      return at;
    },
    end() {
      bad.refuse(who, name);
      return sink.end(batch);
    },
  };
}
