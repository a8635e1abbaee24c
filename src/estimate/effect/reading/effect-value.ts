import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import { needRecord } from '../needs.js';

/** An effect as a number, or as a result that may bring its interval. */
export type EffectValue = number | { readonly estimate: number; readonly interval?: Interval | null };

/** The number and the limits. @throws {@link EfficacyError} `not_finite`, `invalid_argument` for limits that are none */
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
  return { value: estimate + 0, interval: interval && checkedInterval(who, interval) }; // 0 for -0
}

function checkedInterval(who: string, interval: Interval): Interval {
  needRecord(interval, who, 'an interval as { lower, upper, level }');
  const { lower, upper, level } = interval;
  checkLevel(who, level);
  if (Number.isFinite(lower) && Number.isFinite(upper) && lower <= upper)
    return { lower: lower + 0, upper: upper + 0, level };
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs an interval with finite limits, the lower one first; got ${lower} and ${upper}`,
    { lower: String(lower), upper: String(upper) },
  );
}
