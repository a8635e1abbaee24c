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
    let sum = 0;
    for (let i = 0; i < k; i++) {
      const d = columns[i]![q]! - cells[p + i]!;
      deviations[i] = d;
      sum += d;
    }
    const w = weights === null ? 1 : weights[q]!;
    if (Number.isNaN(sum) || w === 0) {
      odd[odds++] = q;
      continue;
    }
    cells[p + k]! += 1;
    for (let i = 0; i < k; i++) cells[p + 1 + k + i]! += w * deviations[i]!;
    addProducts(deviations, k, w, cells, p + 1 + 2 * k);
    if (weights !== null) cells[p + stride - 1]! += w;
  }
  return odds;
}

/** Adds the products of the deviations of one row to the packed products at p, four rows of the triangle at a time. */
function addProducts(d: Float64Array, k: number, w: number, cells: Float64Array, p: number): void {
  let i = 0;
  for (; i + 4 <= k; i += 4) {
    const p0 = p + (i * (i + 1)) / 2;
    const p1 = p0 + i + 1;
    const p2 = p1 + i + 2;
    const p3 = p2 + i + 3;
    const a = d[i]!;
    const b = d[i + 1]!;
    const c = d[i + 2]!;
    const e = d[i + 3]!;
    const wa = w * a;
    const wb = w * b;
    const wc = w * c;
    const we = w * e;
    for (let j = 0; j < i; j++) {
      const x = d[j]!;
      cells[p0 + j]! += wa * x;
      cells[p1 + j]! += wb * x;
      cells[p2 + j]! += wc * x;
      cells[p3 + j]! += we * x;
    }
    cells[p0 + i]! += wa * a;
    cells[p1 + i]! += wb * a;
    cells[p1 + i + 1]! += wb * b;
    cells[p2 + i]! += wc * a;
    cells[p2 + i + 1]! += wc * b;
    cells[p2 + i + 2]! += wc * c;
    cells[p3 + i]! += we * a;
    cells[p3 + i + 1]! += we * b;
    cells[p3 + i + 2]! += we * c;
    cells[p3 + i + 3]! += we * e;
  }
  for (; i < k; i++) {
    const at = p + (i * (i + 1)) / 2;
    const wx = w * d[i]!;
    for (let j = 0; j <= i; j++) cells[at + j]! += wx * d[j]!;
  }
}
