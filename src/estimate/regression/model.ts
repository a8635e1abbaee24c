import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { listed, quoted } from '../../support/text.js';
import type { Cells } from './cells.js';
import type { LinearInput } from './linear-input.js';
import { type LinearSystem, linearSystem } from './linear-system.js';
import { solveSystem } from './solve.js';
import type { Solution } from './vcov.js';

/** A regression's data, reduced and solved. */
export interface LinearModel {
  readonly input: LinearInput;
  readonly system: LinearSystem;
  readonly solution: Solution;
  /** Names of the columns of the system, the intercept first where there is one. */
  readonly names: readonly string[];
  /** Columns of the system that earlier ones determine, and the others. */
  readonly dropped: readonly number[];
  readonly kept: readonly number[];
}

/** Names of the label columns of a regression. */
export interface Labels {
  readonly absorb?: string;
  readonly cluster?: string;
}

/**
 * Least squares of the last column of the input on the others.
 *
 * @throws {@link EfficacyError} `too_few_clusters` below 2 clusters, `too_few_observations` for fewer rows than coefficients and blocks
 */
export function solveModel(input: LinearInput, { absorb, cluster }: Labels, who: string): LinearModel {
  const { cells } = input;
  if (cluster !== undefined && cells.clusterCount < 2) {
    throw new EfficacyError(
      'too_few_clusters',
      `${who} needs at least 2 clusters in ${quoted(cluster)}; got ${cells.clusterCount}`,
      { column: cluster, clusters: cells.clusterCount },
    );
  }
  const system = linearSystem(cells, absorb !== undefined);
  const { solution, dropped } = solveSystem(system);
  if (solution.residualDf < 0) {
    const blocks = absorb === undefined ? 0 : system.blockCount;
    throw new EfficacyError(
      'too_few_observations',
      `${who} needs at least as many rows as coefficients and blocks; got ${system.n} rows, ${solution.rank} coefficients and ${blocks} blocks`,
      { n: system.n, coefficients: solution.rank, blocks },
    );
  }
  const names = system.hasIntercept ? ['(intercept)', ...input.names] : input.names;
  const kept = names.map((_, i) => i).filter((i) => !dropped.includes(i));
  return { input, system, solution, names, dropped, kept };
}

/** What is to be said of columns that were dropped. */
export function notesOfDropped({ names, dropped, system }: LinearModel): readonly Note[] {
  if (dropped.length === 0) return [];
  const and = system.hasIntercept ? '' : ' or the blocks';
  const which = listed(dropped.map((i) => names[i]!));
  return [{ code: 'collinear', message: `Dropped because earlier terms${and} determine them: ${which}.` }];
}

/** Share of the sum of squares of the last column, about its overall mean, that residuals leave unexplained; null for a constant. */
export function shareExplained(cells: Cells, residualSquares: number): number | null {
  const whole = { ...cells, blocks: new Uint32Array(cells.comoments.groupCount), blockCount: 1 };
  const { outcomeSquares } = linearSystem(whole, false);
  return outcomeSquares > 0 ? 1 - residualSquares / outcomeSquares : null;
}
