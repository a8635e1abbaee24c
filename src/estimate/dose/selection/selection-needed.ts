import * as normal from '../../../numeric/distributions/normal.js';
import { need } from '../../../support/need.js';
import { needRecord } from '../../effect/needs.js';

/** The difference that is to be explained by selection alone. */
export interface SelectionNeededOptions {
  /** Correlation of the trait by which students differ with the outcome, such as that of the score before: from -1 to 1, and not 0. */
  readonly correlation: number;
  /** Share of students who met the dose: tells whether any selection of so many could differ so much. */
  readonly shareMeetingDose?: number;
  /** Whom the users were compared with. @defaultValue `'rest'` */
  readonly comparedWith?: 'everyone' | 'rest';
  /** How far users were above them in the trait, in its standard deviations, where that is known: the difference before the start. */
  readonly observedDifference?: number;
}

/** How different users would have to be for the dose to have done nothing. */
export interface SelectionNeeded {
  /** Which result this is. */
  readonly kind: 'selection-needed';
  /** Standard deviations of the trait by which users must be above those they were compared with; below where it is negative. */
  readonly estimate: number;
  /** Percentile, 0 to 100, of those compared at which the average user then stands. */
  readonly percentile: number;
  /** Most that any selection of so many students can differ, in standard deviations; null without their share. */
  readonly largest: number | null;
  /** The difference needed as a multiple of that observed; null where none was given or it is 0. */
  readonly timesObserved: number | null;
  /** As it was given. */
  readonly correlation: number;
  /** What was done. */
  readonly method: string;
}

/**
 * How far students who used a product as recommended would have to be above the others in a trait, for the difference in outcomes to be that alone.
 *
 * A standard deviation of the trait goes with `correlation` standard deviations of the outcome, so that an effect e needs e/correlation: below the others
 * in a trait such as absences.
 *
 * @param effect - difference between users and those compared, in standard deviations of the outcome
 * @returns a difference in standard deviations of the trait
 * @throws {@link EfficacyError} `not_finite`, `out_of_domain` for a correlation or share that is none
 *
 * @example
 * selectionNeeded(0.2, { correlation: 0.8 }).estimate; // .25: users a quarter of a standard deviation ahead before the start
 *
 * @see Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions 1, 13.10, for the largest: that of the share most inclined.
 */
export function selectionNeeded(effect: number, options: SelectionNeededOptions): SelectionNeeded {
  const who = 'selectionNeeded';
  needRecord(options, who, 'options: { correlation }');
  const { correlation, shareMeetingDose: share, comparedWith = 'rest', observedDifference = 0 } = options;
  need(Number.isFinite(effect), 'not_finite', who, 'a finite effect', effect);
  const related = typeof correlation === 'number' && Math.abs(correlation) >= 1e-12 && Math.abs(correlation) <= 1;
  need(related, 'out_of_domain', who, 'a correlation from -1 to 1 that is not 0', correlation);
  need(
    share === undefined || (typeof share === 'number' && share > 0 && share < 1),
    'out_of_domain',
    who,
    'a share meeting the dose between 0 and 1',
    share,
  );
  need(Number.isFinite(observedDifference), 'not_finite', who, 'a finite difference observed', observedDifference);
  need(
    comparedWith === 'everyone' || comparedWith === 'rest',
    'invalid_argument',
    who,
    "compared with 'everyone' or 'rest'",
    comparedWith,
  );
  const estimate = effect / correlation;
  need(Number.isFinite(estimate), 'overflow', who, 'a difference that a number can hold', estimate);
  const above = share === undefined ? null : normal.density(normal.isf(share)) / share;
  const largest = above === null || share === undefined ? null : comparedWith === 'rest' ? above / (1 - share) : above;
  return {
    kind: 'selection-needed',
    estimate,
    percentile: 100 * normal.cdf(estimate),
    largest,
    timesObserved: observedDifference === 0 ? null : estimate / observedDifference,
    correlation,
    method: `difference by the correlation ${correlation} with the outcome; percentile of a normal trait`,
  };
}
