import { EfficacyError } from './errors.js';

/** A confidence interval with its own level, in the unit of the estimate that it belongs to. */
export interface Interval {
  /** Lower limit, in the unit of the estimate. */
  readonly lower: number;
  /** Upper limit, in the unit of the estimate. */
  readonly upper: number;
  /** Confidence level, between 0 and 1. */
  readonly level: number;
}

/**
 * Refuses a confidence level that is not strictly between 0 and 1.
 *
 * @param who - the public function that was called, for the message
 */
export function checkLevel(who: string, level: number): void {
  if (!(typeof level === 'number' && level > 0 && level < 1)) {
    throw new EfficacyError('invalid_argument', `${who} needs a level between 0 and 1, such as 0.95; got ${level}`, {
      level,
    });
  }
}
