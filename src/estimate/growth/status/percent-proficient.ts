import * as binomial from '../../../numeric/distributions/binomial.js';
import * as normal from '../../../numeric/distributions/normal.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';

/** A change of the share of students who are proficient, the same students before and after. */
export interface ChangeInPercentProficient {
  readonly kind: 'change-in-percent-proficient';
  /** Share after minus share before, -1 to 1. */
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: Interval;
  /** Two-sided, by McNemar's exact test. */
  readonly pValue: number;
  /** Share of the students who were proficient at first, 0 to 1. */
  readonly shareBefore: number;
  /** Share who are now, 0 to 1. */
  readonly shareAfter: number;
  /** Students who became proficient. */
  readonly gained: number;
  /** Students who were and are no longer. */
  readonly lost: number;
  readonly n: number;
  readonly method: string;
  readonly notes: readonly Note[];
}

const nearTheCut: Note = {
  code: 'near_the_cut',
  message:
    'A share above a cut moves with the students who stand near it: the same growth shows as more or less change depending on where the cut lies. Report the mean gain beside it.',
};

/**
 * Change in the percentage of the same students who are proficient.
 *
 * @param before - score of each student at first
 * @param after - the same later, in the same order
 * @param cuts - the score that is proficient at each time; at the cut is proficient
 * @returns share after minus share before; the interval adds half an observation to each kind of change (Bonett & Price), the test is exact
 * @throws {@link EfficacyError} `length_mismatch`, `no_data`, `not_finite`
 *
 * @example
 * changeInPercentProficient([190, 200, 210], [201, 199, 220], { before: 200, after: 205 }).estimate; // -0.33
 *
 * @see Bonett & Price (2012), J. Educ. Behav. Stat. 37(4), 479-488, eq. 4; McNemar (1947), Psychometrika 12(2), 153-157.
 */
export function changeInPercentProficient(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  cuts: { readonly before: number; readonly after: number },
  options: { readonly level?: number } = {},
): ChangeInPercentProficient {
  const who = 'changeInPercentProficient';
  const { level = 0.95 } = options;
  checkLevel(who, level);
  const n = before.length;
  if (n !== after.length) {
    throw new EfficacyError(
      'length_mismatch',
      `${who} needs each student before and after; got ${n} scores before and ${after.length} after`,
    );
  }
  if (n === 0) throw new EfficacyError('no_data', `${who} needs students; there are none`);
  for (const cut of [cuts.before, cuts.after]) need(Number.isFinite(cut), 'not_finite', who, 'finite cut scores', cut);
  const count = { before: 0, after: 0, gained: 0, lost: 0 };
  for (let i = 0; i < n; i++) {
    const [one, two] = [before[i] as number, after[i] as number];
    if (!Number.isFinite(one) || !Number.isFinite(two)) {
      throw new EfficacyError(
        'not_finite',
        `${who} needs two finite scores of each student; student ${i + 1} has ${one} and ${two}`,
        { index: i },
      );
    }
    const was = one >= cuts.before;
    const is = two >= cuts.after;
    count.before += Number(was);
    count.after += Number(is);
    count.gained += Number(is && !was);
    count.lost += Number(was && !is);
  }
  const { gained, lost } = count;
  const up = (gained + 1) / (n + 2);
  const down = (lost + 1) / (n + 2);
  const standardError = Math.sqrt((up + down - (up - down) ** 2) / (n + 2));
  const half = normal.isf((1 - level) / 2) * standardError;
  const changed = gained + lost;
  return {
    kind: 'change-in-percent-proficient',
    estimate: (gained - lost) / n,
    standardError,
    interval: { lower: Math.max(-1, up - down - half), upper: Math.min(1, up - down + half), level },
    pValue: changed === 0 ? 1 : Math.min(1, 2 * binomial.cdf(Math.min(gained, lost), changed, 0.5)),
    shareBefore: count.before / n,
    shareAfter: count.after / n,
    gained,
    lost,
    n,
    method: "difference of paired shares; Bonett and Price's adjusted normal interval; McNemar's exact test",
    notes: [nearTheCut],
  };
}
