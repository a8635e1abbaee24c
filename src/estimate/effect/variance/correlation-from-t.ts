import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { Estimate } from '../../estimate.js';
import { noncentralLimitsOfT } from '../means/noncentral-limits.js';
import { dfWanted, isDf } from '../needs.js';

/** A correlation read off a t statistic. */
export interface CorrelationFromT extends Estimate {
  /** Which quantity this is. */
  readonly kind: 'correlation-from-t';
  /** None; a note says why. */
  readonly standardError: null;
  /** Limits, from -1 to 1. */
  readonly interval: Interval;
  /** How the limits were made. */
  readonly intervalMethod: 'noncentral-t';
}

/**
 * The (partial) correlation that a t statistic amounts to, t/√(t² + df), with the limits of its noncentrality read in the same way.
 *
 * @param t - of a difference between arms or of a regression coefficient, at most 1e150 in size
 * @param df - its error degrees of freedom, above 0: from 1e-10 to 2^53 - 1
 * @returns from -1 to 1, with the sign of t
 * @throws {@link EfficacyError} `invalid_argument`
 *
 * @example
 * correlationFromT(1.9, 240).estimate; // 0.122
 *
 * @see Rosenthal (1994), in The Handbook of Research Synthesis, eq. 16-15; Smithson (2003), Confidence Intervals (limits).
 */
export function correlationFromT(t: number, df: number, options: { readonly level?: number } = {}): CorrelationFromT {
  const who = 'correlationFromT';
  const { level = 0.95 } = options;
  checkLevel(who, level);
  if (!(Number.isFinite(t) && Math.abs(t) <= 1e150 && isDf(df))) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs a t of at most 1e150 in size and ${dfWanted}; got ${t} and ${df}`,
      { t: String(t), df: String(df) },
    );
  }
  const of = (x: number): number => x / Math.hypot(x, Math.sqrt(df));
  const ncp = noncentralLimitsOfT(who, t, df, level);
  return {
    kind: 'correlation-from-t',
    estimate: of(t) + 0, // 0 for -0
    standardError: null,
    df,
    interval: { lower: of(ncp.lower), upper: of(ncp.upper), level },
    intervalMethod: 'noncentral-t',
    unit: 'correlation',
    method: 't/√(t² + df); limits of the noncentrality of t',
    notes: [{ code: 'no_standard_error', message: 'The limits come from the noncentral t distribution directly.' }],
  };
}
