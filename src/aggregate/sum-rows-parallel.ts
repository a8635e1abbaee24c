import { piecesAhead } from '../support/pool/pieces.js';
import { orAborted, type Watch } from '../support/pool/progress.js';
import { breathe } from '../support/pool/runtime.js';
import { hasSharedMemory, sharedCopy } from '../support/pool/shared-memory.js';
import type { RunOptions, WorkerPool } from '../support/pool/worker-pool.js';
import { blockSumsTask, type RowsToSum } from './block-sums-task.js';
import { type Cells, cellBytes } from './cells.js';
import { addFirstRows, firstRows, firstRowsTask, noRow, shiftsAt } from './first-rows.js';
import { cutKeys, placesOfRange, sizesInRange } from './key-range.js';
import { keyRangeTask } from './key-range-task.js';
import { type Rows, slotCount } from './rows.js';
import { addSentSums, placeSentSums } from './sent-sums.js';
import { addToSums, isExact, newSums, type SumsOfRows } from './sums-of-rows.js';

/** How work is shared out. Only speed depends on it. */
export interface Sharing {
  /** Sums of groups that take more bytes than this are not sent and added block by block. */
  readonly mostBytesAdded: number;
  /**
   * Two workers sum no sooner than one thread where sums take more bytes than this: they are beyond the cache of a core, so that both wait for the
   * memory, and what is copied to and fro takes as long as the second worker saves.
   */
  readonly mostBytesOfTwo: number;
  /** Whether columns are copied to shared memory for two workers: that takes longer than to sum them. */
  readonly copiesForTwo: boolean;
  /** Fewer rows than this are summed sooner than they are shared out. */
  readonly fewestRows: number;
  /** Exact sums do not depend on the cut, so that fewer rows than a block are enough for a piece. */
  readonly exactPieceRows: number;
}

const usualSharing: Sharing = {
  mostBytesAdded: 2 ** 23,
  mostBytesOfTwo: 2 ** 20,
  copiesForTwo: false,
  fewestRows: 2 ** 17,
  exactPieceRows: 2 ** 18,
};

/** Sums rows by the workers of a pool, or in this thread where there are none: the same bits either way. */
export async function sumRowsParallel(
  work: RowsToSum,
  pool: WorkerPool,
  watch: Watch,
  who: string,
  { mostBytesAdded, mostBytesOfTwo, copiesForTwo, fewestRows, exactPieceRows }: Sharing = usualSharing,
): Promise<SumsOfRows> {
  const { rows, rowCount, slots, weighting, precision, blockRows } = work;
  const sums = newSums(precision, rows.columns.length, slots, weighting, blockRows);
  const options = inRows(watch, rowCount, who);
  const bytes = bytesOf(sums);
  const wide = bytes > mostBytesAdded && rows.keys.length > 0;
  const isCopied = hasSharedMemory() && rows.columns.some(({ buffer }) => buffer instanceof ArrayBuffer);
  const isSlow = pool.size < 3 && (bytes > mostBytesOfTwo || (isCopied && !copiesForTwo));
  const pieces = wide ? [] : cutRows(rowCount, precision === 'exact' ? exactPieceRows : blockRows);
  if (pool.size < 2 || isSlow || !hasSharedMemory() || rowCount < fewestRows || pieces.length === 1) {
    await sumHere(sums, work, options);
  } else if (wide) {
    await sumByKeys(sums, inSharedMemory(work), pool, options);
  } else {
    await sumByRows(sums, inSharedMemory(work), pieces, pool, options);
  }
  return sums;
}

async function sumHere(
  sums: SumsOfRows,
  { rows, rowCount, blockRows }: RowsToSum,
  { who, signal, phase, onProgress }: RunOptions & { readonly who: string; readonly phase: string },
): Promise<void> {
  const pieces = cutRows(rowCount, blockRows);
  const total = pieces.length;
  let done = 0;
  const tell = (): void => onProgress?.({ phase, done, total });
  await orAborted(Promise.resolve(), { who, signal });
  tell();
  for (const [from, end] of pieces) {
    addToSums(sums, rows, from, end);
    await orAborted(breathe(), { who, signal });
    done++;
    tell();
  }
}

async function sumByKeys(sums: SumsOfRows, work: RowsToSum, pool: WorkerPool, options: RunOptions): Promise<void> {
  const { rows, rowCount } = work;
  const ranges = cutKeys(rows, rowCount, pool.size);
  let at = 0;
  for await (const part of pool.each(keyRangeTask, work, ranges, options)) {
    const range = ranges[at++]!;
    placeSentSums(sums, part, slotCount(sizesInRange(rows.sizes, range)), placesOfRange(rows.sizes, range));
  }
}

async function sumByRows(
  sums: SumsOfRows,
  work: RowsToSum,
  pieces: readonly (readonly [number, number])[],
  pool: WorkerPool,
  options: RunOptions,
): Promise<void> {
  const shifts = isExact(sums) ? null : await findShifts(work, pool, options);
  // So many pieces may be under way, the one that is added here among them.
  const roomCount = Math.min(pieces.length, piecesAhead(pool.size));
  const known = shifts && {
    shifts,
    rooms: Array.from({ length: roomCount }, () => new SharedArrayBuffer(shifts.values.byteLength)),
  };
  const blocks = pieces.map(([from, end], piece) => ({ from, end, room: piece % roomCount }));
  for await (const part of pool.each(blockSumsTask, { ...work, known }, blocks, options)) addSentSums(sums, part);
}

/** The shifts of all groups: nearly always the first block has them all, and the first of its rows will do. */
async function findShifts(work: RowsToSum, pool: WorkerPool, options: RunOptions): Promise<Cells> {
  const { rows, rowCount, slots, blockRows } = work;
  const [head, ...rest] = cutRows(rowCount, blockRows);
  const first = firstRows(rows, slots, 0, head?.[1] ?? 0);
  if (first.includes(noRow)) {
    for await (const later of pool.each(firstRowsTask, work, rest, { ...options, phase: 'find-groups' })) {
      addFirstRows(first, later);
    }
  }
  return shiftsAt(first, rows);
}

/** Stretches of rows, each with its first and the one behind its last. */
function cutRows(rowCount: number, length: number): (readonly [from: number, end: number])[] {
  return Array.from({ length: Math.ceil(rowCount / length) }, (_, piece) => [
    piece * length,
    Math.min(rowCount, (piece + 1) * length),
  ]);
}

function inSharedMemory(work: RowsToSum): RowsToSum {
  const { columns, weights, keys, sizes } = work.rows;
  const rows: Rows = {
    columns: columns.map((column) => sharedCopy(column)),
    weights: weights === null ? null : sharedCopy(weights),
    keys: keys.map((key) => sharedCopy(key)),
    sizes,
  };
  return { ...work, rows };
}

function bytesOf(sums: SumsOfRows): number {
  return isExact(sums) ? sums.sums.cells.byteLength : cellBytes(sums.k, sums.weighted, sums.slots);
}

/** Progress told in rows instead of pieces. */
function inRows(
  { signal, onProgress }: Watch,
  rowCount: number,
  who: string,
): RunOptions & { readonly who: string; readonly phase: string } {
  return {
    who,
    phase: 'aggregate',
    ...(signal && { signal }),
    ...(onProgress && {
      onProgress: ({ phase, done, total }) =>
        onProgress({ phase, done: Math.round((rowCount * done) / (total || 1)), total: rowCount }),
    }),
  };
}
