import type { Note } from '../../support/notes.js';
import { listed } from '../../support/text.js';
import type { LinearModel } from './model.js';

/** Below this many clusters on one side of a comparison, a note says so. */
const few = 5;

/** How a column of two values that is constant within clusters splits them. */
interface Split {
  readonly column: number;
  readonly fewer: number;
}

/**
 * Columns of the system that compare one cluster with all others: no spread between clusters is seen on the side of the one, and a
 * cluster-robust standard error would be far too small, or of rounding alone.
 */
export function loneClusterColumns(model: LinearModel): readonly number[] {
  return splitsOfClusters(model)
    .filter(({ fewer }) => fewer < 2)
    .map(({ column }) => column);
}

/** A note on terms that compare few clusters with others; a label column with several columns is not one comparison. */
export function notesOfFewClusters(model: LinearModel): readonly Note[] {
  const single = new Set(model.input.terms.filter(({ names }) => names.length === 1).flatMap(({ names }) => names));
  const thin = splitsOfClusters(model).filter(
    ({ column, fewer }) => fewer >= 2 && fewer < few && single.has(model.names[column]!),
  );
  if (thin.length === 0) return [];
  const which = listed(thin.map(({ column, fewer }) => `${model.names[column]}: ${fewer}`));
  return [
    {
      code: 'few_clusters',
      message: `Fewer than ${few} clusters on one side of a comparison, too few to trust its standard error: ${which}.`,
    },
  ];
}

function splitsOfClusters({ input, system, kept }: LinearModel): readonly Split[] {
  const { clusters, clusterCount, comoments } = input.cells;
  if (clusters === null) return [];
  const offset = system.hasIntercept ? 1 : 0;
  const splits: Split[] = [];
  for (const column of kept) {
    const means = comoments.means[column - offset];
    if (column < offset || means === undefined) continue;
    const at = column - offset;
    const spread = comoments.products[(at * (at + 3)) / 2]!; // the diagonal of a packed triangle
    const sides = new Int8Array(clusterCount).fill(-1);
    const values: number[] = [];
    const counts = [0, 0];
    const divides = means.every((mean, cell) => {
      if (spread[cell] !== 0) return false;
      if (!values.includes(mean)) values.push(mean);
      if (values.length > 2) return false;
      const side = values.indexOf(mean);
      const g = clusters[cell]!;
      if (sides[g] === -1) {
        sides[g] = side;
        counts[side]!++;
      }
      return sides[g] === side;
    });
    if (divides && values.length === 2) splits.push({ column, fewer: Math.min(counts[0]!, counts[1]!) });
  }
  return splits;
}
