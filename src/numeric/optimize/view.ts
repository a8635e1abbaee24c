import { norm, triangularize } from '../linalg/householder.js';
import { abs, epsilon, floor, max, min, sqrt, zeros } from '../math.js';
import { freeToMove } from './bounds.js';
import type { ResidualProblem } from './curve.js';

/** A place in parameter space, what the curve does there, and the linear problem that it looks like from there. */
export interface View {
  readonly x: Float64Array;
  readonly residuals: Float64Array;
  readonly rss: number;
  /** Size of the predictions: that of the observations, or where these are all 0 the largest residuals met. */
  readonly size: number;
  /** How far each parameter must go to change the predictions by about their own size. */
  readonly reach: Float64Array;
  /** Of half the residual sum of squares. */
  readonly gradient: Float64Array;
  /** Scale of each parameter: steps are measured as `scale[j] * step[j]`. */
  readonly scale: Float64Array;
  /** The parameters that are free to move. */
  readonly free: readonly number[];
  /** Their columns of the derivatives, scaled, turned into an upper triangle; column-major. */
  readonly triangle: Float64Array;
  /** The reflections that did it. */
  readonly reflectors: Float64Array;
  /** What of the residuals these columns can explain, in the triangle's axes, with the sign of the step. */
  readonly projected: Float64Array;
  /** Length of that. */
  readonly gap: number;
  /** The gap relative to the part they cannot explain, each by its degrees of freedom; Infinity when nothing is left to compare with. */
  readonly offset: number;
  /** Rounding to expect in the residuals as a whole, from the observations and from the parameters. */
  readonly rounding: number;
}

/** Memory of the column norms: a parameter's scale may shrink by this factor a step, where Moré's never shrinks. */
const fading = 0.6;

/**
 * Looks at the curve from x.
 *
 * @param before - the view before, which knows the scales of the parameters; null at the start
 * @param below - sum of squares that is too much
 * @returns null where the curve is not below that, or it or its derivatives are not finite
 */
export function viewFrom(
  before: View | null,
  x: Float64Array,
  problem: ResidualProblem,
  below: number = Infinity,
): View | null {
  const { rows } = problem;
  const p = x.length;
  const residuals = zeros(rows);
  if (!problem.residualsAt(x, residuals)) return null;
  const length = norm(residuals);
  const rss = length ** 2;
  const jacobian = zeros(rows * p);
  const known = x.map((value, j) => max(abs(value), before ? problem.typical[j]! : 0) || 1);
  if (!(rss < below && problem.slopesAt(x, residuals, before ? before.reach : known, jacobian))) return null;

  const scale = zeros(p);
  const gradient = zeros(p);
  const size = max(problem.size || (before ? before.size : 0), length);
  let rounding = problem.size;
  const reach = known.map((most, j) => {
    const column = jacobian.subarray(j * rows, (j + 1) * rows);
    const steepness = norm(column);
    for (let i = 0; i < rows; i++) gradient[j]! += column[i]! * residuals[i]!;
    scale[j] = max(steepness, before ? fading * before.scale[j]! : 0) || 1;
    rounding += steepness * abs(x[j]!);
    return min(most, size / steepness || most);
  });
  if (!(norm(gradient) < Infinity && rounding < Infinity)) return null;

  const free = freeToMove(x, gradient, problem.box);
  const k = free.length;
  const work = zeros(rows * (k + 1));
  free.forEach((j, c) => {
    for (let i = 0; i < rows; i++) work[c * rows + i] = jacobian[j * rows + i]! / scale[j]!;
  });
  for (let i = 0; i < rows; i++) work[k * rows + i] = -residuals[i]!;
  const { kept, reflectors } = triangularize(work, rows, k);
  const rank = kept.length;
  const triangle = zeros(k * k).map((_, at) => work[floor(at / k) * rows + (at % k)]!);
  const turned = work.subarray(k * rows);
  const projected = zeros(k);
  projected.set(turned.subarray(0, rank));
  const gap = norm(projected);
  const noise = norm(turned.subarray(rank)) / sqrt(max(1, problem.n - p));
  const offset = gap === 0 ? 0 : gap / sqrt(k) / noise;
  return {
    x,
    residuals,
    rss,
    size,
    reach,
    gradient,
    scale,
    free,
    triangle,
    reflectors,
    projected,
    gap,
    offset,
    rounding: 4 * epsilon * rounding,
  };
}
