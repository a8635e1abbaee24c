import { EfficacyError } from '../../support/errors.js';

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
