import { choleskyInto, choleskySolveInto } from '../../../numeric/linalg/index.js';
import { type CurveMinimum, type CurveProblem, sumOfSquares } from './curve-problem.js';

/** Steps after which a start is not near enough. */
const steps = 12;

/**
 * The minimum that a start is near to, by Gauss and Newton's steps: a quarter of the time of {@link minimumFrom}, and for nothing else
 * than a start that is nearly right, such as the curve of the data for a sample of them.
 *
 * @param tolerance - distance from the minimum in standard errors at which to stop
 * @returns null where a step leads out of the bounds or does not lessen the sum of squares, or the columns are collinear
 *
 * @see Bates & Watts (1988), Nonlinear Regression Analysis, 2.2; the relative offset is their (1981), Technometrics 23, 179-183.
 */
export function refineMinimum(problem: CurveProblem, start: ArrayLike<number>, tolerance: number): CurveMinimum | null {
  const { curve, fixed, bounds, ranges, dose, mean, weight } = problem;
  const linear = curve.shape.linear.length;
  const free = curve.names.map((_, j) => j).filter((j) => fixed[j] === null);
  const k = free.length;
  const parameters = Float64Array.from(curve.names, (_, j) => fixed[j] ?? start[j]!);
  const gradient = new Float64Array(curve.names.length);
  const normal = new Float64Array(k * k);
  const right = new Float64Array(k);
  const step = new Float64Array(k);
  const isInside = (j: number): boolean => {
    const { lower, upper } = bounds[j]!;
    const positive = j >= linear && ranges[j - linear]!.positive;
    return parameters[j]! > (lower ?? (positive ? 0 : -Infinity)) && parameters[j]! < (upper ?? Infinity);
  };
  let before = Infinity;
  for (let iterations = 0; iterations < steps; iterations++) {
    normal.fill(0);
    right.fill(0);
    let rss = 0;
    for (let c = 0; c < dose.length; c++) {
      const w = weight[c]!;
      curve.gradientInto(gradient, 0, dose[c]!, parameters);
      let residual = mean[c]!; // the derivatives by the linear parameters are what these multiply
      for (let j = 0; j < linear; j++) residual -= parameters[j]! * gradient[j]!;
      rss += w * residual * residual;
      for (let a = 0; a < k; a++) {
        const wa = w * gradient[free[a]!]!;
        right[a]! += wa * residual;
        for (let b = 0; b <= a; b++) normal[a * k + b]! += wa * gradient[free[b]!]!;
      }
    }
    if (!(rss < before)) return null;
    before = rss;
    if (choleskyInto(normal, normal, k, 1e-10) < k) return null;
    choleskySolveInto(step, normal, right, k);
    let explained = 0; // by the tangent plane, of the sum of squares
    for (let a = 0; a < k; a++) explained += step[a]! * right[a]!;
    for (let a = 0; a < k; a++) parameters[free[a]!]! += step[a]!;
    if (!free.every(isInside)) return null;
    const error = (rss - explained) / Math.max(1, dose.length - k);
    if (explained / k <= tolerance * tolerance * error) {
      return {
        parameters,
        rss: sumOfSquares(problem, parameters),
        status: 'converged',
        atBound: curve.names.map(() => null),
        iterations: iterations + 1,
      };
    }
  }
  return null;
}
