import { choleskyInto } from '../linalg/cholesky.js';
import { choleskySolveInto } from '../linalg/cholesky-solve.js';
import { abs, finite, floor, max, zeros } from '../math.js';
import { type Box, freeToMove, stepInside } from './bounds.js';

/** A step of Newton's kind. */
export interface NewtonStep {
  readonly step: Float64Array;
  /** Decrease the quadratic model promises for it. */
  readonly promised: number;
  /** Whether the curvature was positive in every free direction, as it is at a minimum. */
  readonly convex: boolean;
}

/**
 * The step -H^-1 g in the parameters that are free to move. Where H is not positive definite its diagonal is raised until it is.
 *
 * @param least - share of a diagonal element that other columns must leave for it to count as positive
 */
export function newtonStep(h: Float64Array, g: Float64Array, x: Float64Array, box: Box, least: number): NewtonStep {
  let convex = true;
  const step = stepInside(x, box, freeToMove(x, g, box), (free) => {
    const k = free.length;
    const part = zeros(k * k).map((_, at) => {
      const value = h[free[floor(at / k)]! * x.length + free[at % k]!]!;
      return finite(value) ? value : 0;
    });
    const diagonal = free.map((_, a) => abs(part[a * k + a]!));
    const factor = zeros(k * k);
    for (let raise = 1e-3; choleskyInto(factor, part, k, least) < k; raise *= 10) {
      convex = false;
      diagonal.forEach((own, a) => {
        part[a * k + a]! += raise * (own || max(...diagonal) || 1);
      });
    }
    const solution = Float64Array.from(free, (j) => -g[j]!);
    choleskySolveInto(solution, factor, solution, k);
    return solution;
  });
  return { step, promised: -step.reduce((sum, one, j) => sum + one * g[j]!, 0) / 2, convex };
}
