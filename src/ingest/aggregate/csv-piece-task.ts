import { EfficacyError } from '../../support/errors.js';
import type { PoolTask } from '../../support/pool/pool-task.js';
import { csvBody } from '../csv/body.js';
import { textDecoder } from '../csv/decode-text.js';
import { keptColumns } from '../csv/header.js';
import type { CsvFormat } from '../csv/options.js';
import { type RowBatch, rowBatch, rowPlan } from '../csv/row-plan.js';
import type { RowSink } from '../csv/row-sink.js';
import { type LabelBytes, rawDictionary } from '../csv/sent-labels.js';

/** A piece of a file, as it goes to a worker. Its memory comes back with what was read, to be used for a later piece. */
export interface CsvPiece {
  /** Where it starts in the file. */
  readonly start: number;
  /** Holds `length` bytes of text, from what should be the start of a record to the end of a line. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly length: number;
  /** Whether the file ends with it. */
  readonly last: boolean;
  /** Room for rows, of an earlier piece. */
  readonly batch: RowBatch | null;
}

/** What a worker read. */
export interface CsvPieceRead extends Omit<CsvPiece, 'batch'> {
  /** Bytes of whole records; fewer than there are where the piece ends inside of quotes. */
  readonly read: number;
  readonly batch: RowBatch | null;
  /** Who read it: the codes of labels are the reader's own. */
  readonly reader: number;
  /** For each field the labels that its reader has not told before; null where it is no label. */
  readonly labels: readonly (LabelBytes | null)[];
  /** Whether something is wrong with the piece, unless its start is. */
  readonly wrong: boolean;
}

/** What all pieces of a file share. */
export interface CsvPieces {
  readonly format: CsvFormat;
  /** The header. */
  readonly names: readonly string[];
  /** How many readers there are, in shared memory. */
  readonly readers: Int32Array;
}

/** Reads pieces of a file, each as if it were alone, but that a reader numbers labels from one piece to the next. */
export const csvPieceTask: PoolTask<CsvPieces, CsvPiece, CsvPieceRead> = {
  name: 'csv-piece',
  begin: ({ format, names, readers }) => {
    const reader = Atomics.add(readers, 0, 1);
    const bare = rowPlan(names.length, keptColumns(names, format), format, textDecoder(format.encoding));
    const raw = bare.dictionaries.map((dictionary) => dictionary && rawDictionary());
    const plan = { ...bare, dictionaries: raw.map((own) => own?.dictionary ?? null) };
    return ({ batch, ...piece }) => {
      try {
        const body = csvBody(format, plan, 1, pieceSink(piece.length, batch));
        const read = body.take(piece.bytes.subarray(0, piece.length), piece.last);
        const rows = body.end();
        const labels = raw.map((own) => own?.newLabels() ?? null);
        return { ...piece, read, batch: rows, reader, labels, wrong: false };
      } catch (error) {
        if (!(error instanceof EfficacyError)) throw error;
        return { ...piece, read: 0, batch: null, reader, labels: [], wrong: true };
      }
    };
  },
  inputMoves: ({ bytes, batch }) => [bytes.buffer, ...memoryOf(batch)],
  outputMoves: ({ bytes, batch, labels }) => [
    bytes.buffer,
    ...memoryOf(batch),
    ...labels.flatMap((label) => (label === null ? [] : [label.bytes.buffer, label.lengths.buffer])),
  ],
};

function memoryOf(batch: RowBatch | null): ArrayBuffer[] {
  return batch === null ? [] : [...batch.values, ...batch.codes].map(({ buffer }) => buffer);
}

/** Keeps all rows of a piece in one batch, which is never full: a record has a byte for each field at least. */
function pieceSink(length: number, memory: RowBatch | null): RowSink<RowBatch> {
  return {
    start(plan) {
      const most = Math.floor(length / plan.width) + 1;
      return memory !== null && memory.capacity >= most ? { ...memory, rows: 0 } : rowBatch(plan, most);
    },
    full() {
      throw new RangeError('a piece of CSV text has more rows than its bytes allow');
    },
    end: (batch) => batch,
  };
}
