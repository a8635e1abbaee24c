import { atBound, type BoxBounds, boxAround, clamp } from './bounds.js';
import { type ConvergenceStatus, checkAborted, type IterationOptions } from './convergence.js';
import { countedObjective, type Minimum, type Objective, startingValue } from './objective.js';

/** Settings of {@link nelderMead}. */
export interface NelderMeadOptions extends IterationOptions, BoxBounds {
  /**
   * Size of the simplex relative to the parameters, and of the differences of its values relative to the value, at which to stop.
   * @defaultValue `1e-10`
   */
  readonly tolerance?: number;
  /** @defaultValue 1000 for each parameter */
  readonly maxIterations?: number;
}

interface Vertex {
  readonly x: Float64Array;
  readonly value: number;
}

/**
 * A minimum without derivatives, for objectives that are rough or have corners. Slow beyond some ten parameters.
 *
 * Trial points are pulled back into the bounds. When the simplex has closed, a new one is laid around its best vertex, and it has
 * converged only when that one closes at the same value; `'singular'` says that some parameter did not matter there.
 *
 * @param objective - the function to be minimized
 * @param start - where to start, within the bounds
 * @throws {@link EfficacyError} `invalid_argument` and `length_mismatch` for start and bounds that do not fit, `not_finite` when the
 * objective is not finite at the start, `aborted`
 *
 * @example
 * requireConverged(nelderMead(([x, y]) => Math.abs(x - 1) + Math.abs(y - 2), [0, 0])).parameters; // near [1, 2]
 *
 * @see Nelder & Mead (1965), Comput. J. 7, 308-313; Gao & Han (2012), Comput. Optim. Appl. 51, 259-277, for the coefficients.
 */
export function nelderMead(objective: Objective, start: readonly number[], options: NelderMeadOptions = {}): Minimum {
  const p = start.length;
  const { tolerance = 1e-10, maxIterations = 1000 * p, signal } = options;
  const box = boxAround('nelderMead', start, options);
  const f = countedObjective(objective);
  const inside = (x: Float64Array): Float64Array => x.map((value, j) => clamp(value, box.lower[j]!, box.upper[j]!));
  const vertex = (x: Float64Array): Vertex => ({ x, value: f(x.slice()) });

  const [expand, contract, shrink] = [1 + 2 / Math.max(p, 2), 0.75 - 0.5 / Math.max(p, 2), 1 - 1 / Math.max(p, 2)];
  const first = Float64Array.from(start);
  const startValue = startingValue('nelderMead', f, first.slice());
  let simplex = simplexAround({ x: first, value: startValue });
  let settled = Infinity;
  let status: ConvergenceStatus = 'max_iterations';
  let iterations = 0;

  function simplexAround(center: Vertex): Vertex[] {
    const corners = start.map((_, j) => {
      const size = 0.05 * (Math.max(Math.abs(center.x[j]!), Math.abs(start[j]!)) || 1);
      const x = center.x.with(j, center.x[j]! + size);
      return vertex(x[j]! <= box.upper[j]! ? x : inside(center.x.with(j, center.x[j]! - size)));
    });
    return [center, ...corners];
  }

  for (; iterations < maxIterations; iterations++) {
    checkAborted('nelderMead', signal, iterations);
    simplex.sort((one, other) => one.value - other.value);
    const best = simplex[0]!;
    const worst = simplex[p]!;
    const negligible = tolerance * Math.abs(best.value) + tolerance ** 2 * (startValue - best.value);
    if (isClosed(simplex, tolerance, negligible)) {
      if (settled - best.value <= negligible) {
        status = 'converged';
        break;
      }
      settled = best.value;
      simplex = simplexAround(best);
      const flat = simplex.some(
        ({ x, value }) => Math.abs(value - best.value) <= negligible && x.some((one, j) => one !== best.x[j]),
      );
      if (flat || !(Math.abs(best.value) < 1e300)) {
        status = 'singular';
        break;
      }
      continue;
    }
    const center = best.x.map((_, j) => simplex.slice(0, p).reduce((sum, { x }) => sum + x[j]! / p, 0));
    const along = (by: number): Vertex => vertex(inside(center.map((value, j) => value + by * (value - worst.x[j]!))));

    let next = along(1);
    if (next.value < best.value) {
      const further = along(expand);
      if (further.value < next.value) next = further;
    } else if (next.value >= simplex[p - 1]!.value) {
      const outside = next.value < worst.value;
      const nearer = along(outside ? contract : -contract);
      next = nearer.value < (outside ? next : worst).value ? nearer : worst;
    }
    if (next === worst) {
      simplex = [
        best,
        ...simplex.slice(1).map(({ x }) => vertex(x.map((value, j) => best.x[j]! + shrink * (value - best.x[j]!)))),
      ];
    } else {
      simplex[p] = next;
    }
  }
  simplex.sort((one, other) => one.value - other.value);
  const { x, value } = simplex[0]!;
  return {
    status,
    iterations,
    evaluations: f.calls(),
    parameters: Array.from(x),
    value,
    gradient: null,
    atBound: atBound(x, box),
  };
}

/** Whether all vertices agree with the best, in place and in value. */
function isClosed(simplex: readonly Vertex[], tolerance: number, negligible: number): boolean {
  const best = simplex[0]!;
  const near = (a: number, b: number) => Math.abs(a - b) <= tolerance * Math.abs(b) + tolerance ** 2;
  return simplex.every(
    ({ x, value }) => value - best.value <= negligible && x.every((one, j) => near(one, best.x[j]!)),
  );
}
