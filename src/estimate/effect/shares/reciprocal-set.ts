import type { ConfidenceSet } from '../../../support/confidence-set.js';
import type { Interval } from '../../../support/interval.js';

/** The values of scale / x for all x of an interval. */
export interface ReciprocalLimits {
  /** Null where the interval holds 0 and the set runs through infinity. */
  readonly interval: Interval | null;
  readonly confidenceSet: ConfidenceSet;
}

/** @param scale - above 0 */
export function reciprocalSet({ lower, upper, level }: Interval, scale: number): ReciprocalLimits {
  if ((lower > 0 && Number.isFinite(scale / lower)) || upper < 0) {
    const piece = { lower: scale / upper, upper: scale / lower };
    return { interval: { ...piece, level }, confidenceSet: { level, pieces: [piece] } };
  }
  const pieces = [
    ...(lower < 0 ? [{ lower: null, upper: scale / lower }] : []),
    ...(upper > 0 ? [{ lower: scale / upper, upper: null }] : []),
  ];
  return { interval: null, confidenceSet: { level, pieces } };
}
