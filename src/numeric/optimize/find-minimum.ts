import { need } from '../../support/need.js';
import { abs, epsilon, min, sqrt } from '../math.js';
import { type AtBound, inOrder } from './bounds.js';
import { type Convergence, type ConvergenceStatus, type IterationOptions, iterate } from './convergence.js';
import { countedObjective } from './objective.js';
import { isPole } from './well.js';

/** Settings of {@link findMinimum}. */
export interface FindMinimumOptions extends IterationOptions {
  /**
   * Distance to the minimum, in units of the argument, at which to stop.
   * @defaultValue `0`: what doubles can tell apart, about 1.5e-8 of the argument
   */
  readonly tolerance?: number;
  /**
   * Iterations after which to give up.
   * @defaultValue `500`
   */
  readonly maxIterations?: number;
}

/** Where a function of one argument is lowest. */
export interface LineMinimum extends Convergence {
  /** Where the function is lowest, in units of the argument. */
  readonly location: number;
  /** The function there. */
  readonly value: number;
  /** Whether it is lowest at an end of the interval. */
  readonly atBound: AtBound;
}

const golden = (3 - sqrt(5)) / 2;

/**
 * A minimum of a function of one argument between two limits, by Brent's method. With several minima it finds one of them.
 *
 * @param f - a function of one argument; where it is NaN or infinite it is taken for too high
 * @param lower - the lower limit
 * @param upper - the upper limit
 * @returns where the function is lowest, with `atBound` when that is a limit; `'singular'` where it is flat or falls into a pole, be it a
 * logarithm
 * @throws {@link EfficacyError} `invalid_argument` unless the limits are finite and in order, `not_finite` when f is not finite at the
 * first point, 38 % of the way, `aborted`
 *
 * @example
 * requireConverged(findMinimum((x) => (x - 2) ** 2, 0, 5)).location; // 2, to 8 digits
 *
 * @see Brent (1973), Algorithms for Minimization without Derivatives, chapter 5.
 */
export function findMinimum(
  f: (x: number) => number,
  lower: number,
  upper: number,
  options: FindMinimumOptions = {},
): LineMinimum {
  const { tolerance = 0 } = options;
  need(inOrder(lower, upper), 'invalid_argument', 'findMinimum', 'finite limits in order', `${lower} and ${upper}`);
  const floor = epsilon * (upper - lower) + Number.MIN_VALUE; // for a minimum at 0
  let [a, b] = [lower, upper];
  let x = a + golden * (b - a); // best, w second best, v third best
  let [w, v] = [x, x];
  const { at, calls, startValue } = countedObjective('findMinimum', f, x, options);
  let [fx, fw, fv] = [startValue, startValue, startValue];
  let step = 0;
  let before = 0;
  let level = true; // whether all values were the same

  const ended = iterate(500, options, () => {
    const middle = (a + b) / 2;
    const least = sqrt(epsilon) * abs(x) + tolerance / 3 + floor;
    if (abs(x - middle) <= 2 * least - (b - a) / 2) return verdict(64 * least);
    const [p, q] = parabola(x, w, v, fx, fw, fv);
    const useful = abs(before) > least && abs(p) < abs((q * before) / 2) && p > q * (a - x) && p < q * (b - x);
    before = useful ? step : x < middle ? b - x : a - x;
    step = useful ? p / q : golden * before;
    const near = x + step;
    if (useful && (near - a < 2 * least || b - near < 2 * least)) step = x < middle ? least : -least;
    const u = abs(step) >= least ? x + step : x + (step > 0 ? least : -least);
    const fu = at(u);
    const better = fu <= fx;
    if (fu !== fx) level = false;
    if (u < x === better) b = better ? x : u;
    else a = better ? x : u;
    if (better) [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    else if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
    else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    return null;
  });

  let atBound: AtBound = null;
  for (const [side, end] of [
    ['lower', lower],
    ['upper', upper],
  ] as const) {
    const value = at(end);
    if (value !== fx) level = false;
    if (value < fx) [x, fx, atBound] = [end, value, side];
  }
  const status = level && lower < upper && ended.status === 'converged' ? 'singular' : ended.status;
  return { ...ended, status, evaluations: calls(), location: x, value: fx, atBound };

  function verdict(distance: number): ConvergenceStatus {
    const inside = (u: number): number => (u >= lower && u <= upper ? at(u) : Infinity);
    const beside = (h: number): number => min(inside(x - h), inside(x + h));
    return isPole(beside, fx, startValue - fx, distance) ? 'singular' : 'converged';
  }
}

/** Numerator and positive denominator of the step to the lowest point of the parabola through three points. */
function parabola(x: number, w: number, v: number, fx: number, fw: number, fv: number): [number, number] {
  const r = (x - w) * (fx - fv);
  const q = (x - v) * (fx - fw);
  const p = (x - v) * q - (x - w) * r;
  const twice = 2 * (q - r);
  return twice > 0 ? [-p, twice] : [p, -twice];
}
