import { EfficacyError } from '../../support/errors.js';
import { atBound, type BoxBounds, boxAround, clamp } from './bounds.js';
import { type ConvergenceStatus, checkAborted, type IterationOptions } from './convergence.js';
import { hessianAt, type SmoothObjective } from './curvature.js';
import { differenceJacobian } from './difference.js';
import { newtonStep } from './newton-step.js';
import { countedObjective, type Minimum, type Objective, startingValue } from './objective.js';

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
  /** @defaultValue `1000` */
  readonly maxIterations?: number;
}

/** A minimum with the curvature around it. */
export interface CurvedMinimum extends Minimum {
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
const acceptable = { decrease: 1e-10, step: 1e-5 };

/**
 * A minimum of a smooth objective within bounds, by a projected quasi-Newton method for up to some dozens of parameters.
 *
 * It starts from second derivatives by differences, learns them from step to step (BFGS), and takes them by differences again where
 * they were not positive and where it means to stop: it has converged only where they are positive in every free direction and Newton's step is short. Elsewhere
 * it goes on, or says `'singular'` (flat, or a saddle). A minimum may be a local one: {@link multiStart} tries others.
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
  const { tolerance = 1e-15, maxIterations = 1000, signal } = options;
  const box = boxAround('quasiNewton', start, options);
  const counted = countedObjective(objective);
  const smooth = smoothObjective(counted, start, options, box);
  let here = startingPlace(smooth, start);
  const startValue = here.value;
  let h = hessianAt(smooth, here.x);
  let measured = true; // whether h is the Hessian of the objective, not what was learnt
  let status: ConvergenceStatus = 'max_iterations';
  let iterations = 0;

  for (; iterations < maxIterations; iterations++) {
    checkAborted('quasiNewton', signal, iterations);
    const { step, promised, convex } = newtonStep(
      h,
      here.g,
      here.x,
      box,
      measured ? (smooth.differenced ? 1e-6 : 1e-9) : 0,
    );
    const scale = Math.max(Math.abs(here.value), startValue - here.value);
    const short = step.every(
      (one, j) => Math.abs(one) <= acceptable.step * Math.max(Math.abs(here.x[j]!), smooth.typical[j]!),
    );
    const settled = promised <= tolerance * scale && (short || !convex || !measured);
    const next = settled ? null : searchAlong(smooth, here, step);
    if (next) {
      h = convex ? learn(h, here, next) : hessianAt(smooth, next.x);
      measured = !convex;
      here = next;
    } else if (!measured) {
      h = hessianAt(smooth, here.x);
      measured = true;
    } else {
      // Values no longer tell better from worse. The gradient may: as long as it shrinks by half, take full steps.
      const ahead = placeAt(smooth, moved(here.x, step, 1, box));
      const better = ahead && promised > 0 && ahead.value <= here.value + acceptable.decrease * scale;
      if (better && newtonStep(h, ahead.g, ahead.x, box, 0).promised < promised / 4) {
        here = ahead;
        continue;
      }
      status = !convex ? 'singular' : short && promised <= acceptable.decrease * scale ? 'converged' : 'stalled';
      break;
    }
  }

  const p = start.length;
  return {
    status,
    iterations,
    evaluations: counted.calls(),
    parameters: Array.from(here.x),
    value: here.value,
    gradient: Array.from(here.g),
    hessian:
      measured && h.every(Number.isFinite) ? start.map((_, j) => Array.from(h.subarray(j * p, (j + 1) * p))) : null,
    atBound: atBound(here.x, box),
  };
}

function smoothObjective(
  value: (x: Float64Array) => number,
  start: readonly number[],
  { gradient }: QuasiNewtonOptions,
  box: SmoothObjective['box'],
): SmoothObjective {
  const typical = Float64Array.from(start, (one) => Math.abs(one) || 1);
  const evaluate = (x: Float64Array, out: Float64Array): boolean => {
    out[0] = value(x);
    return out[0] < Infinity;
  };
  const slopes: SmoothObjective['slopes'] = (x, known, out) => {
    if (gradient) {
      gradient(x, out);
      return out.every(Number.isFinite);
    }
    const reach = x.map((one, j) => Math.max(Math.abs(one), typical[j]!));
    return differenceJacobian(evaluate, x, Float64Array.of(known), reach, box, out);
  };
  return { value, slopes, differenced: !gradient, typical, box };
}

function startingPlace(smooth: SmoothObjective, start: readonly number[]): Place {
  const x = Float64Array.from(start);
  const value = startingValue('quasiNewton', smooth.value, x);
  const g = new Float64Array(x.length);
  if (smooth.slopes(x, value, g)) return { x, value, g };
  throw new EfficacyError(
    'not_finite',
    `quasiNewton needs a start where the gradient is finite, got ${start}; start elsewhere`,
    { start },
  );
}

function placeAt(smooth: SmoothObjective, x: Float64Array, below = Infinity): Place | null {
  const value = smooth.value(x);
  if (!(value < below)) return null;
  const g = new Float64Array(x.length);
  return smooth.slopes(x, value, g) ? { x, value, g } : null;
}

function moved(
  x: Float64Array,
  step: Float64Array,
  share: number,
  { lower, upper }: SmoothObjective['box'],
): Float64Array {
  return x.map((one, j) => clamp(one + share * step[j]!, lower[j]!, upper[j]!));
}

/** The first point on the way, cut off at the bounds and halved until the objective falls in proportion; null when it does not. */
function searchAlong(smooth: SmoothObjective, here: Place, step: Float64Array): Place | null {
  for (let share = 1; share > 1e-15; share /= 2) {
    const x = moved(here.x, step, share, smooth.box);
    const slope = x.reduce((sum, one, j) => sum + here.g[j]! * (one - here.x[j]!), 0);
    if (!(slope < 0)) return null;
    const place = placeAt(smooth, x, here.value + 1e-4 * slope);
    if (place) return place;
  }
  return null;
}

/** Powell's damped BFGS update, which keeps the curvature positive. */
function learn(h: Float64Array, from: Place, to: Place): Float64Array {
  const p = from.x.length;
  const s = to.x.map((one, j) => one - from.x[j]!);
  const y = to.g.map((one, j) => one - from.g[j]!);
  const hs = s.map((_, j) => s.reduce((sum, one, l) => sum + h[j * p + l]! * one, 0));
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, one, j) => sum + one * b[j]!, 0);
  const expected = dot(s, hs);
  const seen = dot(s, y);
  const trust = seen >= 0.2 * expected ? 1 : (0.8 * expected) / (expected - seen);
  const r = y.map((one, j) => trust * one + (1 - trust) * hs[j]!);
  const size = dot(s, r);
  return h.map((one, at) => {
    const [j, l] = [Math.floor(at / p), at % p];
    return one + (r[j]! * r[l]!) / size - (hs[j]! * hs[l]!) / expected;
  });
}
