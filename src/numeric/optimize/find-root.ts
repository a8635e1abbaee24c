import { need } from '../../support/need.js';
import { abs, epsilon, finite, max, min } from '../math.js';
import { type Convergence, type IterationOptions, iterate } from './convergence.js';

/** Settings of {@link findRoot}. */
export interface FindRootOptions extends IterationOptions {
  /**
   * Width of the bracket, in units of the argument, at which to stop.
   * @defaultValue `0`: as narrow as doubles are there
   */
  readonly tolerance?: number;
  /**
   * Iterations after which to give up.
   * @defaultValue `2000`
   */
  readonly maxIterations?: number;
}

/** Where a function of one argument changes sign. */
export interface Root extends Convergence {
  /** The end of the last bracket where the function is nearer to 0. */
  readonly root: number;
  /** The function there. */
  readonly value: number;
  /** Lower end of the last bracket: the sign changes inside it. */
  readonly lower: number;
  /** Its upper end. */
  readonly upper: number;
}

/**
 * A root of a function between two arguments where its signs differ, by Brent's method.
 *
 * @param f - a function of one argument
 * @param lower - one end of the bracket, in any order
 * @param upper - the other
 * @returns the root with its bracket; `'stalled'` where the sign changes across a pole, or f has no value
 * @throws {@link EfficacyError} `invalid_argument` for a bracket that is not finite or over which the sign does not change, `not_finite`
 * when f is NaN at an end, `aborted`
 *
 * @example
 * requireConverged(findRoot((x) => x * x - 2, 0, 2)).root; // the square root of 2
 *
 * @see Brent (1973), Algorithms for Minimization without Derivatives, chapter 4.
 */
export function findRoot(f: (x: number) => number, lower: number, upper: number, options: FindRootOptions = {}): Root {
  const { tolerance = 0 } = options;
  let [a, b] = [lower, upper];
  let [fa, fb] = [f(a), f(b)];
  const ends = max(abs(fa), abs(fb));
  const got = `${fa} at ${a} and ${fb} at ${b}`;
  need(finite(a) && finite(b), 'invalid_argument', 'findRoot', 'a finite bracket', `${a} and ${b}`);
  need(ends >= 0, 'not_finite', 'findRoot', 'numbers at both ends', got);
  need(
    Math.sign(fa) * Math.sign(fb) <= 0,
    'invalid_argument',
    'findRoot',
    'values of different sign at the ends (widen or move the bracket)',
    got,
  );
  let [c, fc] = [a, fa]; // b is the best point; the root lies between b and c; a is the best point before
  let step = b - a;
  let before = step;
  let evaluations = 2;

  const ended = iterate('findRoot', 2000, options, () => {
    if (abs(fc) < abs(fb)) [a, fa, b, fb, c, fc] = [b, fb, c, fc, b, fb];
    const least = 2 * epsilon * abs(b) + tolerance / 2 + 1e-300;
    const half = c / 2 - b / 2;
    if (fb === 0 || abs(half) <= least) return abs(fb) > ends ? 'stalled' : 'converged';
    const [above, below] = interpolated(b - a, half, a === c, fa, fb, fc);
    const useful = 2 * above < min(3 * half * below - abs(least * below), abs(before * below));
    const inner = abs(before) >= least && abs(fa) > abs(fb) && useful;
    before = inner ? step : half;
    step = inner ? above / below : half;
    [a, fa] = [b, fb];
    b += abs(step) > least ? step : Math.sign(half) * least;
    fb = f(b);
    evaluations++;
    if (Number.isNaN(fb)) {
      [b, fb] = [a, fa]; // no sign, no bracket
      return 'stalled';
    }
    if (fb > 0 === fc > 0) {
      [c, fc] = [a, fa];
      before = step = b - a;
    }
    return null;
  });
  const value = max(-Number.MAX_VALUE, min(fb, Number.MAX_VALUE)); // beside a pole
  return { ...ended, evaluations, root: b, value, lower: min(b, c), upper: max(b, c) };
}

/**
 * Numerator, not negative, and denominator of the step from b to where a curve through the last points crosses 0: the
 * secant where there are two of them, else the parabola in f.
 */
function interpolated(back: number, half: number, two: boolean, fa: number, fb: number, fc: number): [number, number] {
  const s = fb / fa;
  const q = fa / fc;
  const r = fb / fc;
  const above = two ? 2 * half * s : s * (2 * half * q * (q - r) - back * (r - 1));
  const below = two ? 1 - s : (q - 1) * (r - 1) * (s - 1);
  return above > 0 ? [above, -below] : [-above, below];
}
