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
  /** Whether the steps became too short to see, or an end of the range was reached; if not, no double is far enough. */
  readonly converged: boolean;
  /** How many times the tails were computed. */
  readonly evaluations: number;
}

/** More than doubling to the largest number and halving to the last digit can take. */
const mostEvaluations = 4000;
/** After so many every third step halves the bracket, which is as slow as it gets. */
const fewSecants = 8;

/**
 * The x at which the lower (or upper) tail is p, for a lower tail that rises with x.
 *
 * Solved on the scale of normal scores, on which most distributions are nearly straight: by secants through the last two
 * points, kept inside the bracket seen so far; where they leave it, by halving it or, where it has no end yet, by longer steps.
 *
 * @param at - both tails at x
 * @param p - greater than 0 and less than 1
 * @param start - where to begin
 * @param scale - about how far x moves for one unit of normal score
 * @param lowest - x does not go below; the answer where the lower tail is too large there already
 * @param highest - x does not go above; the answer where the lower tail is too small there still
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
  let [low, high] = [-Infinity, Infinity];
  let x = start;
  let excess = 0;
  let slope = 1 / scale;
  let reach = 0;
  for (let evaluations = 1; ; evaluations++) {
    const before = excess;
    excess = score(at(x)) - goal;
    if (evaluations > 1) slope = (excess - before) / reach;
    if (excess > 0) high = x;
    else low = x;
    let next = x - excess / slope;
    const inside = next >= low && next <= high && (evaluations < fewSecants || evaluations % 3 > 0) && slope > 0;
    if (!inside)
      next = high - low < Infinity ? low + (high - low) / 2 : x - Math.sign(excess) * 3 * max(abs(reach), scale);
    next = min(max(next, lowest), highest);
    reach = next - x;
    // A secant this short ends at the answer; it need not be looked at from there.
    const converged = abs(reach) <= epsilon * abs(x) + (inside ? 1e-14 / slope : 0);
    if (!finite(next) || evaluations > mostEvaluations) return { x, converged: false, evaluations };
    x = next;
    if (converged) return { x, converged, evaluations };
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

/** What the rough score is at the median: taken off, so that there is no step there. */
const middle = /* @__PURE__ */ roughNormalScore(0.5);

/** About the normal score with these tails; where one of them is too small for a double, beyond that of the smallest double. */
function score({ lower, upper }: Tails): number {
  const smaller = min(lower, upper);
  const size = smaller > 0 ? roughNormalScore(smaller) - middle : 40;
  return lower < upper ? -size : size;
}
