import { abs, epsilon, exp, finite, max, min } from '../math.js';
import { roughNormalScore } from '../special/normal-score.js';

/** The two sides of a distribution at one point; the smaller one has full relative precision. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/** Both sides from one of them. */
export const tailsFrom = (tail: number, upper: boolean): Tails =>
  upper ? { lower: 1 - tail, upper: tail } : { lower: tail, upper: 1 - tail };

/** Both tails where each can be had precisely: the larger one as the complement of the smaller. */
export function bothTails(tail: (upper: boolean) => number): Tails {
  const lower = tail(false);
  return lower < 0.5 ? tailsFrom(lower, false) : tailsFrom(tail(true), true);
}

/** Where a search ended. */
export interface Solution {
  readonly x: number;
  /** Whether the two ends of the last bracket are neighbours, or an end of the range was reached; if not, no double is far enough. */
  readonly converged: boolean;
  /** How many times the tails were computed. */
  readonly evaluations: number;
}

/** More than doubling to the largest number and halving to the last digit can take. */
const mostEvaluations = 4000;

/**
 * The x at which the lower (or upper) tail is p, for a lower tail that rises with x.
 *
 * Solved on the scale of normal scores, on which most distributions are nearly straight: a step of the expected length
 * towards the answer, longer ones until it is bracketed, then inverse quadratic interpolation with bisection as the fallback.
 *
 * @param at - both tails at x
 * @param p - greater than 0 and less than 1
 * @param start - where to begin
 * @param scale - about how far x moves for one unit of normal score
 * @param lowest - x does not go below; the answer where the lower tail is too large there already
 * @param highest - x does not go above; the answer where the lower tail is too small there still
 *
 * @see Chandrupatla (1997), Adv. Eng. Software 28(3), 145-149.
 */
export function solveTails(
  at: (x: number) => Tails,
  p: number,
  upper: boolean,
  start: number,
  scale: number,
  lowest: number = -Infinity,
  highest: number = Infinity,
): Solution {
  const goal = score(tailsFrom(p, upper));
  let evaluations = 0;
  const excess = (x: number): number => {
    evaluations++;
    return score(at(x)) - goal;
  };

  // The newest point a, one on the other side b, and the one before c, with their excesses.
  let a = start;
  let fa = excess(a);
  let b = a;
  let fb = fa;
  let reach = 1.2 * min(abs(fa) + 0.01, 40) * scale;
  while (fa !== 0 && fa > 0 === fb > 0) {
    const edge = fa > 0 ? lowest : highest;
    const next = fa > 0 ? max(edge, a - reach) : min(edge, a + reach);
    const converged = a === edge;
    if (converged || !finite(next) || evaluations > mostEvaluations) return { x: a, converged, evaluations };
    b = a;
    fb = fa;
    a = next;
    fa = excess(a);
    reach *= 3;
  }
  let c = b;
  let fc = fb;
  for (;;) {
    const best = abs(fa) < abs(fb) ? a : b;
    const smallest = (epsilon * (abs(best) + 1e-3 * scale)) / abs(b - a);
    const converged = fa === 0 || smallest >= 0.5;
    if (converged || evaluations > mostEvaluations) return { x: best, converged, evaluations };

    const xi = (a - b) / (c - b);
    const phi = (fa - fb) / (fc - fb);
    const part =
      phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi
        ? (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb))
        : 0.5;
    const x = a + min(1 - smallest, max(smallest, part)) * (b - a);
    const fx = excess(x);
    const same = fx > 0 === fa > 0;
    c = same ? a : b;
    fc = same ? fa : fb;
    if (!same) {
      b = a;
      fb = fa;
    }
    a = x;
    fa = fx;
  }
}

/**
 * The positive x at which the lower (or upper) tail is p, searched for on the scale of log x; 0 or Infinity where it does
 * not fit a double, and at p = 0 and p = 1.
 *
 * @param relativeScale - about the standard deviation of log x
 */
export function solvePositive(
  at: (x: number) => Tails,
  p: number,
  upper: boolean,
  start: number,
  relativeScale: number,
): number {
  if (p === 0 || p === 1) return (p === 0) === upper ? Infinity : 0;
  return start * exp(solveTails((s) => at(start * exp(s)), p, upper, 0, relativeScale, -1500).x);
}

/** About the normal score with these tails; finite also where one of them is too small for a double. */
function score({ lower, upper }: Tails): number {
  const size = roughNormalScore(max(Number.MIN_VALUE, min(lower, upper)));
  return lower < upper ? -size : size;
}
