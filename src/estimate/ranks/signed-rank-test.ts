import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { counted } from '../../support/text.js';
import type { PairedValues } from '../effect/change/paired-moments.js';
import { finiteValues } from '../effect/finite-values.js';
import { needRecord } from '../effect/needs.js';
import { averageRanks } from '../effect/ranks/average-ranks.js';
import { signedRankShares } from './null-counts.js';
import { walshAverages } from './ordered-pairs.js';
import {
  type RankTest,
  type RankTestOptions,
  rankInference,
  rankOptions,
  requireCounts,
  tiesNote,
} from './rank-inference.js';

/** What Wilcoxon's signed-rank test says of units measured twice. */
export interface SignedRankTest extends RankTest {
  /** Which result this is. */
  readonly kind: 'signed-rank-test';
  /** Pairs that changed; those that did not are left out. */
  readonly n: number;
  /** Pairs that did not change. */
  readonly unchanged: number;
}

/**
 * Wilcoxon's signed-rank test of units measured twice, and the change by Hodges and Lehmann: the median of all means of two changes, with the
 * interval that inverts the test. Changes are taken to be symmetric about their middle.
 *
 * Pairs that did not change are left out of test, change and interval, as Wilcoxon did and R does, and counted; with many of them the change
 * is on the large side.
 *
 * @param pairs - values before and after, in the same order, in points
 * @returns the change, after minus before, in points; the statistic is the sum of the ranks of changes above 0
 * @throws {@link EfficacyError} `no_data` where no pair changed, `length_mismatch`, `not_finite`, `invalid_argument` for the exact distribution
 * with ties, unchanged pairs or too many values
 *
 * @example
 * signedRankTest({ before: [10, 12, 15, 11, 14], after: [13.5, 13, 18, 9, 18.1] }).estimate; // 2
 *
 * @see Wilcoxon (1945), Biometrics Bulletin 1(6), 80-83; Hollander, Wolfe & Chicken (2014), Nonparametric Statistical Methods, 3.1 to 3.3.
 */
export function signedRankTest(pairs: PairedValues, options: RankTestOptions = {}): SignedRankTest {
  const who = 'signedRankTest';
  needRecord(pairs, who, 'the values before and after');
  const before = finiteValues(who, 'before', pairs.before);
  const after = finiteValues(who, 'after', pairs.after);
  if (before.length !== after.length) {
    throw new EfficacyError(
      'length_mismatch',
      `${who} needs each unit before and after; got ${before.length} values before and ${after.length} after; leave incomplete pairs out`,
      { before: before.length, after: after.length },
    );
  }
  const changes = after.map((value, i) => value - before[i]!);
  const changed = changes.filter((x) => x !== 0);
  const n = changed.length;
  if (n === 0) {
    throw new EfficacyError(
      'no_data',
      `${who} needs pairs that changed; all ${changes.length} are the same after as before`,
      { pairs: changes.length },
    );
  }
  const unchanged = changes.length - n;
  const { ranks, tieSum } = averageRanks(changed.map(Math.abs));
  const settled = rankOptions(options, tieSum === 0 && unchanged === 0 && n < 50, who);
  const exact = settled.distribution === 'exact';
  if (exact) requireCounts(tieSum > 0 || unchanged > 0, n ** 3 / 2, who);
  const statistic = ranks.reduce((sum, rank, i) => sum + (changed[i]! > 0 ? rank : 0), 0);
  const sdWith = (tied: number): number => Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - tied / 48);
  const { estimate, pValue, interval, notes } = rankInference(
    {
      statistic,
      pairs: walshAverages(changed),
      shares: exact ? signedRankShares(n) : null,
      sd: sdWith(tieSum),
      shiftedSd: sdWith(averageRanks(changed).tieSum),
    },
    settled,
  );
  const continuity = !exact && settled.continuity;
  const left: Note = {
    code: 'unchanged_pairs',
    message: `${counted(unchanged, 'pair')} did not change and ${unchanged === 1 ? 'was' : 'were'} left out.`,
  };
  return {
    kind: 'signed-rank-test',
    estimate,
    standardError: null,
    df: null,
    statistic,
    pValue,
    alternative: settled.alternative,
    interval,
    unit: 'points',
    method: `Wilcoxon signed-rank test, ${exact ? 'exact counts' : `normal distribution${tieSum > 0 ? ', variance corrected for ties' : ''}${continuity ? ', continuity correction' : ''}`}; Hodges-Lehmann change`,
    distribution: settled.distribution,
    continuity,
    n,
    unchanged,
    notes: [...(tieSum > 0 ? [tiesNote] : []), ...(unchanged > 0 ? [left] : []), ...notes],
  };
}
