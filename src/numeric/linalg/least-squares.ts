import { EfficacyError } from '../../support/errors.js';
import { addDD, type DoubleDouble, divideDD, multiplyDD, negateDD, toDD, zeroDD } from '../sums/double-double.js';
import { centreDD, columnDD, type DoubleDoubleColumn, dotDD, meanDD } from '../sums/double-double-column.js';
import { backwardSolveDD, choleskyDD, forwardSolveDD, squaredLengthDD } from './cholesky-dd.js';

export interface LeastSquaresOptions {
  /**
   * Whether the model has a constant, whose coefficient then comes first.
   * @defaultValue `true`
   */
  readonly intercept?: boolean;
}

/** Coefficients of a linear model, the intercept first if there is one. */
export interface LeastSquares {
  readonly coefficients: Float64Array;
  /** Standard errors under equal, independent errors; null when no degrees of freedom are left. */
  readonly standardErrors: Float64Array | null;
  readonly residualSumOfSquares: number;
  /** Rows less coefficients. */
  readonly residualDf: number;
}

/**
 * A column is taken to follow from earlier ones when they leave no more than this of its centred sum of squares:
 * rounding the data to doubles leaves up to 1e-22 of an exact combination when means are up to 10^5 standard
 * deviations.
 */
const collinearShare = 1e-22;
/** And it is taken to be constant when the mean leaves no more than this of its sum of squares. */
const constantShare = 1e-30;

/**
 * Linear least squares in double-double: cross-products of centred columns, Cholesky, and refinement from the
 * residuals. Holds 13 digits where other columns leave 1e-14 of a column (`1 - R^2`), where methods in doubles hold
 * none.
 *
 * @param columns - predictors of n values each, of sizes between 1e-130 and 1e140; double-double ones, as from
 * {@link powerColumns}, keep their low part
 * @param y - n values
 * @throws {@link EfficacyError} `collinear` with the index of the column, `too_few_observations`, `length_mismatch`,
 * `not_finite`, `overflow`
 *
 * @example
 * leastSquares([[1, 2, 3, 4]], [3, 5, 7, 9.2]).coefficients; // [0.9, 2.06]
 *
 * @see Dekker (1971), Numer. Math. 18, 224-242; Higham (2002), Accuracy and Stability of Numerical Algorithms, 2nd ed.,
 * chapters 10, 12 and 20.
 */
export function leastSquares(
  columns: readonly (ArrayLike<number> | DoubleDoubleColumn)[],
  y: ArrayLike<number>,
  options: LeastSquaresOptions = {},
): LeastSquares {
  const { intercept = true } = options;
  const n = y.length;
  const k = columns.length;
  const residualDf = n - k - (intercept ? 1 : 0);
  if (residualDf < 0 || n === 0) {
    const needed = Math.max(1, n - residualDf);
    throw new EfficacyError('too_few_observations', `leastSquares needs at least ${needed} rows, got ${n}`, {
      needed,
      n,
    });
  }
  const raw = columns.map((column, j) => checked(column, n, `column ${j}`));
  const rawTarget = checked(y, n, 'y');
  const means = [rawTarget, ...raw].map((column) => (intercept ? meanDD(column) : zeroDD));
  const [targetMean, ...columnMeans] = means as [DoubleDouble, ...DoubleDouble[]];
  const x = raw.map((column, j) => centreDD(column, columnMeans[j]!));
  const target = centreDD(rawTarget, targetMean);

  const gram = x.map((xi, i) => x.slice(0, i + 1).map((xj) => dotDD(xi, xj)));
  if (!gram.flat().every(({ high }) => Number.isFinite(high))) {
    throw new EfficacyError('overflow', 'leastSquares needs columns below 1e140 in size; use larger units');
  }
  const floors = raw.map((column, j) =>
    Math.max(collinearShare * gram[j]![j]!.high, constantShare * dotDD(column, column).high),
  );
  const factor = choleskyDD(gram.flat(), floors);
  if (typeof factor === 'number') {
    throw new EfficacyError(
      'collinear',
      `leastSquares needs independent columns, and column ${factor} follows from the ones before it${intercept ? ' and the intercept' : ''}; leave it out`,
      { column: factor },
    );
  }

  let slopes = x.map(() => zeroDD);
  let residual = target;
  // Each step multiplies the error by the condition of the cross-products times 2^-104, which is 1e-9 at the worst.
  for (let step = 0; step < 4; step++) {
    const score = x.map((column) => dotDD(column, residual));
    const change = backwardSolveDD(factor, forwardSolveDD(factor, score));
    slopes = slopes.map((b, j) => addDD(b, change[j]!));
    residual = slopes.reduce((rest, b, j) => lessMultiple(rest, x[j]!, b), target);
  }

  const coefficients = slopes.map((b) => b.high);
  // Diagonal of the inverse of the cross-products: squared lengths of the columns of the inverse of L.
  const spread = slopes.map((_, j) => squaredLengthDD(forwardSolveDD(factor, unit(k, j))).high);
  if (intercept) {
    const constant = slopes.reduce((rest, b, j) => addDD(rest, negateDD(multiplyDD(b, columnMeans[j]!))), targetMean);
    coefficients.unshift(constant.high);
    spread.unshift(addDD(divideDD(toDD(1), toDD(n)), squaredLengthDD(forwardSolveDD(factor, columnMeans))).high);
  }
  const residualSumOfSquares = dotDD(residual, residual).high;
  const variance = residualSumOfSquares / residualDf;
  return {
    coefficients: Float64Array.from(coefficients),
    standardErrors: residualDf === 0 ? null : Float64Array.from(spread, (s) => Math.sqrt(variance * s)),
    residualSumOfSquares,
    residualDf,
  };
}

function checked(column: ArrayLike<number> | DoubleDoubleColumn, n: number, what: string): DoubleDoubleColumn {
  const result = 'high' in column ? column : columnDD(column);
  if (result.high.length !== n) {
    throw new EfficacyError('length_mismatch', `leastSquares needs ${n} values in ${what}, got ${result.high.length}`, {
      what,
      n,
      got: result.high.length,
    });
  }
  if (result.high.every(Number.isFinite)) return result;
  throw new EfficacyError('not_finite', `leastSquares needs finite numbers, got NaN or an infinity in ${what}`, {
    what,
  });
}

/** `target - b column`. */
function lessMultiple(target: DoubleDoubleColumn, column: DoubleDoubleColumn, b: DoubleDouble): DoubleDoubleColumn {
  const minus = negateDD(b);
  const result = columnDD(target.high);
  for (let i = 0; i < result.high.length; i++) {
    const product = multiplyDD({ high: column.high[i]!, low: column.low[i]! }, minus);
    const rest = addDD({ high: target.high[i]!, low: target.low[i]! }, product);
    result.high[i] = rest.high;
    result.low[i] = rest.low;
  }
  return result;
}

function unit(k: number, j: number): DoubleDouble[] {
  return Array.from({ length: k }, (_, i) => toDD(i === j ? 1 : 0));
}
