import type { PoolTask } from '../../support/pool/pool-task.js';
import { armContrast, type OutcomeVectors } from './arm-contrast.js';
import { type AssignmentSpace, type Stretch, visitAssignments } from './assignments.js';

/** What workers need to know to compare assignments with the one that was made. */
export interface Comparison {
  readonly space: AssignmentSpace;
  readonly outcomes: OutcomeVectors;
  /**
   * Effects of which to take the multiple of the second outcome's statistic from the first one's: for statistics that are linear in the
   * outcome two outcomes give those of any effect. Null where each outcome stands for itself.
   */
  readonly effects: Float64Array | null;
  /** The statistics of the assignment that was made. */
  readonly observed: Float64Array;
  /** Statistics that are this near count as equal. */
  readonly slack: Float64Array;
  /** Of random assignments; null for all that there are. */
  readonly seed: number | null;
}

/** How many assignments are as extreme as the one that was made, for each statistic. */
export interface ExtremeCounts {
  readonly visited: number;
  readonly atLeast: Float64Array;
  readonly atMost: Float64Array;
  readonly asLarge: Float64Array;
  /** Sum of the first statistic, and of its squares. */
  readonly sum: number;
  readonly squares: number;
}

/** Counts over a stretch of assignments. */
export const countExtremeTask: PoolTask<Comparison, Stretch, ExtremeCounts> = {
  name: 'count-extreme',
  begin: ({ space, outcomes, effects, observed, slack, seed }) => {
    const contrast = armContrast(space, outcomes);
    const found = new Float64Array(outcomes.totals.length / outcomes.rows.length);
    return (stretch) => {
      const count = observed.length;
      const [atLeast, atMost, asLarge] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
      let sum = 0;
      let squares = 0;
      const visited = visitAssignments(space, stretch, seed, (order) => {
        contrast(order, found);
        sum += found[0]!;
        squares += found[0]! * found[0]!;
        for (let i = 0; i < count; i++) {
          const statistic = effects === null ? found[i]! : found[0]! - effects[i]! * found[1]!;
          const made = observed[i]!;
          const near = slack[i]!;
          if (statistic >= made - near) atLeast[i]!++;
          if (statistic <= made + near) atMost[i]!++;
          if (Math.abs(statistic) >= Math.abs(made) - near) asLarge[i]!++;
        }
      });
      return { visited, atLeast, atMost, asLarge, sum, squares };
    };
  },
};
