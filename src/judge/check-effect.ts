import { EfficacyError } from '../support/errors.js';

/** Refuses an effect that is no finite number, for a public function's message. */
export function checkEffect(estimate: number, who: string): void {
  if (Number.isFinite(estimate)) return;
  throw new EfficacyError(
    'not_finite',
    `${who} needs a finite effect in standard deviations; got ${estimate}; where there is no evidence pass noEvidence(...)`,
    { estimate: String(estimate) },
  );
}
