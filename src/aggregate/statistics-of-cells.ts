import { EfficacyError } from '../support/errors.js';
import { quoted } from '../support/text.js';
import { type Cells, cellStride } from './cells.js';
import type { LeftOutRows } from './odd-rows.js';

/** The statistics of some groups, one array each. */
export interface Statistics {
  readonly rows: Float64Array;
  readonly weight: Float64Array;
  readonly means: readonly Float64Array[];
  readonly products: readonly Float64Array[];
}

/** So many cells are turned into columns at a time: few enough to stay in the cache while each number of them is fetched. */
const cellsAtATime = 64;

/** Means and centred products from the shifted sums of some slots. */
export function statisticsOf(cells: Cells, slots: Uint32Array): Statistics {
  const { k, weighted, values } = cells;
  const stride = cellStride(cells);
  const column = (): Float64Array => new Float64Array(slots.length);
  const rows = column();
  const weight = weighted ? column() : rows;
  const means = Array.from({ length: k }, column);
  const products = Array.from({ length: (k * (k + 1)) / 2 }, column);
  const sums = means.map(() => new Float64Array(cellsAtATime));
  for (let start = 0; start < slots.length; start += cellsAtATime) {
    const some = slots.subarray(start, start + cellsAtATime);
    fetch(values, some, stride, k, rows, start);
    if (weighted) fetch(values, some, stride, stride - 1, weight, start);
    for (let i = 0, at = 0; i < k; i++) {
      fetch(values, some, stride, i, means[i]!, start);
      fetch(values, some, stride, 1 + k + i, sums[i]!, 0);
      for (let j = 0; j <= i; j++, at++) {
        fetch(values, some, stride, 1 + 2 * k + at, products[at]!, start);
        centre(products[at]!, start, some.length, sums[i]!, sums[j]!, weight, i === j);
      }
      const mean = means[i]!;
      const sum = sums[i]!;
      for (let g = 0; g < some.length; g++) mean[start + g]! += sum[g]! / weight[start + g]!;
    }
  }
  return { rows, weight, means, products };
}

/** Fetches one number of each of some cells. */
function fetch(
  values: Float64Array,
  slots: Uint32Array,
  stride: number,
  at: number,
  column: Float64Array,
  start: number,
): void {
  for (let g = 0; g < slots.length; g++) column[start + g] = values[slots[g]! * stride + at]!;
}

/** From sums of products around the shift to those around the mean. */
function centre(
  product: Float64Array,
  start: number,
  count: number,
  a: Float64Array,
  b: Float64Array,
  weight: Float64Array,
  square: boolean,
): void {
  for (let g = 0; g < count; g++) {
    const w = weight[start + g]!;
    const centred = product[start + g]! - a[g]! * (b[g]! / w);
    product[start + g] = w === 0 ? 0 : square ? Math.max(0, centred) : centred;
  }
}

/** For each column the rows of each group that have a value: those used, and those left out that had one. */
export function columnCounts(n: Float64Array, left: LeftOutRows, slots: Uint32Array): Float64Array[] {
  const { values, byColumn } = left;
  const k = byColumn.length;
  if (values.length === 0) return Array.from(byColumn, () => n);
  const counts = Array.from(byColumn, () => n.slice());
  counts.forEach((count, i) => {
    for (let g = 0; g < count.length; g++) count[g]! += values[slots[g]! * k + i] ?? 0;
  });
  return counts;
}

/**
 * Refuses sums that went beyond the largest double.
 *
 * @throws {@link EfficacyError} `overflow`
 */
export function refuseOverflow(of: readonly string[], { rows, means, products }: Statistics, who: string): void {
  const wrong = (values: Float64Array): boolean => {
    for (let g = 0; g < values.length; g++) if (rows[g]! > 0 && !Number.isFinite(values[g]!)) return true;
    return false;
  };
  let at = 0;
  for (let i = 0; i < of.length; i++) {
    let bad = wrong(means[i]!);
    for (let j = 0; j <= i; j++) bad = wrong(products[at++]!) || bad;
    if (!bad) continue;
    const column = of[i]!;
    throw new EfficacyError(
      'overflow',
      `${who} cannot hold the squares and products of ${quoted(column)}, which exceed 1.8e308; use a larger unit`,
      { column },
    );
  }
}
