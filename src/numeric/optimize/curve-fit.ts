import { type AtBound, atBound } from './bounds.js';
import type { Convergence, ConvergenceStatus } from './convergence.js';
import type { ResidualProblem } from './curve.js';
import { solveUpperTransposed } from './orthogonal.js';
import type { View } from './view.js';

/** A fitted curve. */
export interface CurveFit extends Convergence {
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
  readonly atBound: readonly AtBound[];
}

/** Independence left in a column of derivatives, of length 1, below which its parameter is not determined. */
const dependent = { exact: 1e-13, differenced: 1e-9 };

export function describeFit(
  view: View,
  problem: ResidualProblem,
  { status, iterations }: { status: ConvergenceStatus; iterations: number },
): CurveFit {
  const { n } = problem;
  const parameters = Array.from(view.x);
  const df = n - parameters.length;
  const rss = Math.sqrt(view.rss) <= problem.negligible ? 0 : view.rss;
  const inverse = inverseTriangle(view, problem.differenced ? dependent.differenced : dependent.exact);
  const settled = inverse || status === 'max_iterations' ? status : 'singular';
  const vcov = inverse && settled === 'converged' && df > 0 ? covariances(view, inverse, rss / df) : null;
  const { columns } = view.linear;
  return {
    status: settled,
    iterations,
    evaluations: problem.evaluations(),
    parameters,
    standardErrors: parameters.map((_, j) => (vcov && columns.includes(j) ? Math.sqrt(vcov[j]![j]!) : null)),
    vcov,
    rss,
    residualSd: df > 0 ? Math.sqrt(rss / df) : null,
    n,
    df,
    gradient: Array.from(view.gradient),
    relativeOffset: rss > 0 && view.offset < Infinity ? view.offset : null,
    atBound: atBound(view.x, problem.box),
  };
}

/** Rows of the transposed inverse of the triangle, or null when a column depends on those before it. */
function inverseTriangle({ linear: { triangle, columns } }: View, least: number): Float64Array[] | null {
  const k = columns.length;
  for (let c = 0; c < k; c++) {
    const column = triangle.subarray(c * k, c * k + c + 1);
    if (Math.abs(column[c]!) <= least * Math.hypot(...column)) return null;
  }
  return columns.map((_, c) => {
    const unit = new Float64Array(k);
    unit[c] = 1;
    solveUpperTransposed(triangle, k, k, unit);
    return unit;
  });
}

/** sigma^2 (J'J)^-1 = sigma^2 R^-1 R^-T, unscaled. */
function covariances(
  { linear: { columns, scale } }: View,
  inverse: readonly Float64Array[],
  variance: number,
): number[][] {
  const p = scale.length;
  const full = Array.from({ length: p }, () => new Array<number>(p).fill(0));
  columns.forEach((j, a) => {
    columns.forEach((l, b) => {
      const product = inverse[a]!.reduce((sum, value, i) => sum + value * inverse[b]![i]!, 0);
      full[j]![l] = (variance * product) / (scale[j]! * scale[l]!);
    });
  });
  return full;
}
