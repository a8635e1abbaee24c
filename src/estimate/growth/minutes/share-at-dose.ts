import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import { wilsonInterval } from '../../effect/shares/wilson-interval.js';

/** How many students reached a dose. */
export interface ShareAtDose {
  /** Minutes a week that were recommended. */
  readonly dose: number;
  /** Students at or above it. */
  readonly count: number;
  /** Of all rostered students, 0 to 1. */
  readonly share: number;
  /** Wilson's score interval. */
  readonly interval: Interval;
}

/**
 * Share of students who reached each recommended dose, of all who were rostered.
 *
 * @param minutesPerWeek - of each rostered student, 0 for who never used the product
 * @param doses - minutes a week, above 0: nobody fails to reach 0
 * @throws {@link EfficacyError} `no_data`, `out_of_domain`
 *
 * @example
 * shareAtDose([0, 12, 31, 48], [30, 45]).map(({ share }) => share); // [0.5, 0.25]
 */
export function shareAtDose(
  minutesPerWeek: ArrayLike<number>,
  doses: readonly number[],
  options: { readonly level?: number } = {},
): readonly ShareAtDose[] {
  const who = 'shareAtDose';
  const { level = 0.95 } = options;
  checkLevel(who, level);
  const n = minutesPerWeek.length;
  if (n === 0) throw new EfficacyError('no_data', `${who} needs rostered students; there are none`);
  const known = (x: number): boolean => x >= 0 && x < Number.POSITIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    const minutes = minutesPerWeek[i] as number;
    need(known(minutes), 'out_of_domain', who, 'minutes of 0 or more for each student', `${minutes} at ${i + 1}`);
  }
  return doses.map((dose) => {
    need(known(dose) && dose > 0, 'out_of_domain', who, 'doses above 0 minutes (everybody reaches 0)', dose);
    let count = 0;
    for (let i = 0; i < n; i++) if ((minutesPerWeek[i] as number) >= dose) count++;
    return { dose, count, share: count / n, interval: wilsonInterval(count / n, n, level) };
  });
}
