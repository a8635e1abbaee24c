import { type CurveFit, levenbergMarquardt } from '../../../numeric/optimize/index.js';
import { EfficacyError } from '../../../support/errors.js';
import type { DoseCurve } from '../curves/curve.js';
import type { ParameterBounds, SearchRange } from './parameter-space.js';

/** What is fitted: a curve, what is known of its parameters, and cell means with weights. */
export interface CurveProblem {
  readonly curve: DoseCurve;
  /** The value of each parameter that is fixed; null for one that is estimated. */
  readonly fixed: readonly (number | null)[];
  readonly bounds: readonly ParameterBounds[];
  /** Of the nonlinear parameters. */
  readonly ranges: readonly SearchRange[];
  readonly dose: ArrayLike<number>;
  readonly mean: ArrayLike<number>;
  readonly weight: ArrayLike<number>;
}

/** Something that the parameters must keep to: `residual` is 0 there. */
export interface CurveConstraint {
  readonly residual: (parameters: Float64Array) => number;
  readonly gradient: (parameters: Float64Array) => Float64Array;
  /** Its weight beside the cells: large. */
  readonly weight: number;
}

/** How {@link minimumFrom} goes on. */
export interface MinimumOptions {
  readonly constraint?: CurveConstraint | null;
  /** Distance from the minimum in standard errors at which to stop. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/** A minimum of the weighted sum of squares of the cell means around the curve. */
export interface CurveMinimum {
  readonly parameters: Float64Array;
  /** Of the cell means around the curve. */
  readonly rss: number;
  readonly status: CurveFit['status'];
  readonly atBound: readonly ('lower' | 'upper' | null)[];
  readonly iterations: number;
}

/** The minimum that Levenberg and Marquardt's method reaches from a start; null where the curve is not finite there. */
export function minimumFrom(
  problem: CurveProblem,
  start: ArrayLike<number>,
  { constraint = null, tolerance = 1e-12, maxIterations = 500 }: MinimumOptions = {},
): CurveMinimum | null {
  const { curve, dose, mean, weight } = problem;
  const { free, logs, lower, upper } = freeParameters(problem);
  const p = curve.names.length;
  const cells = dose.length;
  const full = Float64Array.from({ length: p }, (_, j) => problem.fixed[j] ?? start[j]!);
  const inside = (x: number, i: number): number => Math.min(Math.max(x, lower[i]!), upper[i]!);
  const spread = (x: Float64Array): Float64Array => {
    free.forEach((j, i) => {
      full[j] = logs[i] ? Math.exp(x[i]!) : x[i]!;
    });
    return full;
  };
  const gradient = new Float64Array(p);
  const jacobian = (x: Float64Array, out: Float64Array): void => {
    spread(x);
    const k = free.length;
    const write = (row: number, g: ArrayLike<number>): void => {
      for (let i = 0; i < k; i++) out[row * k + i] = g[free[i]!]! * (logs[i] ? full[free[i]!]! : 1);
    };
    for (let c = 0; c < cells; c++) {
      curve.gradientInto(gradient, 0, dose[c]!, full);
      write(c, gradient);
    }
    if (constraint) write(cells, constraint.gradient(full));
  };
  let run: CurveFit;
  try {
    run = levenbergMarquardt(
      {
        observed: constraint ? followedBy(mean, 0) : mean,
        precisionWeights: constraint ? followedBy(weight, constraint.weight) : weight,
        start: free.map((j, i) => inside(logs[i] ? Math.log(full[j]!) : full[j]!, i)),
        lower,
        upper,
        predict: (x, out) => {
          spread(x);
          for (let c = 0; c < cells; c++) out[c] = curve.value(dose[c]!, full);
          if (constraint) out[cells] = constraint.residual(full);
        },
        jacobian,
      },
      { tolerance, maxIterations },
    );
  } catch (error) {
    if (error instanceof EfficacyError && error.code === 'not_finite') return null;
    throw error;
  }
  const parameters = spread(Float64Array.from(run.parameters)).slice();
  const atBound: ('lower' | 'upper' | null)[] = curve.names.map(() => null);
  free.forEach((j, i) => {
    const side = run.atBound[i] ?? null;
    atBound[j] = side;
    if (side !== null) parameters[j] = problem.bounds[j]![side]!;
  });
  const { rss } = constraint ? { rss: sumOfSquares(problem, parameters) } : run;
  return { parameters, rss, status: run.status, atBound, iterations: run.iterations };
}

/** Weighted sum of squares of the cell means around the curve. */
export function sumOfSquares({ curve, dose, mean, weight }: CurveProblem, parameters: ArrayLike<number>): number {
  let sum = 0;
  for (let c = 0; c < dose.length; c++) sum += weight[c]! * (mean[c]! - curve.value(dose[c]!, parameters)) ** 2;
  return sum;
}

/** Which parameters are estimated, which of them by their logarithm, and between which limits. */
function freeParameters({ curve, fixed, bounds, ranges }: CurveProblem): {
  readonly free: readonly number[];
  readonly logs: readonly boolean[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
} {
  const linear = curve.shape.linear.length;
  const free = curve.names.map((_, j) => j).filter((j) => fixed[j] === null);
  const logs = free.map((j) => j >= linear && ranges[j - linear]!.positive);
  const limit = (j: number, i: number, side: 'lower' | 'upper'): number => {
    const given = bounds[j]![side];
    if (given === null) return side === 'lower' ? -Infinity : Infinity;
    return logs[i] ? Math.log(given) : given;
  };
  return {
    free,
    logs,
    lower: free.map((j, i) => limit(j, i, 'lower')),
    upper: free.map((j, i) => limit(j, i, 'upper')),
  };
}

function followedBy(values: ArrayLike<number>, last: number): Float64Array {
  const out = new Float64Array(values.length + 1);
  out.set(values);
  out[values.length] = last;
  return out;
}
