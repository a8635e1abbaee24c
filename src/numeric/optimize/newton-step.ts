import { choleskyInto } from '../linalg/cholesky.js';
import { choleskySolveInto } from '../linalg/cholesky-solve.js';
import { type Box, isHeld } from './bounds.js';

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
  const p = x.length;
  let free = Array.from(x.keys()).filter((j) => !isHeld(x[j]!, g[j]!, box.lower[j]!, box.upper[j]!));
  let convex = true;
  for (;;) {
    const k = free.length;
    const finite = (value: number): number => (Number.isFinite(value) ? value : 0);
    const part = Float64Array.from({ length: k * k }, (_, at) =>
      finite(h[free[Math.floor(at / k)]! * p + free[at % k]!]!),
    );
    const diagonal = free.map((_, a) => Math.abs(part[a * k + a]!));
    const biggest = Math.max(...diagonal) || 1;
    const factor = new Float64Array(k * k);
    for (let raise = 1e-3; choleskyInto(factor, part, k, least) < k; raise *= 10) {
      convex = false;
      diagonal.forEach((own, a) => {
        part[a * k + a]! += raise * (own || biggest);
      });
    }
    const solution = Float64Array.from(free, (j) => -g[j]!);
    choleskySolveInto(solution, factor, solution, k);
    const step = new Float64Array(p);
    free.forEach((j, a) => {
      step[j] = solution[a]!;
    });
    const staying = free.filter((j) => !isHeld(x[j]!, -step[j]!, box.lower[j]!, box.upper[j]!) || step[j] === 0);
    if (staying.length === k) {
      const promised = -step.reduce((sum, one, j) => sum + one * g[j]!, 0) / 2;
      return { step, promised, convex };
    }
    free = staying;
  }
}
