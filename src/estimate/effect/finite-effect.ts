import { EfficacyError } from '../../support/errors.js';
import type { Interval } from '../../support/interval.js';

/** Effects up to this size have a square, and limits, that a number can hold. */
const largest = 1e150;

/** An effect whose variance can be had. @throws {@link EfficacyError} `overflow` for a larger one, or none */
export function finiteEffect(estimate: number, who: string): number {
  if (Math.abs(estimate) <= largest) return estimate;
  throw new EfficacyError(
    'overflow',
    `${who} cannot hold an effect of ${estimate} standard deviations; check the standard deviation, or rescale the values`,
    { estimate: String(estimate) },
  );
}

/**
 * Limits that a number can hold: Student's t with a hundredth of a degree of freedom and fewer reaches farther.
 *
 * @throws {@link EfficacyError} `overflow`
 */
export function finiteLimits<L extends Pick<Interval, 'lower' | 'upper'>>(
  limits: L,
  df: number | null,
  who: string,
): L {
  if (Number.isFinite(limits.lower) && Number.isFinite(limits.upper)) return limits;
  throw new EfficacyError(
    'overflow',
    `${who} cannot hold the limits of an effect with ${df} degrees of freedom; check these, or ask for a lower level`,
    { df, lower: String(limits.lower), upper: String(limits.upper) },
  );
}
