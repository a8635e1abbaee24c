import type { PoolTask } from '../support/pool/pool-task.js';
import { kernelOf } from './add-rows.js';
import { type Cells, copyShifts } from './cells.js';
import type { Weighting } from './comoments-work.js';
import type { Precision } from './grouped-comoments.js';
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

/**
 * Sums one block of rows after another, given by their first and last but one: for few groups, whose sums are added in no time. The
 * shifts of all groups have to be known before, as when one thread has seen all rows above; exact sums have none.
 */
export const blockSumsTask: PoolTask<
  RowsToSum & { readonly shifts: Cells | null },
  readonly [from: number, end: number],
  SentSums
> = {
  name: 'block-sums',
  begin:
    ({ rows, slots, weighting, precision, blockRows, shifts }) =>
    ([from, end]) => {
      const sums = newSums(precision, rows.columns.length, slots, weighting, blockRows);
      if (shifts !== null && !isExact(sums)) copyShifts(shifts, kernelOf(sums, end - from).cells);
      addToSums(sums, rows, from, end);
      return sentSums(sums);
    },
  outputMoves: memoryOfSums,
};
