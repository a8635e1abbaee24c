import { EfficacyError } from '../../support/errors.js';
import { clamp } from './bounds.js';
import { type Convergence, type ConvergenceStatus, checkAborted, type IterationOptions } from './convergence.js';

/** Settings of {@link findRoot}. */
export interface FindRootOptions extends IterationOptions {
  /**
   * Width of the bracket, in units of the argument, at which to stop.
   * @defaultValue `0`: as narrow as doubles are there
   */
  readonly tolerance?: number;
  /** @defaultValue `2000` */
  readonly maxIterations?: number;
}

/** Where a function of one argument changes sign. */
export interface Root extends Convergence {
  /** The end of the last bracket where the function is nearer to 0. */
  readonly root: number;
  /** The function there. */
  readonly value: number;
  /** The last bracket: the sign changes inside it. */
  readonly lower: number;
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
  const { tolerance = 0, maxIterations = 2000, signal } = options;
  let [a, b] = [lower, upper];
  let [fa, fb] = [f(a), f(b)];
  checkBracket(a, b, fa, fb);
  const ends = Math.max(Math.abs(fa), Math.abs(fb));
  let [c, fc] = [a, fa]; // b is the best point; the root lies between b and c; a is the best point before
  let step = b - a;
  let before = step;
  let status: ConvergenceStatus = 'max_iterations';
  let iterations = 0;
  let evaluations = 2;

  for (; iterations < maxIterations; iterations++) {
    checkAborted('findRoot', signal, iterations);
    if (Math.abs(fc) < Math.abs(fb)) [a, fa, b, fb, c, fc] = [b, fb, c, fc, b, fb];
    const least = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2 + 1e-300;
    const half = c / 2 - b / 2;
    if (fb === 0 || Math.abs(half) <= least) {
      status = Math.abs(fb) > ends ? 'stalled' : 'converged';
      break;
    }
    [step, before] = nextStep(a, b, c, fa, fb, fc, before, step, least) ?? [half, half];
    [a, fa] = [b, fb];
    b += Math.abs(step) > least ? step : Math.sign(half) * least;
    fb = f(b);
    evaluations++;
    if (Number.isNaN(fb)) {
      // No sign, no bracket: try the middle, once.
      [step, before] = [half, half];
      b = a + half;
      fb = f(b);
      evaluations++;
      if (Number.isNaN(fb)) {
        [b, fb, status] = [a, fa, 'stalled'];
        break;
      }
    }
    if (fb > 0 === fc > 0) {
      [c, fc] = [a, fa];
      step = b - a;
      before = step;
    }
  }
  const value = clamp(fb, -Number.MAX_VALUE, Number.MAX_VALUE); // beside a pole
  return { status, iterations, evaluations, root: b, value, lower: Math.min(b, c), upper: Math.max(b, c) };
}

/** The interpolated step and the one before it, or null where halving is safer. */
function nextStep(
  a: number,
  b: number,
  c: number,
  fa: number,
  fb: number,
  fc: number,
  before: number,
  last: number,
  least: number,
): [number, number] | null {
  if (Math.abs(before) < least || !(Math.abs(fa) > Math.abs(fb))) return null;
  const half = c / 2 - b / 2;
  const s = fb / fa;
  const q = fa / fc;
  const r = fb / fc;
  let above = a === c ? 2 * half * s : s * (2 * half * q * (q - r) - (b - a) * (r - 1));
  let below = a === c ? 1 - s : (q - 1) * (r - 1) * (s - 1);
  if (above > 0) below = -below;
  else above = -above;
  const limit = Math.min(3 * half * below - Math.abs(least * below), Math.abs(before * below));
  return 2 * above < limit ? [above / below, last] : null;
}

function checkBracket(a: number, b: number, fa: number, fb: number): void {
  if (!Number.isFinite(a) || !Number.isFinite(b)) {
    throw new EfficacyError('invalid_argument', `findRoot needs a finite bracket, got ${a} and ${b}`, {
      lower: a,
      upper: b,
    });
  }
  if (Number.isNaN(fa) || Number.isNaN(fb)) {
    throw new EfficacyError('not_finite', `findRoot needs numbers at both ends, got ${fa} at ${a} and ${fb} at ${b}`, {
      lower: a,
      upper: b,
    });
  }
  if (fa > 0 === fb > 0 && fa !== 0 && fb !== 0) {
    throw new EfficacyError(
      'invalid_argument',
      `findRoot needs values of different sign at the ends, got ${fa} at ${a} and ${fb} at ${b}; widen or move the bracket`,
      { lower: a, upper: b, atLower: fa, atUpper: fb },
    );
  }
}
