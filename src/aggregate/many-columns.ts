import { cellStride } from './cells.js';

/** What {@link addManyColumns} needs beside the cells: the deviations of one row. */
const room = new Float64Array(64);

/**
 * Adds rows of any number of columns to their cells, like the kernels written out for few columns.
 *
 * @returns how many rows are odd
 */
export function addManyColumns(
  columns: readonly Float64Array[],
  weights: Float64Array | null,
  from: number,
  slots: Uint32Array,
  count: number,
  cells: Float64Array,
  odd: Uint32Array,
): number {
  const k = columns.length;
  const stride = cellStride({ k, weighted: weights !== null });
  const deviations = k <= room.length ? room : new Float64Array(k);
  let odds = 0;
  for (let q = 0; q < count; q++) {
    const p = slots[q]! * stride;
    const row = from + q;
    let sum = 0;
    for (let i = 0; i < k; i++) {
      const d = columns[i]![row]! - cells[p + 1 + i]!;
      deviations[i] = d;
      sum += d;
    }
    const w = weights === null ? 1 : weights[row]!;
    if (Number.isNaN(sum) || w === 0) {
      odd[odds++] = q;
      continue;
    }
    cells[p]! += 1;
    let at = p + 1 + 2 * k;
    for (let i = 0; i < k; i++) {
      const wd = w * deviations[i]!;
      cells[p + 1 + k + i]! += wd;
      for (let j = 0; j <= i; j++, at++) cells[at]! += wd * deviations[j]!;
    }
    if (weights !== null) cells[p + stride - 1]! += w;
  }
  return odds;
}
