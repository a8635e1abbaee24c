import { choleskyInverseInto } from '../../../numeric/linalg/cholesky-solve.js';
import { addOuter, mirror, sandwich } from '../vcov.js';
import type { LogisticPoint, LogisticRows } from './logistic-newton.js';

/** Covariances of logistic coefficients: the inverse information, and sandwiches of the scores of rows or of clusters. */
export type LogisticVcovType = 'classical' | 'HC0' | 'CR0' | 'CR1' | 'CR1S';

/** All of them. */
export const logisticVcovTypes: readonly LogisticVcovType[] = ['classical', 'HC0', 'CR0', 'CR1', 'CR1S'];

/** Rows that belong together. */
export interface RowClusters {
  /** For each row its cluster, from 0. */
  readonly ids: Uint32Array;
  readonly count: number;
}

/**
 * Covariance of the coefficients of the rows' columns, k x k: the inverse of the information, alone or on both sides of the products of scores
 * w (y - p) x. CR1 and CR1S multiply CR0 by G/(G - 1), and by (n - 1)/(n - k) too.
 *
 * @param countsRows - whether weights are counts of equal rows, each with a score of its own
 * @see White (1982), Econometrica 50(1), 1-25; Liang & Zeger (1986), Biometrika 73(1), 13-22.
 */
export function logisticCovariance(
  type: LogisticVcovType,
  { x, k, y, weights }: LogisticRows,
  { probabilities, lower }: LogisticPoint,
  clusters: RowClusters | null,
  countsRows: boolean,
): Float64Array {
  const inverse = new Float64Array(k * k);
  choleskyInverseInto(inverse, lower, k);
  if (type === 'classical') return inverse;
  const meat = new Float64Array(k * k);
  const scores = new Float64Array(clusters === null || type === 'HC0' ? k : clusters.count * k);
  for (let i = 0; i < y.length; i++) {
    const w = weights === null ? 1 : weights[i]!;
    const residual = y[i]! - probabilities[i]!;
    const row = x.subarray(i * k, (i + 1) * k);
    if (type === 'HC0') addOuter(meat, row, k, (countsRows ? w : w * w) * residual * residual);
    else for (let a = 0, at = clusters!.ids[i]! * k; a < k; a++) scores[at + a]! += w * residual * row[a]!;
  }
  if (type !== 'HC0') for (let g = 0; g < clusters!.count; g++) addOuter(meat, scores.subarray(g * k, (g + 1) * k), k);
  mirror(meat, k);
  return sandwich(inverse, meat, k, scaleOf(type, clusters, countsRows ? sumOf(weights, y.length) : y.length, k));
}

function scaleOf(type: LogisticVcovType, clusters: RowClusters | null, n: number, k: number): number {
  if (clusters === null || (type !== 'CR1' && type !== 'CR1S')) return 1;
  const each = clusters.count / (clusters.count - 1);
  return type === 'CR1' ? each : (each * (n - 1)) / (n - k);
}

function sumOf(weights: Float64Array | null, n: number): number {
  return weights === null ? n : weights.reduce((sum, w) => sum + w, 0);
}
