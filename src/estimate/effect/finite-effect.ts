import { EfficacyError } from '../../support/errors.js';
import type { Interval } from '../../support/interval.js';
import { need } from '../../support/need.js';

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
export function finiteLimits(interval: Interval, df: number | null, who: string): Interval {
  const holds = Number.isFinite(interval.lower) && Number.isFinite(interval.upper);
  need(holds, 'overflow', who, 'degrees of freedom whose limits a number can hold (or a lower level)', df);
  return interval;
}
