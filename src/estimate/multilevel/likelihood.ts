import { cholesky } from '../../numeric/linalg/cholesky.js';
import { invertCholesky } from '../../numeric/linalg/cholesky-solve.js';
import type { ClusterSums, WeightClass } from './cluster-sums.js';

/** What is maximized: the likelihood of the residuals of the fixed effects, or of the data. */
export type LikelihoodType = 'REML' | 'ML';

/**
 * A random-intercept model at one ratio t of the variance between clusters to that of residuals, everything else at its best. The covariance
 * of a cluster of weights w is s (diag(1/w) + t 1 1'), its inverse (diag(w) - w w' t/(1 + t W))/s with W the sum of w.
 */
export interface AtRatio {
  readonly ratio: number;
  /** Coefficients of the columns without the outcome. */
  readonly coefficients: Float64Array;
  /** M, their covariance where s is 1. Row-major. */
  readonly inverse: Float64Array;
  /** Generalized residual sum of squares; over `divisor` it is s. */
  readonly residualSquares: number;
  /** Rows, less coefficients for REML. */
  readonly divisor: number;
  /** -2 log likelihood, without what only the weights of rows add. */
  readonly deviance: number;
  /** Its derivative by t. */
  readonly slope: number;
}

/** Sum over clusters of c(W) m m'. Row-major. */
export function weighted(
  { classes, width }: ClusterSums,
  c: (weight: number, one: WeightClass) => number,
): Float64Array {
  const out = new Float64Array(width * width);
  for (const one of classes) {
    const factor = c(one.weight, one);
    const { meanProducts } = one;
    for (let i = 0; i < out.length; i++) out[i]! += factor * meanProducts[i]!;
  }
  return out;
}

/** W/(1 + t W), what a cluster's mean weighs. */
export const meanWeight = (ratio: number, weight: number): number => weight / (1 + ratio * weight);

/**
 * The model at a ratio, from the cross-products [X y]'V⁻¹[X y] = within + Σ W/(1 + t W) m m'.
 *
 * @see Searle, Casella & McCulloch (1992), Variance Components, chapter 6 (6.2 for ML, 6.6 for REML); Bates et al. (2015), J. Stat. Software 67(1),
 * equations 34 and 41, for the profiled criteria.
 */
export function atRatio(sums: ClusterSums, ratio: number, type: LikelihoodType): AtRatio {
  const { width, n, within } = sums;
  const k = width - 1;
  const all = weighted(sums, (w) => meanWeight(ratio, w)).map((v, i) => v + within[i]!);
  const { lower } = cholesky(all, width, { tolerance: 0 });
  const { inverse, coefficients } = solved(all, k, width);
  const residualSquares = lower[k * width + k]! ** 2;
  const divisor = type === 'REML' ? n - k : n;
  const pull = weighted(sums, (w) => meanWeight(ratio, w) ** 2); // less the derivative of the cross-products
  const direction = Float64Array.from({ length: width }, (_, i) => (i < k ? -coefficients[i]! : 1));
  let deviance = divisor * (1 + Math.log((2 * Math.PI * residualSquares) / divisor));
  let slope = (-divisor * quadratic(pull, direction, width)) / residualSquares;
  for (const { weight, count } of sums.classes) {
    deviance += count * Math.log1p(ratio * weight);
    slope += count * meanWeight(ratio, weight);
  }
  if (type === 'REML') {
    for (let i = 0; i < k; i++) deviance += 2 * Math.log(lower[i * width + i]!);
    slope -= traceOfProduct(inverse, pull, k, width);
  }
  return { ratio, coefficients, inverse, residualSquares, divisor, deviance, slope };
}

/** Coefficients and inverse of the leading k x k part of bordered cross-products. */
function solved(
  all: Float64Array,
  k: number,
  width: number,
): { readonly inverse: Float64Array; readonly coefficients: Float64Array } {
  const xx = leading(all, k, width);
  const inverse = invertCholesky(cholesky(xx, k, { tolerance: 0 }));
  const coefficients = new Float64Array(k);
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) coefficients[i]! += inverse[i * k + j]! * all[k * width + j]!;
  return { inverse, coefficients };
}

/** The leading k x k part of a matrix of `width` columns. */
export function leading(a: Float64Array, k: number, width: number): Float64Array {
  return Float64Array.from({ length: k * k }, (_, at) => a[Math.floor(at / k) * width + (at % k)]!);
}

/** x'A x for a matrix of `width` columns. */
export function quadratic(a: Float64Array, x: Float64Array, width: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) for (let j = 0; j < x.length; j++) sum += x[i]! * a[i * width + j]! * x[j]!;
  return sum;
}

/** tr(A B) of a k x k matrix and the leading k x k part of one of `width` columns, both symmetric. */
export function traceOfProduct(a: Float64Array, b: Float64Array, k: number, width: number): number {
  let sum = 0;
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) sum += a[i * k + j]! * b[i * width + j]!;
  return sum;
}
