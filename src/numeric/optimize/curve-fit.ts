import { choleskyInverseInto } from '../linalg/cholesky-solve.js';
import { norm } from '../linalg/householder.js';
import { abs, floor, sqrt, zeros } from '../math.js';
import { type AtBound, atBound } from './bounds.js';
import type { Convergence, ConvergenceStatus } from './convergence.js';
import type { ResidualProblem } from './curve.js';
import type { View } from './view.js';

/** A fitted curve. */
export interface CurveFit extends Convergence {
  /** The estimates, in the order of the start. */
  readonly parameters: readonly number[];
  /** From the derivatives at the estimates and the residual variance; null on a bound, without degrees of freedom, or when not converged. */
  readonly standardErrors: readonly (number | null)[];
  /** Covariances of the estimates; those of a parameter on its bound, which counts as known, are 0. */
  readonly vcov: readonly (readonly number[])[] | null;
  /** Weighted residual sum of squares. */
  readonly rss: number;
  /** Square root of the residual variance, `rss / df`. */
  readonly residualSd: number | null;
  /** Observations with a positive weight. */
  readonly n: number;
  /** n less the number of parameters, those on a bound included. */
  readonly df: number;
  /** Derivatives of half the residual sum of squares. */
  readonly gradient: readonly number[];
  /** Distance from the minimum relative to the confidence region (Bates & Watts); null without residuals to compare with. */
  readonly relativeOffset: number | null;
  /** For each parameter, the bound that it ended on, or null. */
  readonly atBound: readonly AtBound[];
}

/**
 * A fit as a record.
 *
 * @param rss - the residual sum of squares, 0 where it is rounding
 * @param least - independence left in a column of derivatives, of length 1, below which its parameter is not determined
 */
export function describeFit(
  { x, free, triangle, scale, gradient, offset }: View,
  { n, box, calls }: ResidualProblem,
  rss: number,
  least: number,
  ended: { readonly status: ConvergenceStatus; readonly iterations: number },
): CurveFit {
  const k = free.length;
  const df = n - x.length;
  const determined = free.every((_, c) => abs(triangle[c * k + c]!) > least * norm(triangle, c * k, c * k + k));
  const status = determined || ended.status === 'max_iterations' ? ended.status : 'singular';
  let vcov: number[][] | null = null;
  if (status === 'converged' && df > 0) {
    // sigma^2 (J'J)^-1: the transposed triangle is a Cholesky factor of J'J.
    const inverse = zeros(k * k);
    choleskyInverseInto(inverse, triangle, k);
    const known = Array.from(x, () => Array.from(x, () => 0));
    inverse.forEach((value, at) => {
      const [j, l] = [free[floor(at / k)]!, free[at % k]!];
      known[j]![l] = ((rss / df) * value) / (scale[j]! * scale[l]!);
    });
    vcov = known;
  }
  return {
    status,
    iterations: ended.iterations,
    evaluations: calls(),
    parameters: Array.from(x),
    standardErrors: Array.from(x, (_, j) => (vcov && free.includes(j) ? sqrt(vcov[j]![j]!) : null)),
    vcov,
    rss,
    residualSd: df > 0 ? sqrt(rss / df) : null,
    n,
    df,
    gradient: Array.from(gradient),
    relativeOffset: rss > 0 && offset < Infinity ? offset : null,
    atBound: atBound(x, box),
  };
}
