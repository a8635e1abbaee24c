import { need } from '../../support/need.js';
import { abs, finite, floor, max, zeros } from '../math.js';
import { atBound, type BoxBounds, boxAround, moved } from './bounds.js';
import { type IterationOptions, iterate } from './convergence.js';
import { derivatives } from './derivatives.js';
import { newtonStep } from './newton-step.js';
import { countedObjective, type Minimum, type Objective } from './objective.js';
import { looksLowest } from './well.js';

/** Settings of {@link quasiNewton}. */
export interface QuasiNewtonOptions extends IterationOptions, BoxBounds {
  /**
   * Writes the derivatives of the objective to `gradient`.
   * @defaultValue central differences, 2p values an iteration; parameters then keep about 7 digits
   */
  readonly gradient?: (parameters: Float64Array, gradient: Float64Array) => void;
  /**
   * Decrease still to be expected, relative to the size of the objective or to what was gained so far, at which to stop.
   * @defaultValue `1e-15`
   */
  readonly tolerance?: number;
  /**
   * Iterations after which to give up.
   * @defaultValue `1000`
   */
  readonly maxIterations?: number;
}

/** A minimum with the curvature around it. */
export interface CurvedMinimum extends Minimum {
  /** Derivatives of the objective at the parameters. */
  readonly gradient: readonly number[];
  /** Second derivatives by differences; of a negative log-likelihood the inverse is the covariance matrix. Null where not finite. */
  readonly hessian: readonly (readonly number[])[] | null;
}

interface Place {
  readonly x: Float64Array;
  readonly value: number;
  readonly g: Float64Array;
}

/** Relative decrease still promised, and relative step, up to which a point that cannot be bettered is a minimum. */
const acceptableDecrease = 1e-10;
const acceptableStep = 1e-5;

/**
 * A minimum of a smooth objective within bounds, by a projected quasi-Newton method for up to some dozens of parameters.
 *
 * It starts from second derivatives by differences, learns them from step to step (BFGS), and takes them by differences again where
 * they were not positive and where it means to stop: it has converged only where they are positive in every free direction and Newton's step is short. Elsewhere
 * it goes on, or says `'singular'` (flat, a saddle, a point of inflection or a pole). It sees minima down to a width of 3e-5 of the
 * size of the parameter, there or at the start: measure what is narrower from nearby. A minimum may be a local one:
 * {@link multiStart} tries others.
 *
 * @param objective - the function to be minimized
 * @param start - where to start, within the bounds
 * @throws {@link EfficacyError} `invalid_argument` and `length_mismatch` for start and bounds that do not fit, `not_finite` when the
 * objective or its gradient is not finite at the start, `aborted`
 *
 * @example
 * requireConverged(quasiNewton(([x, y]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, [-1.2, 1])).parameters; // near [1, 1]
 *
 * @see Nocedal & Wright (2006), Numerical Optimization, chapters 6 and 18 (damped update), 16.7 (projection).
 */
export function quasiNewton(
  objective: Objective,
  start: readonly number[],
  options: QuasiNewtonOptions = {},
): CurvedMinimum {
  const { tolerance = 1e-15 } = options;
  const box = boxAround('quasiNewton', start, options);
  const x = Float64Array.from(start);
  const p = x.length;
  const { at, calls, startValue } = countedObjective<Float64Array>('quasiNewton', objective, x, options);
  const smooth = derivatives(at, options.gradient, x, box);
  const first = placeAt(x, startValue);
  need(first !== null, 'not_finite', 'quasiNewton', 'a start where the gradient is finite (start elsewhere)', start);
  let here = first;
  let h = smooth.hessian(here.x);
  let measured = true; // whether h is the Hessian of the objective, not what was learnt

  const ended = iterate(1000, options, () => {
    const { step, promised, convex } = newtonStep(h, here.g, here.x, box, measured ? smooth.noise : 0);
    const scale = max(abs(here.value), startValue - here.value);
    const short = step.every((one, j) => abs(one) <= acceptableStep * max(abs(here.x[j]!), smooth.typical[j]!));
    const settled = promised <= tolerance * scale && (short || !convex || !measured);
    const next = settled ? null : searchAlong(step);
    if (next) {
      h = convex ? learn(h, here, next) : smooth.hessian(next.x);
      measured = !convex;
      here = next;
    } else if (!measured) {
      h = smooth.hessian(here.x);
      measured = true;
    } else {
      // Values no longer tell better from worse. The gradient may: as long as it shrinks by half, take full steps.
      const ahead = placeAt(moved(here.x, step, 1, box));
      const better = ahead && promised > 0 && ahead.value <= here.value + acceptableDecrease * scale;
      if (!better || newtonStep(h, ahead.g, ahead.x, box, 0).promised >= promised / 4) {
        if (!convex) {
          const again = smooth.narrow() && placeAt(here.x, here.value);
          if (!again) return 'singular';
          here = again;
          h = smooth.hessian(here.x);
          return null;
        }
        if (!(short && promised <= acceptableDecrease * scale)) return 'stalled';
        return looksLowest(shifted, reach(), here.value, startValue - here.value, 2 * promised + 1e-12 * scale)
          ? 'converged'
          : 'singular';
      }
      here = ahead;
    }
    return null;
  });

  return {
    ...ended,
    evaluations: calls(),
    parameters: Array.from(here.x),
    value: here.value,
    gradient: Array.from(here.g),
    hessian: measured && h.every(finite) ? start.map((_, j) => Array.from(h.subarray(j * p, j * p + p))) : null,
    atBound: atBound(here.x, box),
  };

  function placeAt(x: Float64Array, value = at(x)): Place | null {
    const g = zeros(p);
    return value < Infinity && smooth.gradient(x, value, g) ? { x, value, g } : null;
  }

  function reach(): Float64Array {
    return here.x.map((one, j) => max(abs(one), smooth.typical[j]!));
  }

  function shifted(parameter: number, shift: number): number {
    const step = zeros(p);
    step[parameter] = shift;
    return at(moved(here.x, step, 1, box));
  }

  /** The first point on the way, cut off at the bounds and halved until the objective falls in proportion; null when it does not. */
  function searchAlong(step: Float64Array): Place | null {
    for (let share = 1; share > 1e-15; share /= 2) {
      const x = moved(here.x, step, share, box);
      const slope = x.reduce((sum, one, j) => sum + here.g[j]! * (one - here.x[j]!), 0);
      if (!(slope < 0)) return null;
      const value = at(x);
      const place = value < here.value + 1e-4 * slope ? placeAt(x, value) : null;
      if (place) return place;
    }
    return null;
  }
}

/** Powell's damped BFGS update, which keeps the curvature positive. */
function learn(h: Float64Array, from: Place, to: Place): Float64Array {
  const p = from.x.length;
  const s = to.x.map((one, j) => one - from.x[j]!);
  const y = to.g.map((one, j) => one - from.g[j]!);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, one, j) => sum + one * b[j]!, 0);
  const hs = s.map((_, j) => dot(s, h.subarray(j * p, j * p + p)));
  const expected = dot(s, hs);
  const seen = dot(s, y);
  const trust = seen >= 0.2 * expected ? 1 : (0.8 * expected) / (expected - seen);
  const r = y.map((one, j) => trust * one + (1 - trust) * hs[j]!);
  const size = dot(s, r);
  return h.map((one, k) => {
    const [j, l] = [floor(k / p), k % p];
    return one + (r[j]! * r[l]!) / size - (hs[j]! * hs[l]!) / expected;
  });
}
