import type { PoolTask } from '../support/pool/pool-task.js';
import { kernelOf, totalsOf } from './add-rows.js';
import { type Cells, copyShifts, takeSums } from './cells.js';
import type { Weighting } from './comoments-work.js';
import type { Precision } from './grouped-comoments.js';
import type { RowKernel } from './row-kernel.js';
import type { Rows } from './rows.js';
import { memoryOfSums, type SentSums, sentSums } from './sent-sums.js';
import { addToSums, isExact, newSums } from './sums-of-rows.js';

/** What workers need to know to sum rows: shared memory, and a few plain values. */
export interface RowsToSum {
  readonly rows: Rows;
  readonly rowCount: number;
  readonly slots: number;
  readonly weighting: Weighting;
  readonly precision: Precision;
  /** Rows that are summed before they are added to those before them; another number gives other last digits. */
  readonly blockRows: number;
}

/** A stretch of rows, and in which room its sums go. */
export interface BlockToSum {
  readonly from: number;
  readonly end: number;
  readonly room: number;
}

/** What is known before: the shifts, as when one thread has seen all rows above, and memory for the sums. Exact sums need neither. */
export interface BlockRooms {
  readonly shifts: Cells;
  /** One for each block that may be under way: fresh memory for each would take longer than its rows. */
  readonly rooms: readonly SharedArrayBuffer[];
}

/** Sums one block of rows after another: for few groups, whose sums are added in no time. */
export const blockSumsTask: PoolTask<RowsToSum & { readonly known: BlockRooms | null }, BlockToSum, SentSums> = {
  name: 'block-sums',
  begin: ({ rows, slots, weighting, precision, blockRows, known }) => {
    let kernel: RowKernel | null = null;
    return ({ from, end, room }) => {
      const sums = newSums(precision, rows.columns.length, slots, weighting, blockRows);
      if (known === null || isExact(sums)) {
        addToSums(sums, rows, from, end);
        return sentSums(sums);
      }
      sums.kernel = kernel;
      kernel = kernelOf(sums, end - from);
      copyShifts(known.shifts, kernel.cells);
      addToSums(sums, rows, from, end);
      const cells = new Float64Array(known.rooms[room]!);
      takeSums(totalsOf(sums), cells);
      return { cells, left: sums.left };
    };
  },
  outputMoves: memoryOfSums,
};
