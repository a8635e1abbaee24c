import { EfficacyError } from '../../../support/errors.js';
import { need } from '../../../support/need.js';

/**
 * The standard deviation of an outcome, from that of gains on the same scale: SD_gain/√(2 (1 - r)).
 *
 * It holds where the outcome varies alike before and after, and only as well as r is known: at r = .8 the gains vary .63 times as much.
 *
 * @param sdOfGains - standard deviation of after minus before, in points
 * @param correlation - of before with after within arms, from -1 and below 1
 * @returns the standard deviation of the outcome, in points
 * @throws {@link EfficacyError} `invalid_argument`, `overflow`
 *
 * @example
 * sdFromGains(9, 0.5); // 9: at r = .5 gains vary as much as scores
 *
 * @see Morris & DeShon (2002), Psychological Methods 7(1), 105-125, eq. 8; WWC Procedures Handbook 5.0, Appendix E.
 */
export function sdFromGains(sdOfGains: number, correlation: number): number {
  if (
    sdOfGains > 0 &&
    Number.isFinite(sdOfGains) &&
    Number.isFinite(correlation) &&
    correlation >= -1 &&
    correlation < 1
  ) {
    const sd = sdOfGains / Math.sqrt(2 * (1 - correlation));
    need(Number.isFinite(sd), 'overflow', 'sdFromGains', 'a standard deviation that a number can hold', sd);
    return sd;
  }
  throw new EfficacyError(
    'invalid_argument',
    `sdFromGains needs a standard deviation above 0 and a correlation from -1 and below 1; got ${sdOfGains} and ${correlation}`,
    { sdOfGains, correlation },
  );
}
