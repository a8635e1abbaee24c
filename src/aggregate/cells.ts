/**
 * What is kept of each group while rows are added: its cell, a stretch of one array, so that a row touches one place in memory.
 *
 * A cell of k columns is `[rows, shift x k, sum x k, product x k (k + 1) / 2]`, with the sum of the weights behind where there are weights.
 * Sums and products are of the differences from the shift, which is the group's first complete row: a shift common to all groups
 * loses every digit when their means differ.
 */
export interface Cells {
  /** Columns. */
  readonly k: number;
  readonly weighted: boolean;
  /** One for each slot, and one for rows without a group. */
  readonly values: Float64Array;
}

/** Numbers in a cell. */
export function cellStride({ k, weighted }: Pick<Cells, 'k' | 'weighted'>): number {
  return 1 + 2 * k + (k * (k + 1)) / 2 + (weighted ? 1 : 0);
}

/** Bytes that the cells of so many slots take. */
export function cellBytes(k: number, weighted: boolean, slots: number): number {
  return (slots + 1) * cellStride({ k, weighted }) * Float64Array.BYTES_PER_ELEMENT;
}

/**
 * Cells without rows. A shift that is not known yet is NaN, which makes every row of the group an odd one until it is.
 *
 * @param buffer - memory to use, of {@link cellBytes} zeros
 */
export function newCells(k: number, weighted: boolean, slots: number, buffer?: ArrayBufferLike): Cells {
  const stride = cellStride({ k, weighted });
  const values = buffer === undefined ? new Float64Array((slots + 1) * stride) : new Float64Array(buffer);
  for (let p = 0; p < slots * stride; p += stride) for (let i = 1; i <= k; i++) values[p + i] = Number.NaN;
  return { k, weighted, values };
}

/** The same cells with room for more slots. */
export function growCells(cells: Cells, slots: number): Cells {
  const grown = newCells(cells.k, cells.weighted, slots);
  const stride = cellStride(cells);
  const last = cells.values.length - stride;
  grown.values.set(cells.values.subarray(0, last));
  return grown;
}

/** Copies the shifts that are known. */
export function copyShifts(from: Cells, to: Cells): void {
  const stride = cellStride(from);
  for (let p = 0; p < from.values.length; p += stride)
    to.values.set(from.values.subarray(p + 1, p + 1 + from.k), p + 1);
}

/**
 * Adds the sums of a block, of the slots `first` to before `end`, to the totals of the blocks before it and empties the block.
 * Its shifts stay, and the totals get them.
 */
export function addBlock(totals: Cells, block: Cells, first: number, end: number): void {
  const stride = cellStride(block);
  const { k } = block;
  const from = block.values;
  const to = totals.values;
  for (let p = first * stride; p < end * stride; p += stride) {
    if (from[p] === 0) continue;
    if (to[p] === 0) for (let at = p + 1; at <= p + k; at++) to[at] = from[at]!;
    to[p]! += from[p]!;
    from[p] = 0;
    for (let at = p + 1 + k; at < p + stride; at++) {
      to[at]! += from[at]!;
      from[at] = 0;
    }
  }
}
