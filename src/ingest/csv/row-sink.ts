import type { LineMap } from '../../columns/line-map.js';
import type { RowBatch, RowPlan } from './row-plan.js';

/** Where the rows of a file go: into a table, or into accumulators that keep no rows. */
export interface RowSink<T> {
  /**
   * The header is known: the first batch to fill.
   *
   * @param lines - where the rows stand, filled as they are read
   */
  start(plan: RowPlan, lines: LineMap): RowBatch;
  /** Takes a full batch and gives the next one to fill, which may be the same, emptied. */
  full(batch: RowBatch): RowBatch;
  /** Takes the last batch, which may be empty, and gives what became of all rows. */
  end(batch: RowBatch): T;
}
