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

/** Means and centred products from the shifted sums of some slots. */
export function statisticsOf(cells: Cells, slots: Uint32Array): Statistics {
  const { k, weighted } = cells;
  const raw = columnsOf(cells, slots);
  const rows = raw[k]!;
  const weight = weighted ? raw[raw.length - 1]! : rows;
  const sums = raw.slice(1 + k, 1 + 2 * k);
  const products = raw.slice(1 + 2 * k, 1 + 2 * k + (k * (k + 1)) / 2);
  for (let i = 0, at = 0; i < k; i++) {
    for (let j = 0; j <= i; j++, at++) centre(products[at]!, sums[i]!, sums[j]!, weight, i === j);
  }
  const means = raw.slice(0, k);
  for (let i = 0; i < k; i++) for (let g = 0; g < rows.length; g++) means[i]![g]! += sums[i]![g]! / weight[g]!;
  return { rows, weight, means, products };
}

/** From sums of products around the shift to those around the mean. */
function centre(product: Float64Array, a: Float64Array, b: Float64Array, weight: Float64Array, square: boolean): void {
  for (let g = 0; g < product.length; g++) {
    const centred = product[g]! - a[g]! * (b[g]! / weight[g]!);
    product[g] = weight[g] === 0 ? 0 : square ? Math.max(0, centred) : centred;
  }
}

/** So many cells are turned into columns at a time: few enough to stay in the cache while each number of them is fetched. */
const cellsAtATime = 64;

/** The numbers of the cells of some slots, one array for each place in a cell. */
function columnsOf(cells: Cells, slots: Uint32Array): Float64Array[] {
  const stride = cellStride(cells);
  const columns = Array.from({ length: stride }, () => new Float64Array(slots.length));
  for (let start = 0; start < slots.length; start += cellsAtATime) {
    const end = Math.min(slots.length, start + cellsAtATime);
    for (let at = 0; at < stride; at++) fetch(cells.values, slots, stride, at, start, end, columns[at]!);
  }
  return columns;
}

function fetch(
  values: Float64Array,
  slots: Uint32Array,
  stride: number,
  at: number,
  start: number,
  end: number,
  column: Float64Array,
): void {
  for (let g = start; g < end; g++) column[g] = values[slots[g]! * stride + at]!;
}

/** For each column the rows of each group that have a value: those used, and those left out that had one. */
export function columnCounts(n: Float64Array, left: LeftOutRows, slots: Uint32Array): Float64Array[] {
  const k = left.byColumn.length;
  return Array.from(left.byColumn, (_, i) => n.map((used, g) => used + (left.values[slots[g]! * k + i] ?? 0)));
}

/**
 * Refuses sums that went beyond the largest double.
 *
 * @throws {@link EfficacyError} `overflow`
 */
export function refuseOverflow(of: readonly string[], { rows, means, products }: Statistics, who: string): void {
  const wrong = (values: Float64Array): boolean => values.some((x, g) => rows[g]! > 0 && !Number.isFinite(x));
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
