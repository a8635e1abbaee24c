import { type FileHandle, open } from 'node:fs/promises';
import type { GroupedComoments } from '../../aggregate/group-comoments.js';
import { EfficacyError } from '../../support/errors.js';
import type { Watch } from '../../support/pool/progress.js';
import type { WorkerPool } from '../../support/pool/worker-pool.js';
import { comomentsSink } from '../aggregate/comoments-sink.js';
import { type CsvPieceRead, csvPieceTask } from '../aggregate/csv-piece-task.js';
import type { AggregateCsvOptions } from '../aggregate/options.js';
import { textDecoder } from '../csv/decode-text.js';
import { keptColumns } from '../csv/header.js';
import type { CsvFormat } from '../csv/options.js';
import { type CsvHeader, markLength, readHeader } from '../csv/read-header.js';
import { enoughToTell, longestRecord } from '../csv/reader.js';
import { type RowBatch, type RowPlan, rowPlan } from '../csv/row-plan.js';
import type { RowSink } from '../csv/row-sink.js';
import { type Translation, translationInto } from '../csv/sent-labels.js';
import { refuseWrongFile } from '../csv/wrong-file.js';
import { type PieceCutter, piecesOf } from './csv-pieces.js';

/** Bytes of a piece: enough to be worth sending, few enough for the memory. */
const pieceBytes = 2 ** 20;

/** A header is looked for in so many bytes. */
const headBytes = 2 ** 16;

/** A file that is not compressed, and how to read it on several cores. */
export interface ParallelCsv extends Watch {
  readonly path: string;
  readonly format: CsvFormat;
  readonly pool: WorkerPool;
  /** Another cut into pieces gives the same bits. */
  readonly pieceBytes?: number;
}

/**
 * Reduces a file to co-moments by group: workers read pieces of it, and this thread adds their rows in the order of the file, so that
 * the bits are those of one thread. A piece is cut at a line end, which may be inside of quotes: the piece before it then ends with
 * an unfinished record, what was read behind it is forgotten, and the next piece is cut where that record starts.
 *
 * @returns null where something is wrong with the file or it cannot be cut: one thread that reads it from its start says what and where
 */
export async function aggregateCsvParallel(
  options: AggregateCsvOptions,
  csv: ParallelCsv,
): Promise<GroupedComoments | null> {
  const file = await open(csv.path);
  try {
    const { size } = await file.stat();
    const header = await headerOf(file, csv.format);
    return header === null ? null : await sumPieces(file, size, header, options, csv);
  } finally {
    await file.close();
  }
}

async function sumPieces(
  file: FileHandle,
  size: number,
  { names, next }: CsvHeader,
  options: AggregateCsvOptions,
  { format, pool, signal, onProgress, pieceBytes: length = pieceBytes }: ParallelCsv,
): Promise<GroupedComoments | null> {
  const { who } = format;
  const plan = rowPlan(names.length, keptColumns(names, format), format, textDecoder(format.encoding));
  const sink = comomentsSink(options, who);
  const empty = sink.start(plan, { rows: [], offsets: [] });
  const cutter: PieceCutter = { next, length, spare: [], failed: false };
  const shared = { format, names, readers: new Int32Array(new SharedArrayBuffer(4)) };
  const translationsOf = labelTranslations(plan);
  const watch = { who, ...(signal && { signal }) };
  const tell = (done: number): void => onProgress?.({ phase: 'read', done, total: size });
  tell(0);
  let at = next;
  while (at < size) {
    cutter.next = at;
    for await (const piece of pool.each(csvPieceTask, shared, piecesOf(file, size, cutter), watch)) {
      const translations = translationsOf(piece);
      if (piece.start === at) {
        if (piece.wrong || !addPiece(piece, translations, sink)) return null;
        if (piece.read === 0 && piece.length >= longestRecord) return null;
        at += piece.read;
        tell(at);
        if (piece.read < piece.length) cutter.next = at;
        cutter.length = piece.read === 0 ? 2 * cutter.length : length;
      }
      cutter.spare.push({ bytes: piece.bytes, batch: piece.batch });
    }
    if (cutter.failed) return null;
  }
  return sink.end(empty);
}

/** The header of a file that may be a CSV file; null when it is too long to be found. */
async function headerOf(file: FileHandle, format: CsvFormat): Promise<CsvHeader | null> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0);
  const head = buffer.subarray(0, bytesRead);
  refuseWrongFile(head.subarray(0, enoughToTell), format.who, format.name);
  const mark = markLength(head, format);
  const header = readHeader(head.subarray(mark), false, format);
  return header && { ...header, next: header.next + mark };
}

/** For each field of a piece the translation of its reader's labels into those of the file, with the piece's own; null where it is no label. */
function labelTranslations({ dictionaries }: RowPlan): (piece: CsvPieceRead) => readonly (Translation | null)[] {
  const byReader = new Map<number, readonly (Translation | null)[]>();
  return ({ reader, labels }) => {
    const known = byReader.get(reader) ?? dictionaries.map((dictionary) => dictionary && translationInto(dictionary));
    byReader.set(reader, known);
    labels.forEach((sent, field) => {
      if (sent !== null) known[field]?.learn(sent);
    });
    return known;
  };
}

/** Rows that are added at a time: few enough to stay in the cache. */
const sliceRows = 2 ** 14;

/** Adds the rows of a piece; false when a label is no text or a weight is wrong. */
function addPiece(
  { batch }: CsvPieceRead,
  translations: readonly (Translation | null)[],
  sink: RowSink<unknown>,
): boolean {
  if (batch === null) return false;
  try {
    for (let from = 0; from < batch.rows; from += sliceRows) {
      const slice = sliceOf(batch, from, Math.min(batch.rows, from + sliceRows));
      const isText = translations.every((labels, field) => labels?.translate(slice.codes[field]!) ?? true);
      if (!isText) return false;
      sink.full(slice);
    }
    return true;
  } catch (error) {
    if (error instanceof EfficacyError) return false;
    throw error;
  }
}

/** The rows `from` to before `end` of a batch, in the same memory. */
function sliceOf({ values, codes }: RowBatch, from: number, end: number): RowBatch {
  return {
    rows: end - from,
    capacity: end - from,
    values: values.map((column) => column.subarray(from, end)),
    codes: codes.map((column) => column.subarray(from, end)),
  };
}
