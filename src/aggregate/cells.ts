/**
 * What is kept of each group while rows are added: its cell, a stretch of one array, so that a row touches one place in memory.
 *
 * A cell of k columns is `[shift x k, rows, sum x k, product x k (k + 1) / 2]`, with the sum of the weights behind where there are weights.
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
  return 8 * (slots + 1) * cellStride({ k, weighted });
}

/**
 * Cells without rows. A shift that is not known yet is NaN, which makes every row of the group an odd one until it is.
 *
 * @param memory - to use, all zeros, from a byte on: {@link cellBytes} of it
 */
export function newCells(k: number, weighted: boolean, slots: number, memory?: ArrayBufferLike, from = 0): Cells {
  const stride = cellStride({ k, weighted });
  const length = (slots + 1) * stride;
  const values = memory === undefined ? new Float64Array(length) : new Float64Array(memory, from, length);
  for (let p = 0; p < slots * stride; p += stride) for (let i = 0; i < k; i++) values[p + i] = Number.NaN;
  return { k, weighted, values };
}

/** Copies all cells to where there is room for as many or more; not the one of rows without a group. */
export function copyCells(from: Cells, to: Cells): void {
  to.values.set(from.values.subarray(0, from.values.length - cellStride(from)));
}

/** Copies the shifts that are known. */
export function copyShifts(from: Cells, to: Cells): void {
  const stride = cellStride(from);
  for (let p = 0; p < from.values.length; p += stride) to.values.set(from.values.subarray(p, p + from.k), p);
}

/** Moves all cells elsewhere; the shifts stay, too. */
export function takeSums(from: Cells, to: Float64Array): void {
  to.set(from.values);
  const stride = cellStride(from);
  for (let p = 0; p < from.values.length; p += stride) from.values.fill(0, p + from.k, p + stride);
}

/**
 * Adds the sums of a block to the totals of the blocks before it and empties the block. Its shifts stay, and the totals get them.
 *
 * @param slots - how many there are; behind them is the cell of rows without a group
 */
export function addBlock(totals: Cells, block: Cells, slots: number): void {
  const stride = cellStride(block);
  const { k } = block;
  const from = block.values;
  const to = totals.values;
  for (let p = 0; p < slots * stride; p += stride) {
    if (from[p + k] === 0) continue;
    if (to[p + k] === 0) for (let at = p; at < p + k; at++) to[at] = from[at]!;
    for (let at = p + k; at < p + stride; at++) {
      to[at]! += from[at]!;
      from[at] = 0;
    }
  }
}
