import { multiplyInto } from '../../numeric/linalg/matrix.js';

/** Collects, cluster by cluster, what Satterthwaite's degrees of freedom of one contrast need. */
export interface SatterthwaiteTerms {
  /**
   * @param spread - m' S_g m
   * @param direction - a_g = T_g m: the columns of the system, then one for each block met
   * @param blocks - those blocks
   */
  add(spread: number, direction: Float64Array, blocks: readonly number[]): void;
  /** (sum of P_gg)^2 / sum of P_gh^2; NaN when nothing was added. */
  df(): number;
}

/**
 * With P_gh = [g = h] m'S_g m - a_g' M a_h and M = L L', the double sum over clusters is
 * sum (m'S_g m)^2 - 2 sum (m'S_g m)(a_g' M a_g) + |L' (sum a_g a_g') L|^2, so that no clusters x clusters matrix is formed.
 * Absorbed blocks extend M by 1/W_b on the diagonal, and a_g by the blocks that cluster g meets.
 *
 * @param root - L, size x size
 * @param blockWeights - W_b of every absorbed block
 */
export function satterthwaiteTerms(root: Float64Array, size: number, blockWeights: Float64Array): SatterthwaiteTerms {
  let trace = 0;
  let squares = 0;
  const rotated = new Float64Array(size); // L' a
  const core = new Float64Array(size * size); // sum of L' a a' L
  const sides = new Map<number, Float64Array>(); // for each block, sum of L' a a_b / sqrt(W_b)
  const corners = new Map<string, number>(); // for each pair of blocks, sum of a_b a_c / sqrt(W_b W_c)
  return {
    add(spread, direction, blocks) {
      multiplyInto(rotated, direction, root, 1, size, size);
      const scaled = blocks.map(
        (block, b) => (direction[size + b] as number) / Math.sqrt(blockWeights[block] as number),
      );
      let length = 0;
      for (const x of rotated) length += x * x;
      for (const x of scaled) length += x * x;
      trace += spread - length;
      squares += spread * spread - 2 * spread * length;
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++)
          core[i * size + j] = (core[i * size + j] as number) + (rotated[i] as number) * (rotated[j] as number);
      blocks.forEach((block, b) => {
        const side = sides.get(block) ?? new Float64Array(size);
        sides.set(block, side);
        const x = scaled[b] as number;
        for (let i = 0; i < size; i++) side[i] = (side[i] as number) + x * (rotated[i] as number);
        blocks.forEach((other, c) => {
          const key = `${block},${other}`;
          corners.set(key, (corners.get(key) ?? 0) + x * (scaled[c] as number));
        });
      });
    },
    df() {
      let total = squares;
      for (const x of core) total += x * x;
      for (const side of sides.values()) for (const x of side) total += 2 * x * x;
      for (const x of corners.values()) total += x * x;
      return (trace * trace) / total;
    },
  };
}
