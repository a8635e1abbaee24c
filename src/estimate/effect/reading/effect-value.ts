import { EfficacyError } from '../../../support/errors.js';
import type { Interval } from '../../../support/interval.js';
import { needRecord } from '../needs.js';

/** An effect as a number, or as a result that may bring its interval. */
export type EffectValue = number | { readonly estimate: number; readonly interval?: Interval | null };

/** The number and the limits. @throws {@link EfficacyError} `not_finite` */
export function effectValue(
  who: string,
  effect: EffectValue,
): { readonly value: number; readonly interval: Interval | null } {
  if (typeof effect !== 'number') needRecord(effect, who, 'an effect: a number, or a result with its estimate');
  const { estimate, interval = null } = typeof effect === 'number' ? { estimate: effect } : effect;
  if (!Number.isFinite(estimate)) {
    throw new EfficacyError('not_finite', `${who} needs a finite effect; got ${estimate}`, {
      estimate: String(estimate),
    });
  }
  return { value: estimate + 0, interval }; // 0 for -0
}
