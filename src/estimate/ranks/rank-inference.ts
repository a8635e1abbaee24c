import * as normal from '../../numeric/distributions/normal.js';
import { EfficacyError } from '../../support/errors.js';
import { checkLevel, type Interval } from '../../support/interval.js';
import type { Note } from '../../support/notes.js';
import type { Alternative } from '../effect/means/effect-limits.js';
import type { Estimate } from '../estimate.js';
import { atMost, quantileOf } from './null-counts.js';
import { medianPair, nthPair, type OrderedPairs } from './ordered-pairs.js';

/** Which reference distribution a rank test takes. */
export type RankDistribution = 'exact' | 'normal';

/** Settings of a rank test. */
export interface RankTestOptions {
  /**
   * The exact distribution of the statistic, which needs values without ties, or the normal one, its variance corrected for ties.
   * @defaultValue `'exact'` with fewer than 50 values on each side and no ties, as in R's wilcox.test, else `'normal'`
   */
  readonly distribution?: RankDistribution;
  /**
   * Whether the normal distribution is met half a step nearer to the middle.
   * @defaultValue true
   */
  readonly continuity?: boolean;
  /**
   * Which shifts speak against none. The interval is two-sided in any case.
   * @defaultValue `'two-sided'`
   */
  readonly alternative?: Alternative;
  /**
   * Confidence level of the interval.
   * @defaultValue 0.95
   */
  readonly level?: number;
}

/** What a rank test says of a shift: the part that both have. */
export interface RankTest extends Estimate {
  /** No standard error belongs to a median of pairs: the interval is found from the test. */
  readonly standardError: null;
  /** Counts or the normal distribution have none. */
  readonly df: null;
  /** Number of pairs above 0, ties half. */
  readonly statistic: number;
  /** Of the hypothesis that there is no shift. */
  readonly pValue: number;
  /** Which shifts speak against none. */
  readonly alternative: Alternative;
  /** Which reference distribution was taken. */
  readonly distribution: RankDistribution;
  /** Whether the correction for continuity was made; false with the exact distribution. */
  readonly continuity: boolean;
}

/** The options with their defaults. */
export function rankOptions(options: RankTestOptions, exactFits: boolean, who: string): Required<RankTestOptions> {
  const {
    distribution = exactFits ? 'exact' : 'normal',
    continuity = true,
    alternative = 'two-sided',
    level = 0.95,
  } = options;
  checkLevel(who, level);
  const known = (what: string, names: readonly string[], name: string): void => {
    if (names.includes(name)) return;
    throw new EfficacyError('invalid_argument', `${who} knows the ${what} ${names.join(', ')}; got ${String(name)}`, {
      received: String(name),
    });
  };
  known('distributions', ['exact', 'normal'], distribution);
  known('alternatives', ['two-sided', 'greater', 'less'], alternative);
  return { distribution, continuity, alternative, level };
}

/** Refuses exact counts for tied values, and where they would take too long. */
export function requireCounts(ties: boolean, steps: number, who: string): void {
  if (ties) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} has exact counts for values without ties, and some are equal or unchanged; take the normal distribution, or randomizationTest with ranks, which is exact with ties`,
    );
  }
  if (steps > 1e9) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} would take too long to count so many arrangements; take the normal distribution, which does not differ from it here`,
    );
  }
}

/** A statistic that counts pairs above 0, its distribution under no shift, and the pairs. */
export interface RankStatistic {
  readonly statistic: number;
  readonly pairs: OrderedPairs;
  /** Shares of arrangements from 0 to the middle; null for the normal distribution. */
  readonly shares: Float64Array | null;
  /** Standard deviation of the statistic with the ties that there are; that of the statistic at any shift near. */
  readonly sd: number;
  readonly shiftedSd: number;
}

/**
 * The p-value, the median of the pairs, and the shifts that the two-sided test does not reject: their ends are pairs themselves.
 *
 * @see Hodges & Lehmann (1963), Ann. Math. Stat. 34(2), 598-611; Hollander, Wolfe & Chicken (2014), Nonparametric Statistical Methods, 3rd ed.,
 * sections 3.2-3.3, 4.2-4.3 for the intervals and 3.1, 4.1 for the variances with ties.
 */
export function rankInference(
  { statistic, pairs, shares, sd, shiftedSd }: RankStatistic,
  { continuity, alternative, level }: Required<RankTestOptions>,
): {
  readonly estimate: number;
  readonly pValue: number;
  readonly interval: Interval | null;
  readonly notes: readonly Note[];
} {
  const { count } = pairs;
  const tail = (1 - level) / 2;
  let k: number;
  let pValue: number;
  if (shares !== null) {
    const less = atMost(shares, count, statistic);
    const greater = atMost(shares, count, count - statistic);
    pValue =
      alternative === 'less' ? less : alternative === 'greater' ? greater : Math.min(1, 2 * Math.min(less, greater));
    // With k pairs cut off, 2 P(statistic < k) is the error; none cut off is an interval of its own level only.
    k = quantileOf(shares, tail);
  } else {
    const step = continuity ? 0.5 : 0;
    const above = statistic - count / 2;
    const side = alternative === 'two-sided' ? Math.sign(above) : alternative === 'greater' ? 1 : -1;
    const z = (above - side * step) / sd;
    pValue =
      alternative === 'less'
        ? normal.cdf(z)
        : alternative === 'greater'
          ? normal.sf(z)
          : Math.min(1, 2 * normal.sf(Math.abs(z)));
    k = Math.ceil(count / 2 - step - normal.isf(tail) * shiftedSd);
  }
  const reached = k >= 1;
  return {
    estimate: medianPair(pairs),
    pValue,
    interval: reached ? { lower: nthPair(pairs, k), upper: nthPair(pairs, count + 1 - k), level } : null,
    notes: reached
      ? []
      : [
          {
            code: 'no_interval',
            message: `So few values can not bound the shift at a level of ${level}: every pair lies inside.`,
          },
        ],
  };
}

/** The note on a normal distribution because of ties. */
export const tiesNote: Note = {
  code: 'ties',
  message: 'Some values are equal: the variance is corrected for ties, and the distribution is the normal one.',
};
