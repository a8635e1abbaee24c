import type { PoolTask } from '../../support/pool/pool-task.js';
import { armContrast, contrastWidth, type OutcomeVectors } from './arm-contrast.js';
import { type AssignmentSpace, type Stretch, visitAssignments } from './assignments.js';

/** What workers need to know to look at assignments. */
export interface Comparison {
  readonly space: AssignmentSpace;
  readonly outcomes: OutcomeVectors;
  /** Of random assignments; null for all that there are. */
  readonly seed: number | null;
  /** Whether to send the assignments as well, so that they need not be found again. */
  readonly keeps: boolean;
}

/** The statistics of a stretch of assignments. */
export interface StretchStatistics {
  /** For one assignment after the other the figures of its contrast. */
  readonly statistics: Float64Array<ArrayBuffer>;
  /** For one assignment after the other its units, the treated ones of each block first; empty where they are not kept. */
  readonly orders: Uint32Array<ArrayBuffer>;
}

/** A stretch, or the assignments of one that were found before. */
export type StretchToSee = Stretch & { readonly orders: Uint32Array<ArrayBuffer> | null };

/** Looks at a stretch of assignments. */
export const assignmentStatisticsTask: PoolTask<Comparison, StretchToSee, StretchStatistics> = {
  name: 'assignment-statistics',
  begin: ({ space, outcomes, seed, keeps }) => {
    const contrast = armContrast(space, outcomes);
    const length = outcomes.rows.length;
    const width = contrastWidth(outcomes);
    const figures = new Float64Array(width);
    return ({ orders: known, ...stretch }) => {
      const statistics = new Float64Array(stretch.count * width);
      const orders = new Uint32Array(keeps ? stretch.count * length : 0);
      let visited = 0;
      const look = (order: Uint32Array): void => {
        contrast(order, figures);
        statistics.set(figures, visited * width);
        if (keeps) orders.set(order, visited * length);
        visited++;
      };
      if (known === null) visitAssignments(space, stretch, seed, look);
      else for (let at = 0; at < known.length; at += length) look(known.subarray(at, at + length));
      return { statistics: statistics.slice(0, visited * width), orders };
    };
  },
  outputMoves: ({ statistics, orders }) => [statistics.buffer, orders.buffer],
};
