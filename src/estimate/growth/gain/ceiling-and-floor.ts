import { moments } from '../../../aggregate/moments.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import { wilsonInterval } from '../../effect/shares/wilson-interval.js';

/** A share of students with its interval. */
export interface ShareOfStudents {
  /** 0 to 1. */
  readonly share: number;
  /** Students counted. */
  readonly count: number;
  /** Wilson's score interval. */
  readonly interval: Interval;
}

/** How many students a test could not tell apart at its ends. */
export interface CeilingAndFloor {
  readonly kind: 'ceiling-and-floor';
  /** Students. */
  readonly n: number;
  /** Those at or above the highest score that the test can give. */
  readonly ceiling: ShareOfStudents;
  /** Those at or below the lowest. */
  readonly floor: ShareOfStudents;
  readonly notes: readonly Note[];
}

/** From this share on, means and gains of a test with ends are visibly biased. */
const noticeable = 0.05;

/**
 * Shares of students at the highest and at the lowest score that a test can give. Whose score cannot rise cannot show growth.
 *
 * @param scores - points, no missing ones
 * @param range - lowest and highest possible score
 * @throws {@link EfficacyError} `no_data`, `not_finite`, `invalid_argument` for a range whose first number is not below its second
 *
 * @example
 * ceilingAndFloor([40, 55, 60, 60], [0, 60]).ceiling.share; // 0.5
 *
 * @see Koedel & Betts (2010), Education Finance and Policy 5(1), 54-81.
 */
export function ceilingAndFloor(
  scores: ArrayLike<number>,
  range: readonly [lowest: number, highest: number],
  options: { readonly level?: number } = {},
): CeilingAndFloor {
  const who = 'ceilingAndFloor';
  const { level = 0.95 } = options;
  checkLevel(who, level);
  const [lowest, highest] = range;
  if (!(lowest < highest)) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs the lowest possible score below the highest; got ${lowest} and ${highest}`,
      { lowest, highest },
    );
  }
  const { n } = moments(scores);
  if (n === 0) throw new EfficacyError('no_data', `${who} needs scores; there are none`);
  const shareOf = (holds: (score: number) => boolean): ShareOfStudents => {
    let count = 0;
    for (let i = 0; i < n; i++) if (holds(scores[i] as number)) count++;
    return { share: count / n, count, interval: wilsonInterval(count / n, n, level) };
  };
  const ceiling = shareOf((score) => score >= highest);
  const floor = shareOf((score) => score <= lowest);
  const notes: Note[] = [];
  if (ceiling.share >= noticeable) notes.push(atTheEnd('ceiling', ceiling, 'too low for those who started high'));
  if (floor.share >= noticeable) notes.push(atTheEnd('floor', floor, 'too low for those who started low'));
  return { kind: 'ceiling-and-floor', n, ceiling, floor, notes };
}

const atTheEnd = (end: 'ceiling' | 'floor', { share }: ShareOfStudents, bias: string): Note => ({
  code: `${end}_effect`,
  message: `${(100 * share).toFixed(1)} % of the students have the ${end === 'ceiling' ? 'highest' : 'lowest'} score that the test can give: their growth is hidden, and gains are ${bias}.`,
});
