/**
 * The hot loops. No checks, no allocation; callers have done both.
 *
 * A cell of k columns is `[rows, weight, shift x k, sum x k, product x k (k + 1) / 2]`: the accumulators of one group side by side, so that
 * a row touches one stretch of memory. Each group is shifted by its own first value, since a shift common to all groups loses every digit
 * when their means differ.
 */

/** Numbers in a cell of k columns. */
export function cellStride(k: number): number {
  return 2 + 2 * k + (k * (k + 1)) / 2;
}

/** What {@link addRows} counts beside the cells. */
export interface RowCounts {
  incomplete: number;
  noGroup: number;
  zeroWeight: number;
  readonly byColumn: Float64Array;
}

/** Adds every row to the cell of its group. */
export function addRows(
  columns: readonly Float64Array[],
  weights: Float64Array | null,
  groups: Uint32Array,
  noGroup: number,
  cells: Float64Array,
  counts: RowCounts,
): void {
  const k = columns.length;
  const stride = cellStride(k);
  const deviations = new Float64Array(k);
  for (let row = 0; row < groups.length; row++) {
    const group = groups[row] as number;
    if (group === noGroup) {
      counts.noGroup++;
      continue;
    }
    const w = weights === null ? 1 : (weights[row] as number);
    if (w === 0) {
      counts.zeroWeight++;
      continue;
    }
    let complete = true;
    for (let i = 0; i < k; i++) {
      const x = (columns[i] as Float64Array)[row] as number;
      deviations[i] = x;
      // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
      if (x !== x) {
        complete = false;
        counts.byColumn[i] = (counts.byColumn[i] as number) + 1;
      }
    }
    if (!complete) {
      counts.incomplete++;
      continue;
    }
    const cell = group * stride;
    const shifts = cell + 2;
    if (cells[cell] === 0) cells.set(deviations, shifts);
    cells[cell] = (cells[cell] as number) + 1;
    cells[cell + 1] = (cells[cell + 1] as number) + w;
    let at = shifts + 2 * k;
    for (let i = 0; i < k; i++) {
      const d = (deviations[i] as number) - (cells[shifts + i] as number);
      deviations[i] = d;
      const wd = w * d;
      cells[shifts + k + i] = (cells[shifts + k + i] as number) + wd;
      for (let j = 0; j <= i; j++, at++) cells[at] = (cells[at] as number) + wd * (deviations[j] as number);
    }
  }
}
