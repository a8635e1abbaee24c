import { choleskyInto, choleskySolveInto } from '../../../numeric/linalg/index.js';
import { need } from '../../../support/need.js';
import { basisRoom } from '../curves/curve-shape.js';
import { type CurveMinimum, type CurveProblem, minimumFrom, sumOfSquares } from './curve-problem.js';

/** With more cells than this the starts are followed on a coarser grid of doses, and the best of them on all. */
const manyCells = 1500;

/** Neighbouring cells as one, about a thousand in all. */
function coarse(problem: CurveProblem): CurveProblem {
  const { dose, mean, weight } = problem;
  const each = Math.ceil(dose.length / 1000);
  const groups = Math.ceil(dose.length / each);
  const sums = { dose: new Float64Array(groups), mean: new Float64Array(groups), weight: new Float64Array(groups) };
  for (let c = 0; c < dose.length; c++) {
    const group = Math.floor(c / each);
    const share = weight[c]! / (sums.weight[group]! + weight[c]!);
    sums.weight[group]! += weight[c]!;
    sums.dose[group]! += share * (dose[c]! - sums.dose[group]!);
    sums.mean[group]! += share * (mean[c]! - sums.mean[group]!);
  }
  return { ...problem, ...sums };
}

/** How many starts are followed to their minimum. */
const followed = 5;

/**
 * The least sum of squares from several starts: over a grid of the nonlinear parameters the linear ones are solved for, and the best
 * points of the grid that are not neighbours are followed.
 *
 * @returns the best minimum, and the least sum of squares that a run reached which did not converge
 */
export function searchMinimum(
  problem: CurveProblem,
  who: string,
): { readonly best: CurveMinimum; readonly unfinished: number } {
  if (problem.dose.length > manyCells) {
    const { best } = searchMinimum(coarse(problem), who);
    const fine = minimumFrom(problem, best.parameters);
    if (fine?.status === 'converged') return { best: fine, unfinished: Infinity };
  }
  const runs = gridStarts(problem).flatMap((start) => minimumFrom(problem, start) ?? []);
  const byRss = (a: CurveMinimum, b: CurveMinimum): number => a.rss - b.rss;
  const done = runs.filter(({ status }) => status === 'converged').sort(byRss);
  const rest = runs.filter(({ status }) => status !== 'converged').sort(byRss);
  const best = done[0] ?? rest[0];
  need(best !== undefined, 'convergence_failed', who, 'a curve that is finite somewhere (state bounds)', 'none');
  return { best, unfinished: rest[0]?.rss ?? Infinity };
}

/** Points of a grid of the nonlinear parameters with the linear ones that fit best there, the best first, no two of them neighbours. */
function gridStarts(problem: CurveProblem): Float64Array[] {
  const { curve, fixed, bounds, ranges } = problem;
  const linear = curve.shape.linear.length;
  const open = ranges.filter((_, j) => fixed[linear + j] === null).length;
  const size = open <= 1 ? 24 : open === 2 ? 12 : 8;
  const axes = ranges.map((range, j) => {
    const known = fixed[linear + j];
    if (known !== null) return [known!];
    const { lower, upper } = bounds[linear + j]!;
    const from = Math.min(Math.max(range.from, lower ?? -Infinity), upper ?? Infinity);
    const to = Math.max(Math.min(range.to, upper ?? Infinity), lower ?? -Infinity);
    return Array.from({ length: size }, (_, i) => {
      const share = (i + 0.5) / size;
      return range.positive ? from * (to / from) ** share : from + (to - from) * share;
    });
  });
  let grid: { readonly at: readonly number[]; readonly nu: readonly number[] }[] = [{ at: [], nu: [] }];
  for (const axis of axes) {
    grid = grid.flatMap(({ at, nu }) => axis.map((value, i) => ({ at: [...at, i], nu: [...nu, value] })));
  }
  const solve = linearSolver(problem);
  const tried = grid
    .map(({ at, nu }) => ({ at, ...solve(nu) }))
    .filter(({ rss }) => rss < Infinity)
    .sort((a, b) => a.rss - b.rss);
  const chosen: typeof tried = [];
  for (const one of tried) {
    if (chosen.length === followed) break;
    const beside = chosen.some(({ at }) => at.every((i, axis) => Math.abs(i - one.at[axis]!) <= 1));
    if (!beside) chosen.push(one);
  }
  return chosen.map(({ parameters }) => parameters);
}

/** Solves for the linear parameters where the nonlinear ones are given. */
function linearSolver(
  problem: CurveProblem,
): (nonlinear: readonly number[]) => { readonly parameters: Float64Array; readonly rss: number } {
  const { curve, fixed, bounds, dose, mean, weight } = problem;
  const k = curve.shape.linear.length;
  const free = Array.from({ length: k }, (_, j) => j).filter((j) => fixed[j] === null);
  const m = free.length;
  const room = basisRoom(curve.shape);
  const normal = new Float64Array(m * m);
  const right = new Float64Array(m);
  return (nonlinear) => {
    normal.fill(0);
    right.fill(0);
    for (let c = 0; c < dose.length; c++) {
      curve.shape.basis(dose[c]!, nonlinear, room);
      let y = mean[c]!;
      for (let j = 0; j < k; j++) if (fixed[j] !== null) y -= fixed[j]! * room.value[j]!;
      for (let a = 0; a < m; a++) {
        const wa = weight[c]! * room.value[free[a]!]!;
        right[a]! += wa * y;
        for (let b = 0; b <= a; b++) normal[a * m + b]! += wa * room.value[free[b]!]!;
      }
    }
    choleskyInto(normal, normal, m, 1e-12);
    choleskySolveInto(right, normal, right, m);
    const parameters = Float64Array.from({ length: curve.names.length }, (_, j) => fixed[j] ?? nonlinear[j - k] ?? 0);
    free.forEach((j, a) => {
      const { lower, upper } = bounds[j]!;
      parameters[j] = Math.min(Math.max(right[a]!, lower ?? -Infinity), upper ?? Infinity);
    });
    const rss = sumOfSquares(problem, parameters);
    return { parameters, rss: Number.isFinite(rss) ? rss : Infinity };
  };
}
