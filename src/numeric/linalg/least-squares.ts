import { need } from '../../support/need.js';
import { finite, max, sqrt } from '../math.js';
import { addDD, type DoubleDouble, divideDD, multiplyDD, negateDD, toDD, zeroDD } from '../sums/double-double.js';
import { centreDD, columnDD, type DoubleDoubleColumn, dotDD, meanDD } from '../sums/double-double-column.js';
import { needNumbers } from '../sums/same-length.js';
import { choleskyDD, solveDD, squaredLengthDD } from './cholesky-dd.js';

/** Settings of {@link leastSquares}. */
export interface LeastSquaresOptions {
  /**
   * Whether the model has a constant, whose coefficient then comes first.
   * @defaultValue `true`
   */
  readonly intercept?: boolean;
}

/** Coefficients of a linear model, the intercept first if there is one. */
export interface LeastSquares {
  /** The constant first, where there is one, then one for each column: units of y per unit of the column. */
  readonly coefficients: Float64Array;
  /** Standard errors under equal, independent errors; null when no degrees of freedom are left. */
  readonly standardErrors: Float64Array | null;
  /** Sum of squared residuals, in squared units of y. */
  readonly residualSumOfSquares: number;
  /** Rows less coefficients. */
  readonly residualDf: number;
}

const name = 'leastSquares';

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
  need(residualDf >= 0 && n > 0, 'too_few_observations', name, `at least ${max(1, n - residualDf)} rows`, n);
  const raw = columns.map((column, j) => checked(column, n, `column ${j}`));
  const rawTarget = checked(y, n, 'y');
  const means = [rawTarget, ...raw].map((column) => (intercept ? meanDD(column) : zeroDD));
  const [targetMean, ...columnMeans] = means as [DoubleDouble, ...DoubleDouble[]];
  const x = raw.map((column, j) => centreDD(column, columnMeans[j]!));
  const target = centreDD(rawTarget, targetMean);

  const gram = x.map((xi, i) => x.slice(0, i + 1).map((xj) => dotDD(xi, xj)));
  const fits = gram.flat().every(({ high }) => finite(high));
  need(fits, 'overflow', name, 'columns below 1e140 in size (use larger units)', 'larger ones');
  const floors = raw.map((column, j) =>
    max(collinearShare * gram[j]![j]!.high, constantShare * dotDD(column, column).high),
  );
  const factor = choleskyDD(gram.flat(), floors);
  need(
    typeof factor !== 'number',
    'collinear',
    name,
    'columns that do not follow from those before them (leave such out)',
    `column ${factor}`,
    { column: factor },
  );

  let slopes = x.map(() => zeroDD);
  let residual = target;
  // Each step multiplies the error by the condition of the cross-products times 2^-104, which is 1e-9 at the worst.
  for (let step = 0; step < 4; step++) {
    const score = x.map((column) => dotDD(column, residual));
    const change = solveDD(factor, solveDD(factor, score), true);
    slopes = slopes.map((b, j) => addDD(b, change[j]!));
    residual = slopes.reduce((rest, b, j) => lessMultiple(rest, x[j]!, b), target);
  }

  const coefficients = slopes.map((b) => b.high);
  // Diagonal of the inverse of the cross-products: squared lengths of the columns of the inverse of L.
  const spread = slopes.map((_, j) => squaredLengthDD(solveDD(factor, unit(k, j))).high);
  if (intercept) {
    const constant = slopes.reduce((rest, b, j) => addDD(rest, negateDD(multiplyDD(b, columnMeans[j]!))), targetMean);
    coefficients.unshift(constant.high);
    spread.unshift(addDD(divideDD(toDD(1), toDD(n)), squaredLengthDD(solveDD(factor, columnMeans))).high);
  }
  const residualSumOfSquares = dotDD(residual, residual).high;
  need(finite(residualSumOfSquares), 'overflow', name, 'y below 1e150 in size (use larger units)', 'larger ones');
  const variance = residualSumOfSquares / residualDf;
  return {
    coefficients: Float64Array.from(coefficients),
    standardErrors: residualDf === 0 ? null : Float64Array.from(spread, (s) => sqrt(variance * s)),
    residualSumOfSquares,
    residualDf,
  };
}

function checked(column: ArrayLike<number> | DoubleDoubleColumn, n: number, what: string): DoubleDoubleColumn {
  if (!('high' in column)) needNumbers(`${name}, ${what},`, column);
  const result = 'high' in column ? column : columnDD(column);
  const { length } = result.high;
  need(length === n, 'length_mismatch', name, `${n} values in ${what}`, length);
  need(result.high.every(finite), 'not_finite', name, `finite numbers in ${what}`, 'NaN or an infinity');
  return result;
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

const unit = (k: number, j: number): DoubleDouble[] => Array.from({ length: k }, (_, i) => toDD(i === j ? 1 : 0));
