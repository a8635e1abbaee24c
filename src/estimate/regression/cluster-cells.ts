import { packedIndex } from '../../numeric/linalg/packed.js';
import type { Cells, LinearSystem } from './linear-system.js';

/**
 * One cluster's part of the normal equations. The columns of the system come first; where blocks are absorbed, a column of ones follows
 * for each block that the cluster meets. The arrays are used again for the next cluster.
 */
export interface ClusterPart {
  /** Columns: those of the system and one for each block met. */
  readonly width: number;
  /** X_g'W X_g, width x width. */
  readonly gram: Float64Array;
  /** X_g'W y_g. */
  readonly moment: Float64Array;
  /** The absorbed blocks that the cluster meets; empty where none are absorbed. */
  readonly blocks: readonly number[];
}

/** Visits the clusters in their order with their cross-products about the centres of the system. */
export function forEachCluster(
  cells: Cells,
  system: LinearSystem,
  visit: (part: ClusterPart, cluster: number) => void,
): void {
  const { comoments, blocks } = cells;
  const { size, hasIntercept } = system;
  const offset = hasIntercept ? 1 : 0;
  const columns = size - offset;
  const deviation = new Float64Array(columns + 1);
  const spaces = new Map<number, { gram: Float64Array; moment: Float64Array }>();

  cellsByCluster(cells).forEach((members, cluster) => {
    const met = hasIntercept ? [] : [...new Set(members.map((c) => blocks[c] as number))];
    const width = size + met.length;
    const space = spaces.get(width) ?? { gram: new Float64Array(width * width), moment: new Float64Array(width) };
    spaces.set(width, space);
    const { gram, moment } = space;
    gram.fill(0);
    moment.fill(0);
    for (const c of members) {
      const block = blocks[c] as number;
      const centre = system.centres[block] as Float64Array;
      const w = comoments.weight[c] as number;
      for (let i = 0; i <= columns; i++) deviation[i] = (comoments.means[i]?.[c] as number) - (centre[i] as number);
      for (let i = 0; i < columns; i++) {
        const wd = w * (deviation[i] as number);
        const row = (i + offset) * width + offset;
        for (let j = 0; j <= i; j++)
          gram[row + j] =
            (gram[row + j] as number) +
            (comoments.products[packedIndex(i, j)]?.[c] as number) +
            wd * (deviation[j] as number);
        moment[i + offset] =
          (moment[i + offset] as number) +
          (comoments.products[packedIndex(columns, i)]?.[c] as number) +
          wd * (deviation[columns] as number);
      }
      // The column of ones: the intercept in front, or the block's behind.
      const ones = hasIntercept ? 0 : size + met.indexOf(block);
      gram[ones * (width + 1)] = (gram[ones * (width + 1)] as number) + w;
      moment[ones] = (moment[ones] as number) + w * (deviation[columns] as number);
      for (let i = 0; i < columns; i++) {
        const at = hasIntercept ? (i + offset) * width : ones * width + i;
        gram[at] = (gram[at] as number) + w * (deviation[i] as number);
      }
    }
    for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) gram[j * width + i] = gram[i * width + j] as number;
    visit({ width, gram, moment, blocks: met }, cluster);
  });
}

function cellsByCluster({ clusters, clusterCount }: Cells): readonly (readonly number[])[] {
  const members: number[][] = Array.from({ length: clusterCount }, () => []);
  clusters?.forEach((cluster, c) => {
    members[cluster]?.push(c);
  });
  return members;
}
