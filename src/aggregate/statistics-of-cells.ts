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
  const { k, weighted, values } = cells;
  const stride = cellStride(cells);
  const pick = (offset: number): Float64Array => {
    const picked = new Float64Array(slots.length);
    for (let g = 0; g < slots.length; g++) picked[g] = values[slots[g]! * stride + offset]!;
    return picked;
  };
  const rows = pick(0);
  const weight = weighted ? pick(stride - 1) : rows;
  const sums = Array.from({ length: k }, (_, i) => pick(1 + k + i));
  const means = sums.map((sum, i) => {
    const mean = pick(1 + i);
    for (let g = 0; g < mean.length; g++) mean[g] = mean[g]! + sum[g]! / weight[g]!;
    return mean;
  });
  const products: Float64Array[] = [];
  for (let i = 0, at = 1 + 2 * k; i < k; i++) {
    for (let j = 0; j <= i; j++, at++) {
      const product = pick(at);
      const [a, b] = [sums[i]!, sums[j]!];
      for (let g = 0; g < product.length; g++) {
        const centred = product[g]! - a[g]! * (b[g]! / weight[g]!);
        product[g] = weight[g] === 0 ? 0 : i === j ? Math.max(0, centred) : centred;
      }
      products.push(product);
    }
  }
  return { rows, weight, means, products };
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
