import type { ConfidenceSet } from '../../../support/confidence-set.js';
import { EfficacyError } from '../../../support/errors.js';
import type { Interval } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import type { Estimate } from '../../estimate.js';
import type { ArmEvents } from './counts.js';
import { reciprocalSet } from './reciprocal-set.js';
import { differenceOfShares, type RiskDifference, type RiskDifferenceOptions } from './risk-difference.js';

/** How many must be treated for one more event. */
export interface NumberNeededToTreat extends Estimate {
  /** Which quantity this is. */
  readonly kind: 'number-needed-to-treat';
  /** None; a note says why. */
  readonly standardError: null;
  /** Null where the difference may be 0: the set is then two rays, see `confidenceSet`. */
  readonly interval: Interval | null;
  /** Everything that the data allow: one piece, or two where the difference may be 0. */
  readonly confidenceSet: ConfidenceSet;
  /** The difference of shares whose reciprocal this is. */
  readonly riskDifference: RiskDifference;
}

/**
 * Number needed to treat: units treated for one more event, the reciprocal of the risk difference.
 *
 * Where the interval of the difference holds 0, the values that the data allow run through infinity: `confidenceSet` then has two
 * unbounded pieces, one of them negative (treated for one event fewer), and `interval` is null.
 *
 * @param treatment - events and units of the treatment arm, or share and units
 * @param control - the same for the control arm
 * @returns units per event; negative where the event is rarer in treatment
 * @throws {@link EfficacyError} `out_of_domain` when the shares are equal, `no_data`, `invalid_argument`
 *
 * @example
 * numberNeededToTreat({ events: 48, n: 70 }, { events: 30, n: 75 }).estimate; // 3.5
 *
 * @see Altman (1998), BMJ 317, 1309-1312.
 */
export function numberNeededToTreat(
  treatment: ArmEvents,
  control: ArmEvents,
  options: RiskDifferenceOptions = {},
): NumberNeededToTreat {
  const difference = differenceOfShares('numberNeededToTreat', treatment, control, options);
  if (difference.estimate === 0) {
    throw new EfficacyError(
      'out_of_domain',
      `numberNeededToTreat has no value where the shares are equal; both are ${difference.shareControl}. Use riskDifference`,
      { share: difference.shareControl },
    );
  }
  const limits = reciprocalSet(difference.interval, 1);
  return {
    kind: 'number-needed-to-treat',
    estimate: 1 / difference.estimate,
    standardError: null,
    df: null,
    ...limits,
    unit: 'units per event',
    method: `reciprocal of the risk difference and of its limits; ${difference.intervalMethod} interval`,
    riskDifference: difference,
    notes: [...difference.notes, noStandardError, ...(limits.interval ? [] : [unbounded])],
  };
}

const noStandardError: Note = {
  code: 'no_standard_error',
  message: 'The limits are reciprocals of those of the risk difference; a reciprocal has no useful standard error.',
};

const unbounded: Note = {
  code: 'unbounded_interval',
  message: 'The risk difference may be 0, so the numbers needed to treat that the data allow run through infinity.',
};
