import { type CurveProblem, minimumFrom, sumOfSquares } from '../fit/curve-problem.js';
import { searchRange } from '../fit/parameter-space.js';
import type { DoseEquation } from './dose-equation.js';
import type { FittedCurve } from './fitted-curve.js';

/** How far beyond the largest dose a profile is followed, as a factor. */
const furthest = 1e4;

/**
 * The doses at which the best curve through them fits no worse than t squared residual variances: the profile likelihood interval.
 *
 * The curve is made to solve the equation at a dose by an observation of great weight.
 *
 * @returns the ends; null where the fit stays good without end
 *
 * @see Bates & Watts (1988), Nonlinear Regression Analysis and Its Applications, 6.1.
 */
export function profileSet(
  reader: FittedCurve,
  equation: DoseEquation,
  dose: number,
  t: number,
): { readonly lower: number | null; readonly upper: number | null } {
  const { fit, parameters } = reader;
  const problem = problemOf(reader);
  const most = fit.range.upper;
  const least = sumOfSquares(problem, parameters);
  const allowed = (t * fit.residualSd) ** 2;
  const total = fit.cells.weight.reduce((sum, w) => sum + w, 0);

  if (allowed === 0) return { lower: dose, upper: dose };

  const side = (to: number): number | null => {
    let near = parameters;
    const excess = (at: number): number => {
      const constraint = {
        residual: (theta: Float64Array) => equation.residual(at, theta),
        gradient: (theta: Float64Array) => equation.byParameters(at, theta),
        weight: 1e6 * total,
      };
      const run = (start: Float64Array) =>
        minimumFrom(problem, start, { constraint, tolerance: 1e-6, maxIterations: 100 });
      const first = run(near);
      const best = first?.status === 'converged' ? first : (run(parameters) ?? first);
      if (!best) return Number.MAX_VALUE;
      if (best.rss - least < allowed) near = best.parameters;
      return best.rss - least - allowed;
    };
    let inside = dose;
    let slack = -allowed;
    for (let step = 0.02 * Math.max(Math.abs(dose), 0.05 * most); ; step *= 1.5) {
      const next = to < dose ? Math.max(inside - step, to) : Math.min(inside + step, to);
      const here = excess(next);
      if (here > 0) return edgeBetween(excess, inside, slack, next, here);
      if (next === to) return null;
      inside = next;
      slack = here;
    }
  };
  const lower = side(Math.min(0, dose - 10 * most));
  return { lower, upper: side(furthest * most) };
}

/**
 * Where a function turns from below 0 to above, by false position that never leans on one end twice (Illinois).
 *
 * The values at the ends are taken as they were found: a profile may differ a little when it is looked at again from elsewhere.
 */
function edgeBetween(f: (x: number) => number, inside: number, below: number, outside: number, above: number): number {
  let [a, fa, b, fb] = [inside, below, outside, above];
  let last = 0;
  for (let i = 0; i < 100 && Math.abs(b - a) > 1e-9 * Math.abs(a); i++) {
    const x = fa < 0 ? b - (fb * (b - a)) / (fb - fa) : (a + b) / 2;
    const fx = f(x);
    const side = fx > 0 ? 1 : -1;
    if (side > 0) [b, fb] = [x, fx];
    else [a, fa] = [x, fx];
    if (side === last) {
      if (side > 0) fa /= 2;
      else fb /= 2;
    }
    last = side;
    if (Math.abs(fx) < 1e-8 * Math.abs(below)) return x;
  }
  return a;
}

/** The problem that a fit solved. */
export function problemOf({ fit, curve }: FittedCurve): CurveProblem {
  const { dose, mean, weight } = fit.cells;
  return {
    curve,
    fixed: fit.parameters.map(({ fixed, estimate }) => (fixed ? estimate : null)),
    bounds: fit.parameters.map(({ bounds }) => bounds),
    ranges: curve.shape.nonlinear.map(({ role }) => searchRange(role, dose)),
    dose,
    mean,
    weight,
  };
}
