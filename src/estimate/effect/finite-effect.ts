import { EfficacyError } from '../../support/errors.js';

/** An effect that the range of numbers can hold. @throws {@link EfficacyError} `overflow` for one that it cannot */
export function finiteEffect(estimate: number, who: string): number {
  if (Number.isFinite(estimate)) return estimate;
  throw new EfficacyError('overflow', `${who} cannot hold an effect of ${estimate}; rescale the values`, {
    estimate: String(estimate),
  });
}
