import { bilinear, multiplyInto } from '../../numeric/linalg/matrix.js';
import type { ClusterVcovType } from './adjustment.js';
import type { LinearSystem } from './linear-system.js';

/** Covariances that are robust to errors of unequal variance, by their names in the field. */
export type RobustVcovType = 'HC0' | 'HC1' | 'HC2' | 'HC3' | 'HC4';

/** Covariance estimators of regression coefficients, by their names in the field. */
export type VcovType = 'classical' | RobustVcovType | ClusterVcovType;

/** All of them. */
export const vcovTypes: readonly VcovType[] = [
  ...(['classical', 'HC0', 'HC1', 'HC2', 'HC3', 'HC4'] as const),
  ...(['CR0', 'CR1', 'CR1p', 'CR1S', 'CR2', 'CR3'] as const),
];

/** The types that need the rows themselves and not only cross-products. */
export function needsRows(type: VcovType): type is RobustVcovType {
  return type.startsWith('HC');
}

/** The types that need clusters. */
export function needsClusters(type: VcovType): type is ClusterVcovType {
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
  /** True where a weight is a count of equal rows. */
  readonly weightsCountRows: boolean;
  /** For each row its block, all 0 where nothing is absorbed. */
  readonly blocks: Uint32Array;
  /** Where a row stands in the user's data, such as `line 8`. */
  readonly where: (row: number) => string;
}

/** s^2 (X'WX)^-1 with s^2 the residual sum of squares over its degrees of freedom. */
export function classicalVcov(solution: Solution): Float64Array {
  const s2 = solution.residualSquares / solution.residualDf;
  return solution.inverse.map((v) => v * s2);
}

/** A heteroskedasticity-robust covariance, and the rows whose leverage is 1: they fit themselves and say nothing of the spread. */
export interface RobustVcov {
  readonly vcov: Float64Array;
  /** Places of those rows among the rows of the fit. */
  readonly fullLeverage: readonly number[];
}

/** By what a squared residual is divided where its leverage is h, in a fit of n rows and k coefficients; 1 - h is given too. */
const deflation: Readonly<Record<RobustVcovType, (left: number, h: number, n: number, k: number) => number>> = {
  HC0: () => 1,
  HC1: (_left, _h, n, k) => (n - k) / n,
  HC2: (left) => left,
  HC3: (left) => left * left,
  HC4: (left, h, n, k) => left ** Math.min(4, (n * h) / k),
};

/**
 * The sandwich with squared residuals, each inflated by its leverage h: by 1 (HC0), n/(n - k) (HC1), 1/(1 - h) (HC2), 1/(1 - h)^2 (HC3),
 * 1/(1 - h)^min(4, n h/k) (HC4). A row with weight w that counts equal rows stands for w of them; any other weight multiplies the residual.
 *
 * @see MacKinnon & White (1985), J. Econometrics 29(3), 305-325; Cribari-Neto (2004), Comput. Stat. Data Anal. 45(2), 215-233, for HC4.
 */
export function heteroskedasticVcov(
  type: RobustVcovType,
  rows: SystemRows,
  system: LinearSystem,
  solution: Solution,
): RobustVcov {
  const { size, hasIntercept, centres, blockWeights, n } = system;
  const { coefficients, inverse } = solution;
  const offset = hasIntercept ? 1 : 0;
  const { columns } = rows;
  const last = columns.length - 1;
  const y = columns[last]!;
  const x = new Float64Array(size);
  const meat = new Float64Array(size * size);
  const fullLeverage: number[] = [];
  const deflate = deflation[type];
  const leveraged = type !== 'HC0' && type !== 'HC1';
  const k = n - solution.residualDf;
  if (hasIntercept) x[0] = 1;
  for (let row = 0; row < y.length; row++) {
    const block = rows.blocks[row]!;
    const centre = centres[block]!;
    const w = rows.weights === null ? 1 : rows.weights[row]!;
    let residual = y[row]! - centre[last]!;
    for (let i = 0; i < last; i++) {
      const d = columns[i]![row]! - centre[i]!;
      x[i + offset] = d;
      residual -= d * coefficients[i + offset]!;
    }
    const once = rows.weightsCountRows ? 1 : w;
    let h = 0;
    if (leveraged) {
      h = once * (bilinear(x, inverse, x, size) + (hasIntercept ? 0 : 1 / blockWeights[block]!));
      if (1 - h < 1e-10) {
        fullLeverage.push(row);
        continue;
      }
    }
    addOuter(meat, x, size, (w * once * residual * residual) / deflate(1 - h, h, n, k));
  }
  mirror(meat, size);
  return { vcov: sandwich(inverse, meat, size, 1), fullLeverage };
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
