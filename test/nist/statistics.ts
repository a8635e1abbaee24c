import { centreDD, columnDD, dotDD, meanDD } from '../../src/numeric/sums/double-double-column.js';
import {
  addExact,
  addExactProduct,
  centredSumOfSquares,
  exactComoment,
  exactMean,
  exactSums,
  mergeExact,
} from '../../src/numeric/sums/index.js';

/** What NIST certifies for one column, from exact sums. */
export function univariate(values: readonly number[]): { mean: number; sd: number; lag1Autocorrelation: number } {
  const n = values.length;
  const squares = centredSumOfSquares(values);
  return {
    mean: exactMean(values),
    sd: Math.sqrt(squares / (n - 1)),
    lag1Autocorrelation: lagProducts(values) / squares,
  };
}

/** `sum of (x_i - m)(x_{i+1} - m)`, m the mean of all. */
function lagProducts(values: readonly number[]): number {
  const column = columnDD(values);
  const { high, low } = centreDD(column, meanDD(column));
  return dotDD(
    { high: high.subarray(0, -1), low: low.subarray(0, -1) },
    { high: high.subarray(1), low: low.subarray(1) },
  ).high;
}

/**
 * The F of a one-way analysis of variance, from exact sums of each group and their merged total: no row is seen twice.
 */
export function oneWayF(groups: readonly (readonly number[])[]): { F: number; ssWithin: number; ssBetween: number } {
  const sums = exactSums(2 * (groups.length + 1));
  const whole = 2 * groups.length;
  let n = 0;
  let ssWithin = 0;
  groups.forEach((values, g) => {
    for (const x of values) {
      addExact(sums, 2 * g, x);
      addExactProduct(sums, 2 * g + 1, x, x);
    }
    ssWithin += exactComoment(sums, 2 * g, 2 * g, 2 * g + 1, values.length);
    mergeExact(sums, whole, sums, 2 * g);
    mergeExact(sums, whole + 1, sums, 2 * g + 1);
    n += values.length;
  });
  const ssBetween = exactComoment(sums, whole, whole, whole + 1, n) - ssWithin;
  const [dfBetween, dfWithin] = [groups.length - 1, n - groups.length];
  return { F: ssBetween / dfBetween / (ssWithin / dfWithin), ssWithin, ssBetween };
}
