import { abs, finite, log, max, min } from '../math.js';

/** Where a tail is flat its slope says little of how far to go. */
const farthest = 50;

/** At s: a tail probability, its derivative along s, and the derivative of the logarithm of that derivative. */
export type TailAt = (s: number) => readonly [tail: number, slope: number, logSlopeSlope: number];

/**
 * The s at which a tail equals p, by Halley's method on log tail, kept inside the bracket seen so far.
 *
 * On the logarithmic scales where it is used (log x, log odds) every gamma and beta tail is log-concave, so that from a
 * fair start two or three steps are enough.
 *
 * @param p - greater than 0
 * @param rising - whether the tail grows with s
 * @param at - the tail around a start that is at s = 0
 * @param near - relative difference from p after which one step more is enough
 */
export function invertTail(p: number, rising: boolean, at: TailAt, near: number = 1e-5): number {
  let s = 0;
  let low = -Infinity;
  let high = Infinity;
  for (let i = 0; i < 200; i++) {
    const [tail, slope, logSlopeSlope] = at(s);
    const excess = log(min(tail / p, Number.MAX_VALUE));
    const hazard = slope / tail;
    const newton = excess / hazard;
    const bend = 1 - 0.5 * newton * (logSlopeSlope - hazard);
    const next = s - newton / min(2, max(0.5, bend));
    if (abs(excess) < near) return finite(next) ? next : s; // no slope among the smallest doubles
    if (excess > 0 === rising) high = s;
    else low = s;
    s = next > low && next < high ? min(max(next, s - farthest), s + farthest) : between(low, high);
  }
  return s;
}

/** Half way, or a unit on where one end is still open. */
function between(low: number, high: number): number {
  if (low === -Infinity) return high - 1;
  return high === Infinity ? low + 1 : (low + high) / 2;
}
