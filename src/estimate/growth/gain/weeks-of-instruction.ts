import { need } from '../../../support/need.js';
import type { Estimate } from '../../estimate.js';

/** What is scaled: an estimate in points, with its standard error and interval where it has them. */
export type GainEstimate = Pick<Estimate, 'estimate' | 'standardError' | 'df' | 'interval' | 'unit'>;

/** A gain for each week of instruction. */
export interface GainPerWeek extends GainEstimate {
  readonly kind: 'gain-per-week';
  /** Weeks of instruction between the tests. */
  readonly weeks: number;
}

/**
 * A gain divided by the weeks of instruction between the two tests, so that gains over unequal times can stand side by side.
 *
 * @param gain - in points, from {@link meanGain} for example
 * @param weeks - weeks of instruction, above 0; holidays do not count
 * @returns points a week
 * @throws {@link EfficacyError} `out_of_domain`
 *
 * @example
 * gainPerWeek(meanGain(pairs, { scale: 'vertical' }), 24).estimate;
 */
export function gainPerWeek(gain: GainEstimate, weeks: number): GainPerWeek {
  const finite = weeks > 0 && weeks < Number.POSITIVE_INFINITY;
  need(finite, 'out_of_domain', 'gainPerWeek', 'weeks of instruction above 0', weeks);
  const { estimate, standardError, df, interval } = gain;
  return {
    kind: 'gain-per-week',
    estimate: estimate / weeks,
    standardError: standardError === null ? null : standardError / weeks,
    df,
    interval: interval && { ...interval, lower: interval.lower / weeks, upper: interval.upper / weeks },
    unit: `${gain.unit}/week`,
    weeks,
  };
}

/**
 * A spring-to-spring or spring-to-fall gain without the change over the summer, when nobody was taught.
 *
 * @param gain - points from one test to the other, over the summer
 * @param summerChange - what students like these change over a summer, in points: negative where they lose; it has no default
 * @returns gain minus the summer's change, in points
 * @throws {@link EfficacyError} `not_finite`
 *
 * @example
 * gainWithoutSummer(9, -2); // 11: what was gained while school was on
 *
 * @see Cooper, Nye, Charlton, Lindsay & Greathouse (1996), Review of Educational Research 66(3), 227-268.
 */
export function gainWithoutSummer(gain: number, summerChange: number): number {
  const who = 'gainWithoutSummer';
  need(Number.isFinite(gain), 'not_finite', who, 'a finite gain', gain);
  need(Number.isFinite(summerChange), 'not_finite', who, 'the finite change over a summer', summerChange);
  return gain - summerChange;
}
