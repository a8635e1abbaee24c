import { norm, reflect, triangularize } from '../linalg/householder.js';
import { backwardSolveInto } from '../linalg/triangular-solve.js';
import { sqrt, zeros } from '../math.js';
import { moved, stepInside } from './bounds.js';
import type { ResidualProblem } from './curve.js';
import type { View } from './view.js';

/**
 * The step d that minimizes |r + J d|^2 + lambda |scale d|^2 inside the bounds.
 *
 * @param projected - -Q'r in the axes of the triangle, for the residuals of the view or others
 * @returns the step, and the decrease of the sum of squares that the linear problem promises
 *
 * @see Moré (1978), The Levenberg-Marquardt algorithm, section 3: by orthogonal triangles, which keep the digits normal equations lose.
 */
export function dampedStep(
  { x, free, scale, triangle }: View,
  projected: Float64Array,
  lambda: number,
  { box }: ResidualProblem,
): [step: Float64Array, promised: number] {
  const all = free.length;
  let promised = 0;
  const step = stepInside(x, box, free, (columns) => {
    const k = columns.length;
    const rows = all + k;
    const work = zeros(rows * (k + 1));
    columns.forEach((j, c) => {
      const place = free.indexOf(j) * all;
      work.set(triangle.subarray(place, place + all), c * rows);
      work[c * rows + all + c] = sqrt(lambda);
    });
    work.set(projected, k * rows);
    triangularize(work, rows, k);
    const solution = work.slice(k * rows, k * rows + k);
    promised = norm(solution) ** 2;
    backwardSolveInto(solution, work, solution, k, rows);
    promised += lambda * norm(solution) ** 2;
    return solution.map((one, c) => one / scale[columns[c]!]!);
  });
  return [step, promised];
}

/**
 * The step bent along the curved surface of predictions, looked at a tenth of the way; null when it bends too much to be trusted.
 *
 * @see Transtrum & Sethna (2012), arXiv:1201.5885, equations 12 and 15.
 */
export function bentStep(
  view: View,
  step: Float64Array,
  lambda: number,
  problem: ResidualProblem,
): Float64Array | null {
  const { x, residuals, free, scale, triangle, reflectors, projected, rounding } = view;
  const scaled = step.map((one, j) => one * scale[j]!);
  if (norm(scaled) <= 1e4 * rounding) return step; // the bend of so short a step would be rounding
  const share = 0.1;
  const ahead = zeros(residuals.length);
  if (!problem.residualsAt(moved(x, step, share, problem.box), ahead)) return null;
  const rise = ahead.map((one, i) => (one - residuals[i]!) / share);
  const rows = rise.length;
  // What was passed over has a reflector of zeros, which changes nothing.
  free.forEach((_, i) => {
    reflect(rise, i, reflectors, i * rows + i, rows - i);
  });
  const bending = projected.map((_, i) => {
    const straight = free.reduce((sum, j, c) => sum + triangle[c * free.length + i]! * scaled[j]!, 0);
    return (2 / share) * (straight - rise[i]!);
  });
  const [bend] = dampedStep(view, bending, lambda, problem);
  const trusted = 2 * norm(bend.map((one, j) => one * scale[j]!)) <= 0.75 * norm(scaled);
  return trusted ? step.map((one, j) => one + bend[j]! / 2) : null;
}
