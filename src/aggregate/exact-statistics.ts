import { type ExactSums, exactComoment, exactDigits, exactMeanOf, roundExact } from '../numeric/sums/index.js';
import { roundQuotient } from '../numeric/sums/round-quotient.js';
import { exactWidth } from './exact-cells.js';
import type { Statistics } from './statistics-of-cells.js';

/** Means and centred products of groups from their exact sums, each rounded once. */
export function exactStatistics(sums: ExactSums, rows: Float64Array, k: number, weighted: boolean): Statistics {
  const width = exactWidth(k, weighted);
  const column = (): Float64Array => new Float64Array(rows.length);
  const weight = weighted ? column() : rows;
  const means = Array.from({ length: k }, column);
  const products = Array.from({ length: (k * (k + 1)) / 2 }, column);
  for (let g = 0; g < rows.length; g++) {
    const first = g * width;
    const n = rows[g]!;
    if (n === 0) {
      for (const mean of means) mean[g] = Number.NaN;
      continue;
    }
    if (weighted) weight[g] = roundExact(sums, first + width - 1);
    const group = weighted ? weightedGroup(sums, first, width) : plainGroup(sums, first, n);
    for (let i = 0, at = 0; i < k; i++) {
      means[i]![g] = group.mean(first + i);
      for (let j = 0; j <= i; j++, at++) products[at]![g] = group.product(first + i, first + j, first + k + at);
    }
  }
  return { rows, weight, means, products };
}

interface GroupStatistics {
  mean(i: number): number;
  product(i: number, j: number, ij: number): number;
}

const plainGroup = (sums: ExactSums, _first: number, n: number): GroupStatistics => ({
  mean: (i) => exactMeanOf(sums, i, n),
  product: (i, j, ij) => exactComoment(sums, i, j, ij, n),
});

/** With weights n is replaced by their sum, which need not be whole: `sum wx / W` and `(W sum wxy - sum wx sum wy) / W`. */
function weightedGroup(sums: ExactSums, first: number, width: number): GroupStatistics {
  const total = wholeOf(sums, first + width - 1);
  return {
    mean: (i) => {
      const x = wholeOf(sums, i);
      return roundQuotient(x.units, total.units, x.exponent - total.exponent);
    },
    product: (i, j, ij) => {
      const [x, y, xy] = [wholeOf(sums, i), wholeOf(sums, j), wholeOf(sums, ij)];
      const squares = x.exponent + y.exponent;
      const weighted = xy.exponent + total.exponent;
      const exponent = Math.min(squares, weighted);
      const units =
        ((xy.units * total.units) << BigInt(weighted - exponent)) - ((x.units * y.units) << BigInt(squares - exponent));
      return roundQuotient(units, total.units, exponent - total.exponent);
    },
  };
}

/** A sum as a whole number of units `2^exponent`. */
function wholeOf(sums: ExactSums, i: number): { readonly units: bigint; readonly exponent: number } {
  const [exponent = 0, ...digits] = exactDigits(sums, i);
  let units = 0n;
  for (let k = digits.length - 1; k >= 0; k--) units = (units << 32n) + BigInt(digits[k]!);
  return { units, exponent };
}
