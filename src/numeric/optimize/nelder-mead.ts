import { abs, max } from '../math.js';
import { atBound, type BoxBounds, boxAround, moved } from './bounds.js';
import { type IterationOptions, iterate } from './convergence.js';
import { countedObjective, type Minimum, type Objective } from './objective.js';

/** Settings of {@link nelderMead}. */
export interface NelderMeadOptions extends IterationOptions, BoxBounds {
  /**
   * Size of the simplex relative to the parameters, and of the differences of its values relative to the value, at which to stop.
   * @defaultValue `1e-10`
   */
  readonly tolerance?: number;
  /**
   * Iterations after which to give up.
   * @defaultValue 1000 for each parameter
   */
  readonly maxIterations?: number;
}

/** A simplex that closes out here has come to the end of the doubles, not to a minimum. */
const farthest = 1e100;

interface Vertex {
  readonly x: Float64Array;
  readonly value: number;
}

/**
 * A minimum without derivatives, for objectives that are rough or have corners. Slow beyond some ten parameters.
 *
 * Trial points are pulled back into the bounds. When the simplex has closed, a new one is laid around its best vertex, and it has
 * converged only when that one closes at the same value; `'singular'` says that some parameter did not matter there, or is beyond
 * 1e100, or that it closed against an edge beyond which the objective is not finite: give such limits as bounds.
 *
 * @param objective - the function to be minimized
 * @param start - where to start, within the bounds
 * @throws {@link EfficacyError} `invalid_argument` and `length_mismatch` for start and bounds that do not fit, `not_finite` when the
 * objective is not finite at the start, `aborted`
 *
 * @example
 * requireConverged(nelderMead(([x, y]) => abs(x - 1) + abs(y - 2), [0, 0])).parameters; // near [1, 2]
 *
 * @see Nelder & Mead (1965), Comput. J. 7, 308-313; Gao & Han (2012), Comput. Optim. Appl. 51, 259-277, for the coefficients.
 */
export function nelderMead(objective: Objective, start: readonly number[], options: NelderMeadOptions = {}): Minimum {
  const p = start.length;
  const { tolerance = 1e-10 } = options;
  const box = boxAround('nelderMead', start, options);
  const first = Float64Array.from(start);
  const { at, calls, startValue } = countedObjective('nelderMead', objective, first.slice(), options);
  /** From one place on along the way that another place has come, by a share of it. */
  const vertex = (from: Float64Array, share: number, other: Float64Array): Vertex => {
    const step = from.map((one, j) => one - other[j]!);
    const x = moved(from, step, share, box);
    return { x, value: at(x.slice()) };
  };
  const simplexAround = (center: Vertex): Vertex[] => [
    center,
    ...start.map((one, j) => {
      const size = 0.05 * (max(abs(center.x[j]!), abs(one)) || 1);
      const up = center.x[j]! + size <= box.upper[j]!;
      return vertex(center.x, up ? -1 : 1, center.x.with(j, center.x[j]! + size));
    }),
  ];
  const inner = 1 / max(p, 2);
  let simplex = simplexAround({ x: first, value: startValue });
  let settled = Infinity;

  const ended = iterate(1000 * p, options, () => {
    simplex.sort((one, other) => one.value - other.value);
    const best = simplex[0]!;
    const worst = simplex[p]!;
    const negligible = tolerance * abs(best.value) + tolerance ** 2 * (startValue - best.value);
    const level = ({ value }: Vertex): boolean => value - best.value <= negligible || value === Infinity;
    const close = (one: number): number => tolerance * abs(one) + tolerance ** 2;
    const near = (one: number, j: number): boolean => abs(one - best.x[j]!) <= close(best.x[j]!);
    if (simplex.every((one) => level(one) && one.x.every(near))) {
      if (settled - best.value <= negligible)
        return worst.value === Infinity || atEdge(best.x, close) ? 'singular' : 'converged';
      settled = best.value;
      simplex = simplexAround(best);
      const flat = simplex.some(
        ({ x, value }) => abs(value - best.value) <= negligible && x.some((one, j) => one !== best.x[j]),
      );
      const lost = !(abs(best.value) < 1e300 && best.x.every((one) => abs(one) < farthest));
      return flat || lost ? 'singular' : null;
    }
    const center = best.x.map((_, j) => simplex.slice(0, p).reduce((sum, { x }) => sum + x[j]! / p, 0));
    const along = (share: number): Vertex => vertex(center, share, worst.x);

    let next = along(1);
    if (next.value < best.value) {
      const further = along(1 + 2 * inner);
      if (further.value < next.value) next = further;
    } else if (next.value >= simplex[p - 1]!.value) {
      const outside = next.value < worst.value;
      const nearer = along(outside ? 0.75 - inner / 2 : inner / 2 - 0.75);
      next = nearer.value < (outside ? next : worst).value ? nearer : worst;
    }
    if (next === worst) simplex = simplex.map((one) => (one === best ? best : vertex(best.x, inner - 1, one.x)));
    else simplex[p] = next;
    return null;
  });
  simplex.sort((one, other) => one.value - other.value);
  const { x, value } = simplex[0]!;
  return { ...ended, evaluations: calls(), parameters: Array.from(x), value, gradient: null, atBound: atBound(x, box) };

  /** Whether the objective has no value somewhat farther along some parameter than a closed simplex reaches. */
  function atEdge(x: Float64Array, close: (one: number) => number): boolean {
    return x.some((one, j) =>
      [-1000, 1000].some((share) => vertex(x, share, x.with(j, one - close(one))).value === Infinity),
    );
  }
}
