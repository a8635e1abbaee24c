import { need } from '../../support/need.js';
import { abs, epsilon, finite, max, min } from '../math.js';
import { type Convergence, type IterationOptions, iterate, stopIfAborted } from './convergence.js';

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
 * A root of a function between two arguments where its signs differ, by Brent's method with Chandrupatla's simpler rule for
 * when to trust the parabola and when to halve.
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
 * @see Chandrupatla (1997), Adv. Eng. Software 28(3), 145-149; Brent (1973), Algorithms for Minimization without Derivatives, chapter 4.
 */
export function findRoot(f: (x: number) => number, lower: number, upper: number, options: FindRootOptions = {}): Root {
  const name = 'findRoot';
  const { tolerance = 0, signal } = options;
  let evaluations = 0;
  const at = (x: number): number => {
    stopIfAborted(name, signal, evaluations++);
    return f(x);
  };
  need(finite(lower) && finite(upper - lower), 'invalid_argument', name, 'a finite bracket', `${lower} and ${upper}`);
  const [first, last] = [at(lower), at(upper)];
  const ends = max(abs(first), abs(last));
  const got = `${first} at ${lower} and ${last} at ${upper}`;
  need(ends >= 0, 'not_finite', name, 'numbers at both ends', got);
  need(
    Math.sign(first) * Math.sign(last) <= 0,
    'invalid_argument',
    name,
    'values of different sign at the ends (widen or move the bracket)',
    got,
  );
  // The newest point a, one on the other side b, and the one before c, with their values.
  let [a, fa, b, fb, c, fc] = [lower, first, upper, last, upper, last];
  const ended = iterate(2000, options, () => {
    const [x, value] = abs(fa) < abs(fb) ? [a, fa] : [b, fb];
    const smallest = (2 * epsilon * abs(x) + tolerance / 2 + 1e-300) / abs(b - a);
    if (value === 0 || smallest >= 0.5) return abs(value) > ends ? 'stalled' : 'converged'; // beside a pole
    const xi = (a - b) / (c - b);
    const phi = (fa - fb) / (fc - fb);
    const part =
      phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi
        ? (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb))
        : 0.5;
    const next = a + min(1 - smallest, max(smallest, part)) * (b - a);
    const fNext = at(next);
    if (Number.isNaN(fNext)) return 'stalled';
    if (fNext > 0 === fa > 0) [c, fc] = [a, fa];
    else [c, fc, b, fb] = [b, fb, a, fa];
    [a, fa] = [next, fNext];
    return null;
  });
  const [root, value] = abs(fa) < abs(fb) ? [a, fa] : [b, fb];
  const held = max(-Number.MAX_VALUE, min(value, Number.MAX_VALUE)); // beside a pole
  return { ...ended, evaluations, root, value: held, lower: min(a, b), upper: max(a, b) };
}
