import { EfficacyError } from '../../support/errors.js';
import { finiteValues } from '../effect/finite-values.js';
import { averageRanks } from '../effect/ranks/average-ranks.js';
import { rankSumShares } from './null-counts.js';
import { differences } from './ordered-pairs.js';
import {
  type RankTest,
  type RankTestOptions,
  rankInference,
  rankOptions,
  requireCounts,
  tiesNote,
} from './rank-inference.js';

/** What Mann and Whitney's test says of two arms. */
export interface MannWhitneyTest extends RankTest {
  /** Which result this is. */
  readonly kind: 'mann-whitney-test';
  /** Values in the treatment arm. */
  readonly nTreatment: number;
  /** Values in the control arm. */
  readonly nControl: number;
}

/**
 * Mann and Whitney's test, which is Wilcoxon's rank sum test, and the shift between two arms by Hodges and Lehmann: the median of all
 * differences of one value of each arm, with the interval that inverts the test.
 *
 * It tests that both arms have the same distribution, and finds where pairs lean to one side; the shift has a meaning where the distributions
 * differ by a shift. For the probability that a treatment value is the greater one, whatever the shapes, see `varghaDelaneyA`.
 *
 * @param treatment - values of the outcome, in points
 * @param control - the same for the control arm
 * @returns the shift, treatment minus control, in points; the statistic counts pairs in which treatment is greater, ties half
 * @throws {@link EfficacyError} `no_data` for an empty arm, `zero_variance` where all values are equal, `not_finite`, `invalid_argument` for the
 * exact distribution with ties or too many values
 *
 * @example
 * mannWhitneyTest([12.1, 15.3, 19.8, 14.2], [11, 12.4, 13.7, 9.9, 10.2]).pValue; // 0.063
 *
 * @see Mann & Whitney (1947), Ann. Math. Stat. 18(1), 50-60; Hodges & Lehmann (1963), Ann. Math. Stat. 34(2), 598-611.
 */
export function mannWhitneyTest(
  treatment: ArrayLike<number>,
  control: ArrayLike<number>,
  options: RankTestOptions = {},
): MannWhitneyTest {
  const who = 'mannWhitneyTest';
  const t = finiteValues(who, 'treatment', treatment);
  const c = finiteValues(who, 'control', control);
  const [m, n] = [t.length, c.length];
  const both = new Float64Array(m + n);
  both.set(t);
  both.set(c, m);
  const { ranks, tieSum } = averageRanks(both);
  const ties = tieSum > 0;
  const settled = rankOptions(options, !ties && m < 50 && n < 50, who);
  const sdWith = (tied: number): number => Math.sqrt(((m * n) / 12) * (m + n + 1 - tied / ((m + n) * (m + n - 1))));
  const sd = sdWith(tieSum);
  if (!(sd > 0)) {
    throw new EfficacyError('zero_variance', `${who} needs values that differ; all ${m + n} are ${t[0]}`, {
      value: t[0],
      n: m + n,
    });
  }
  const exact = settled.distribution === 'exact';
  if (exact) requireCounts(ties, (m * n) ** 2 / 2, who);
  const statistic = ranks.subarray(0, m).reduce((sum, r) => sum + r, 0) - (m * (m + 1)) / 2;
  const { estimate, pValue, interval, notes } = rankInference(
    {
      statistic,
      pairs: differences(t, c),
      shares: exact ? rankSumShares(m, n) : null,
      sd,
      shiftedSd: sdWith(averageRanks(t).tieSum + averageRanks(c).tieSum),
    },
    settled,
  );
  const continuity = !exact && settled.continuity;
  return {
    kind: 'mann-whitney-test',
    estimate,
    standardError: null,
    df: null,
    statistic,
    pValue,
    alternative: settled.alternative,
    interval,
    unit: 'points',
    method: `Wilcoxon rank sum test, ${exact ? 'exact counts' : `normal distribution${ties ? ', variance corrected for ties' : ''}${continuity ? ', continuity correction' : ''}`}; Hodges-Lehmann shift`,
    distribution: settled.distribution,
    continuity,
    nTreatment: m,
    nControl: n,
    notes: [...(ties ? [tiesNote] : []), ...notes],
  };
}
