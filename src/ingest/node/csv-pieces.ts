import type { FileHandle } from 'node:fs/promises';
import type { CsvPiece } from '../aggregate/csv-piece-task.js';
import { longestRecord } from '../csv/reader.js';

const lf = 0x0a;

/** Cuts a file into pieces at line ends, one after the other, as they are asked for. */
export interface PieceCutter {
  /** From where the next piece is cut: set it back where a piece was found to end inside of quotes. */
  next: number;
  /** How long a piece is at most, the longest line included. */
  length: number;
  /** Memory of pieces that are done with. */
  readonly spare: Pick<CsvPiece, 'bytes' | 'batch'>[];
  /** Whether the file cannot be cut: it has no line ends, or fewer bytes than it said. */
  failed: boolean;
}

/**
 * The pieces of a file from `cutter.next` on.
 *
 * @param size - of the file
 */
export async function* piecesOf(file: FileHandle, size: number, cutter: PieceCutter): AsyncGenerator<CsvPiece> {
  while (cutter.next < size && !cutter.failed) {
    const start = cutter.next;
    const wanted = Math.min(cutter.length, size - start);
    const { bytes, batch } = cutter.spare.pop() ?? { bytes: new Uint8Array(0), batch: null };
    const room = bytes.length < wanted ? new Uint8Array(wanted) : bytes;
    const last = start + wanted === size;
    const length = await fill(file, room, wanted, start);
    if (cutter.next !== start) {
      cutter.spare.push({ bytes: room, batch });
      continue;
    }
    const end = last ? length : room.lastIndexOf(lf, length - 1) + 1;
    if (length < wanted || (end === 0 && cutter.length >= longestRecord)) cutter.failed = true;
    else if (end === 0) cutter.length *= 2;
    else {
      cutter.next = start + end;
      yield { start, bytes: room, length: end, last, batch };
    }
  }
}

/** Reads as many bytes as are wanted, or all that are left, and says how many. */
async function fill(file: FileHandle, bytes: Uint8Array, wanted: number, position: number): Promise<number> {
  let length = 0;
  while (length < wanted) {
    const { bytesRead } = await file.read(bytes, length, wanted - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}
