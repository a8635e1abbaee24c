import { packedIndex } from '../../numeric/linalg/packed.js';
import type { CellMoments, Cells } from './cells.js';
import type { LinearSystem } from './linear-system.js';

/**
 * What is known of one cluster. The columns of the system come first; where blocks are absorbed, a column of ones follows for each block
 * that the cluster meets. The arrays are used again for the next cluster.
 */
export interface ClusterPart {
  /** Columns: those of the system and one for each block met. */
  width: number;
  /** X_g'W X_g, width x width. */
  readonly gram: Float64Array;
  /** X_g'W e_g for the residuals e_g. */
  readonly score: Float64Array;
  /** The absorbed blocks that the cluster meets; none where none are absorbed. */
  readonly blocks: Uint32Array;
  blockCount: number;
  /** With weights other than counts: the same with every weight 1, and the cross-products with squared weights. */
  readonly unit: { readonly gram: Float64Array; readonly score: Float64Array } | null;
  readonly squared: { readonly gram: Float64Array } | null;
}

/** The clusters of a fit, ready to be visited again and again. */
export interface ClusterParts {
  readonly count: number;
  /** The greatest width of a part. */
  readonly widest: number;
  /** Visits the clusters in their order. */
  readonly forEach: (visit: (part: ClusterPart) => void) => void;
}

/** Sorts the cells by cluster, once. */
export function clusterParts(cells: Cells, system: LinearSystem, coefficients: Float64Array): ClusterParts {
  const { size } = system;
  const { members, starts } = cellsByCluster(cells);
  const met = system.hasIntercept ? null : blocksMet(cells, members, starts);
  const most = met === null ? 0 : met.most;
  const widest = size + most;
  const room = (): { gram: Float64Array; score: Float64Array } => ({
    gram: new Float64Array(widest * widest),
    score: new Float64Array(widest),
  });
  const { others } = cells;
  const part: ClusterPart = {
    width: 0,
    ...room(),
    blocks: new Uint32Array(most),
    blockCount: 0,
    unit: others === null ? null : room(),
    squared: others === null ? null : room(),
  };
  const add = (moments: CellMoments, into: { gram: Float64Array; score: Float64Array }, g: number): void =>
    addCells(moments, cells.blocks, members, starts[g]!, starts[g + 1]!, system, coefficients, part, into);
  return {
    count: cells.clusterCount,
    widest,
    forEach(visit) {
      for (let g = 0; g < cells.clusterCount; g++) {
        if (met !== null) {
          part.blockCount = (met.starts[g + 1] as number) - (met.starts[g] as number);
          part.blocks.set(met.blocks.subarray(met.starts[g], met.starts[g + 1]));
        }
        part.width = size + part.blockCount;
        add(cells.comoments, part, g);
        if (others !== null) {
          add(others.unit, part.unit as { gram: Float64Array; score: Float64Array }, g);
          add(others.squared, part.squared as { gram: Float64Array; score: Float64Array }, g);
        }
        visit(part);
      }
    },
  };
}

/** Writes the cross-products of the cells `members[from]` to `members[to - 1]` about the centres of the system, and from them the score. */
function addCells(
  { weight, means, products }: CellMoments,
  blocks: Uint32Array,
  members: Uint32Array,
  from: number,
  to: number,
  system: LinearSystem,
  coefficients: Float64Array,
  part: ClusterPart,
  { gram, score }: { readonly gram: Float64Array; readonly score: Float64Array },
): void {
  const { size, hasIntercept, centres } = system;
  const { width } = part;
  const offset = hasIntercept ? 1 : 0;
  const columns = size - offset;
  gram.fill(0, 0, width * width);
  score.fill(0, 0, width);
  for (let m = from; m < to; m++) {
    const c = members[m]!;
    const block = blocks[c]!;
    const centre = centres[block]!;
    const w = weight[c]!;
    // The column of ones: the intercept in front, or the block's behind.
    const ones = hasIntercept ? 0 : size + part.blocks.indexOf(block);
    const above = means[columns]![c]! - centre[columns]!;
    for (let i = 0; i < columns; i++) {
      const wd = w * (means[i]![c]! - centre[i]!);
      const row = (i + offset) * width + offset;
      for (let j = 0; j <= i; j++)
        gram[row + j]! += products[packedIndex(i, j)]![c]! + wd * (means[j]![c]! - centre[j]!);
      score[i + offset]! += products[packedIndex(columns, i)]![c]! + wd * above;
      gram[hasIntercept ? (i + offset) * width : ones * width + i]! += wd;
    }
    gram[ones * (width + 1)]! += w;
    score[ones]! += w * above;
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) gram[j * width + i] = gram[i * width + j]!;
  for (let i = 0; i < width; i++) {
    let s = score[i]!;
    for (let j = 0; j < size; j++) s -= gram[i * width + j]! * coefficients[j]!;
    score[i] = s;
  }
}

/** The cells of cluster g are `members[starts[g]]` to `members[starts[g + 1] - 1]`. */
function cellsByCluster({ clusters, clusterCount }: Cells): {
  readonly members: Uint32Array;
  readonly starts: Uint32Array;
} {
  const of = clusters as Uint32Array;
  const starts = new Uint32Array(clusterCount + 1);
  for (let c = 0; c < of.length; c++) starts[of[c]! + 1]!++;
  for (let g = 0; g < clusterCount; g++) starts[g + 1]! += starts[g]!;
  const members = new Uint32Array(of.length);
  const next = starts.slice();
  for (let c = 0; c < of.length; c++) members[next[of[c]!]!++] = c;
  return { members, starts };
}

/** The blocks of cluster g are `blocks[starts[g]]` to `blocks[starts[g + 1] - 1]`. */
function blocksMet(
  cells: Cells,
  members: Uint32Array,
  cellStarts: Uint32Array,
): { readonly blocks: Uint32Array; readonly starts: Uint32Array; readonly most: number } {
  const starts = new Uint32Array(cells.clusterCount + 1);
  const blocks: number[] = [];
  let most = 0;
  for (let g = 0; g < cells.clusterCount; g++) {
    const of = members.subarray(cellStarts[g], cellStarts[g + 1]);
    blocks.push(...new Set(Array.from(of, (c) => cells.blocks[c]!)));
    starts[g + 1] = blocks.length;
    most = Math.max(most, blocks.length - starts[g]!);
  }
  return { blocks: Uint32Array.from(blocks), starts, most };
}
