/** A tail probability at s, its derivative along s, and the derivative of the logarithm of that derivative. */
export type TailAt = (s: number) => readonly [tail: number, slope: number, logSlopeSlope: number];

/**
 * The s at which a tail equals p, by Halley's method on log tail, kept inside the bracket seen so far.
 *
 * On the logarithmic scales where it is used (log x, log odds) every gamma and beta tail is log-concave, so that from a
 * fair start two or three steps are enough.
 *
 * @param p - greater than 0
 * @param at - the tail around a start that is at s = 0
 */
export function invertTail(p: number, at: TailAt): number {
  let s = 0;
  let low = -Infinity;
  let high = Infinity;
  for (let i = 0; i < 100; i++) {
    const [tail, slope, logSlopeSlope] = at(s);
    const excess = Math.log(tail / p);
    if (excess > 0 === slope > 0) high = s;
    else low = s;
    const hazard = slope / tail;
    const newton = excess / hazard;
    const bend = 1 - 0.5 * newton * (logSlopeSlope - hazard);
    const step = -newton / Math.min(2, Math.max(0.5, bend));
    const next = s + step;
    if (Math.abs(excess) < 1e-5 || next === s) return next;
    s = next > low && next < high ? next : middle(low, high, s);
  }
  return s;
}

/** Half way, or a unit on where one end is still open. */
function middle(low: number, high: number, s: number): number {
  if (low === -Infinity) return s - 1;
  return high === Infinity ? s + 1 : (low + high) / 2;
}
