import { isHeld } from './bounds.js';
import type { ResidualProblem } from './curve.js';
import { type Linearization, linearize } from './damped-step.js';
import { norm } from './orthogonal.js';

/** A place in parameter space and what the curve does there. */
export interface Point {
  readonly x: Float64Array;
  readonly residuals: Float64Array;
  readonly rss: number;
}

/** A point seen through its linear problem. */
export interface View extends Point {
  readonly linear: Linearization;
  /** Size of the predictions: that of the observations, or where these are all 0 the largest residuals met. */
  readonly size: number;
  /** How far each parameter must go to change the predictions by about their own size. */
  readonly reach: Float64Array;
  /** Of half the residual sum of squares. */
  readonly gradient: Float64Array;
  /** Length of the residuals' part that the free columns can still explain. */
  readonly gap: number;
  /** The gap relative to the part they cannot explain, each by its degrees of freedom; Infinity when nothing is left to compare with. */
  readonly offset: number;
  /** Rounding to expect in the residuals as a whole, from the observations and from the parameters. */
  readonly rounding: number;
}

/** The curve at x, or null where it is not finite. */
export function pointAt(x: Float64Array, problem: ResidualProblem): Point | null {
  const residuals = new Float64Array(problem.rows);
  if (!problem.residualsAt(x, residuals)) return null;
  const rss = norm(residuals) ** 2;
  return rss < Infinity ? { x, residuals, rss } : null;
}

/** Memory of the column norms: a parameter's scale may shrink by this factor a step, where Moré's never shrinks. */
const fading = 0.6;

/**
 * Differentiates the curve at a point.
 *
 * @param before - the view before, which knows the scales of the parameters; null at the start
 * @returns null where the curve has no finite derivatives
 */
export function viewFrom(before: View | null, point: Point, problem: ResidualProblem): View | null {
  const { x, residuals } = point;
  const { rows, box } = problem;
  const p = x.length;
  const jacobian = new Float64Array(rows * p);
  const known = x.map((value, j) => Math.max(Math.abs(value), before ? problem.typical[j]! : 0) || 1);
  if (!problem.derivativesAt(x, residuals, before ? before.reach : known, jacobian)) return null;

  const scale = new Float64Array(p);
  const gradient = new Float64Array(p);
  const free: number[] = [];
  const size = Math.max(problem.size || (before?.size ?? 0), norm(residuals));
  let rounding = problem.size;
  const reach = known.map((most, j) => {
    const column = jacobian.subarray(j * rows, (j + 1) * rows);
    const steepness = norm(column);
    for (let i = 0; i < rows; i++) gradient[j]! += column[i]! * residuals[i]!;
    scale[j] = Math.max(steepness, before ? fading * before.linear.scale[j]! : 0) || 1;
    rounding += steepness * Math.abs(x[j]!);
    if (!isHeld(x[j]!, gradient[j]!, box.lower[j]!, box.upper[j]!)) free.push(j);
    return Math.min(most, size / steepness || most);
  });
  if (!Number.isFinite(norm(gradient)) || !Number.isFinite(rounding)) return null;

  const linear = linearize(jacobian, residuals, scale, free);
  const gap = norm(linear.projected);
  const noise = linear.rest / Math.sqrt(Math.max(1, problem.n - p));
  const offset = gap === 0 ? 0 : gap / Math.sqrt(free.length) / noise;
  return { ...point, size, reach, linear, gradient, gap, offset, rounding: 4 * Number.EPSILON * rounding };
}
