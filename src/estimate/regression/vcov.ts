import { bilinear, multiplyInto } from '../../numeric/linalg/matrix.js';
import { forEachCluster } from './cluster-cells.js';
import type { Cells, LinearSystem } from './linear-system.js';

/** Covariance estimators of regression coefficients, by their names in the field. */
export type VcovType = 'classical' | 'HC0' | 'HC1' | 'HC2' | 'HC3' | 'CR0' | 'CR1' | 'CR1S' | 'CR2';

/** The types that need the rows themselves and not only cross-products. */
export function needsRows(type: VcovType): boolean {
  return type.startsWith('HC');
}

/** The types that need clusters. */
export function needsClusters(type: VcovType): boolean {
  return type.startsWith('CR');
}

/** A solved {@link LinearSystem}: coefficients of the centred columns and the inverse of X'WX, both 0 where a column was dropped. */
export interface Solution {
  readonly coefficients: Float64Array;
  readonly inverse: Float64Array;
  readonly rank: number;
  readonly residualSquares: number;
  /** Rows less coefficients less absorbed blocks. */
  readonly residualDf: number;
}

/** The rows behind a system, complete and in any order. */
export interface SystemRows {
  /** Columns without the intercept, the outcome last. */
  readonly columns: readonly Float64Array[];
  readonly weights: Float64Array | null;
  /** For each row its block, all 0 where nothing is absorbed. */
  readonly blocks: Uint32Array;
}

/** s^2 (X'WX)^-1 with s^2 the residual sum of squares over its degrees of freedom. */
export function classicalVcov(solution: Solution): Float64Array {
  const s2 = solution.residualSquares / solution.residualDf;
  return solution.inverse.map((v) => v * s2);
}

/** A heteroskedasticity-robust covariance, and the rows whose leverage is 1: they fit themselves and say nothing of the spread. */
export interface RobustVcov {
  readonly vcov: Float64Array;
  readonly fullLeverage: number;
}

/**
 * The sandwich with squared residuals, each inflated by its leverage h: by 1 (HC0), n/(n - k) (HC1), 1/(1 - h) (HC2), 1/(1 - h)^2 (HC3).
 *
 * @see MacKinnon & White (1985), J. Econometrics 29(3), 305-325.
 */
export function heteroskedasticVcov(
  type: 'HC0' | 'HC1' | 'HC2' | 'HC3',
  rows: SystemRows,
  system: LinearSystem,
  solution: Solution,
): RobustVcov {
  const { size, hasIntercept, centres, blockWeights } = system;
  const { coefficients, inverse } = solution;
  const offset = hasIntercept ? 1 : 0;
  const last = rows.columns.length - 1;
  const y = rows.columns[last] as Float64Array;
  const x = new Float64Array(size);
  const meat = new Float64Array(size * size);
  let fullLeverage = 0;
  if (hasIntercept) x[0] = 1;
  for (let row = 0; row < y.length; row++) {
    const block = rows.blocks[row] as number;
    const centre = centres[block] as Float64Array;
    const w = rows.weights === null ? 1 : (rows.weights[row] as number);
    let residual = (y[row] as number) - (centre[last] as number);
    for (let i = 0; i < last; i++) {
      const d = (rows.columns[i]?.[row] as number) - (centre[i] as number);
      x[i + offset] = d;
      residual -= d * (coefficients[i + offset] as number);
    }
    let factor = w * w * residual * residual;
    if (type === 'HC2' || type === 'HC3') {
      const leverage = w * (bilinear(x, inverse, x, size) + (hasIntercept ? 0 : 1 / (blockWeights[block] as number)));
      const left = 1 - leverage;
      if (left < 1e-10) {
        fullLeverage++;
        continue;
      }
      factor /= type === 'HC2' ? left : left * left;
    }
    addOuter(meat, x, size, factor);
  }
  mirror(meat, size);
  const scale = type === 'HC1' ? system.n / solution.residualDf : 1;
  return { vcov: sandwich(inverse, meat, size, scale), fullLeverage };
}

/**
 * The sandwich with the scores of whole clusters: as they are (CR0), times G/(G - 1) (CR1), times G/(G - 1) (n - 1)/(n - k) (CR1S, Stata's).
 * The names are clubSandwich's. From cross-products alone: the score of a cluster is X_g'W y_g - X_g'W X_g b.
 *
 * @see Liang & Zeger (1986), Biometrika 73(1), 13-22; Cameron & Miller (2015), J. Human Resources 50(2), 317-372, section II.
 */
export function clusterVcov(
  type: 'CR0' | 'CR1' | 'CR1S',
  cells: Cells,
  system: LinearSystem,
  solution: Solution,
): Float64Array {
  const { size } = system;
  const meat = new Float64Array(size * size);
  const score = new Float64Array(size);
  forEachCluster(cells, system, ({ width, gram, moment }) => {
    scoreInto(score, gram, moment, solution.coefficients, width);
    addOuter(meat, score, size);
  });
  mirror(meat, size);
  const G = cells.clusterCount;
  const clusters = type === 'CR0' ? 1 : G / (G - 1);
  const rows = type === 'CR1S' ? (system.n - 1) / solution.residualDf : 1;
  return sandwich(solution.inverse, meat, size, clusters * rows);
}

/** A cluster's score, X_g'W y_g - X_g'W X_g b, for as many columns as `out` has; b has those of the system. */
export function scoreInto(
  out: Float64Array,
  gram: Float64Array,
  moment: Float64Array,
  b: Float64Array,
  width: number,
): void {
  for (let i = 0; i < out.length; i++) {
    let s = moment[i] as number;
    for (let j = 0; j < b.length; j++) s -= (gram[i * width + j] as number) * (b[j] as number);
    out[i] = s;
  }
}

/** Adds factor x x' to the lower triangle, for the first `size` elements of x. */
export function addOuter(out: Float64Array, x: Float64Array, size: number, factor = 1): void {
  for (let i = 0; i < size; i++) {
    const xi = factor * (x[i] as number);
    for (let j = 0; j <= i; j++) out[i * size + j] = (out[i * size + j] as number) + xi * (x[j] as number);
  }
}

/** Copies the lower triangle to the upper one. */
export function mirror(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) matrix[j * size + i] = matrix[i * size + j] as number;
}

/** scale * bread * meat * bread, for a symmetric bread. */
export function sandwich(bread: Float64Array, meat: Float64Array, size: number, scale: number): Float64Array {
  const half = new Float64Array(size * size);
  const whole = new Float64Array(size * size);
  multiplyInto(half, bread, meat, size, size, size);
  multiplyInto(whole, half, bread, size, size, size);
  return whole.map((v) => v * scale);
}
