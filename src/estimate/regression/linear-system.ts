import { packedIndex } from '../../numeric/linalg/packed.js';
import type { CellMoments, Cells } from './cells.js';

/**
 * A least-squares problem reduced to cross-products. Every column is centred: on its mean within each absorbed block, or on its overall
 * mean where there is no block; in the second case the first column is the intercept, orthogonal to all others.
 */
export interface LinearSystem {
  /** Number of columns, the intercept included where there is one. */
  readonly size: number;
  readonly hasIntercept: boolean;
  readonly blockCount: number;
  /** Rows used, and the sum of their weights. */
  readonly n: number;
  readonly weight: number;
  /** X'WX of the centred columns, row-major. */
  readonly gram: Float64Array;
  /** X'Wy of the centred columns and outcome. */
  readonly moment: Float64Array;
  /** y'Wy of the centred outcome. */
  readonly outcomeSquares: number;
  /** For each block the means that were subtracted: of the columns without the intercept, the outcome last. */
  readonly centres: readonly Float64Array[];
  /** Sum of the weights of each block. */
  readonly blockWeights: Float64Array;
  /** Sum of squares of each column before centring, to tell a constant from rounding. */
  readonly rawSquares: Float64Array;
}

/**
 * The least-squares problem of regressing the last column of the co-moments on the others.
 *
 * @param absorbed - blocks are absorbed (each has its own intercept); otherwise there is one block, and an intercept
 */
export function linearSystem(cells: Cells, absorbed: boolean): LinearSystem {
  const { comoments, blocks, blockCount } = cells;
  const width = comoments.means.length; // columns without an intercept, outcome last
  const offset = absorbed ? 0 : 1;
  const size = width - 1 + offset;
  const { centres, blockWeights } = blockMeans(cells, width);
  const gram = new Float64Array(size * size);
  const moment = new Float64Array(size);
  const rawSquares = new Float64Array(size);
  let outcomeSquares = 0;
  let n = 0;
  let weight = 0;
  const deviation = new Float64Array(width);
  for (let c = 0; c < comoments.groupCount; c++) {
    const w = comoments.weight[c] as number;
    n += comoments.n[c] as number;
    weight += w;
    deviationOfCell(comoments, c, centres[blocks[c] as number] as Float64Array, deviation);
    if (!absorbed) gram[0] = (gram[0] as number) + w;
    addCell(comoments, c, deviation, gram, moment, size, offset);
    outcomeSquares += product(comoments, width - 1, width - 1, c) + w * (deviation[width - 1] as number) ** 2;
    for (let i = 0; i < width - 1; i++) {
      const mean = comoments.means[i]?.[c] as number;
      rawSquares[i + offset] = (rawSquares[i + offset] as number) + product(comoments, i, i, c) + w * mean * mean;
    }
  }
  if (!absorbed) rawSquares[0] = weight;
  return {
    size,
    hasIntercept: !absorbed,
    blockCount,
    n,
    weight,
    gram,
    moment,
    outcomeSquares,
    centres,
    blockWeights,
    rawSquares,
  };
}

function blockMeans(
  cells: Cells,
  width: number,
): { readonly centres: Float64Array[]; readonly blockWeights: Float64Array } {
  const { comoments, blocks, blockCount } = cells;
  const blockWeights = new Float64Array(blockCount);
  const centres = Array.from({ length: blockCount }, () => new Float64Array(width));
  for (let c = 0; c < comoments.groupCount; c++) {
    const block = blocks[c] as number;
    const w = comoments.weight[c] as number;
    const total = (blockWeights[block] as number) + w;
    blockWeights[block] = total;
    const centre = centres[block] as Float64Array;
    // Running mean: exact for columns that are constant in the block.
    for (let i = 0; i < width; i++) {
      const at = centre[i] as number;
      centre[i] = at + ((comoments.means[i]?.[c] as number) - at) * (w / total);
    }
  }
  return { centres, blockWeights };
}

function deviationOfCell(comoments: CellMoments, cell: number, centre: Float64Array, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = (comoments.means[i]?.[cell] as number) - (centre[i] as number);
}

function product(comoments: CellMoments, i: number, j: number, cell: number): number {
  return comoments.products[packedIndex(i, j)]?.[cell] as number;
}

/** Adds a cell's cross-products about the centre of its block to a gram and a moment. */
function addCell(
  comoments: CellMoments,
  cell: number,
  deviation: Float64Array,
  gram: Float64Array,
  moment: Float64Array,
  size: number,
  offset: number,
): void {
  const last = deviation.length - 1;
  const w = comoments.weight[cell] as number;
  for (let i = 0; i < last; i++) {
    const wd = w * (deviation[i] as number);
    for (let j = 0; j <= i; j++) {
      const value = product(comoments, i, j, cell) + wd * (deviation[j] as number);
      const at = (i + offset) * size + j + offset;
      gram[at] = (gram[at] as number) + value;
      if (i !== j) gram[(j + offset) * size + i + offset] = gram[at] as number;
    }
    moment[i + offset] =
      (moment[i + offset] as number) + product(comoments, last, i, cell) + wd * (deviation[last] as number);
  }
}
