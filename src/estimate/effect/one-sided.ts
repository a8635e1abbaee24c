import { EfficacyError } from '../../support/errors.js';

/** Both limits of a size that cannot be negative, or its lower limit alone. */
export type OneSided = 'two-sided' | 'greater';

/** Refuses anything else. */
export function checkOneSided(who: string, alternative: OneSided): void {
  if (alternative === 'two-sided' || alternative === 'greater') return;
  throw new EfficacyError(
    'invalid_argument',
    `${who} knows the alternatives "two-sided" and "greater"; got ${String(alternative)}`,
    { alternative: String(alternative) },
  );
}
