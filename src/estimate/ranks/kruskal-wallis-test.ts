import * as chiSquared from '../../numeric/distributions/chi-squared.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { rankEpsilonSquared } from '../effect/ranks/rank-epsilon-squared.js';

/** What Kruskal and Wallis' test says of several groups. */
export interface KruskalWallisTest {
  /** Which result this is. */
  readonly kind: 'kruskal-wallis-test';
  /** H, corrected for ties. */
  readonly statistic: number;
  /** Degrees of freedom of the chi-squared distribution: groups less 1. */
  readonly df: number;
  /** Of the hypothesis that all groups have the same distribution. */
  readonly pValue: number;
  /** How many groups were compared. */
  readonly groups: number;
  /** Values in all groups. */
  readonly n: number;
  /** What was done, in words. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * Kruskal and Wallis' test that several groups have the same distribution, by their ranks. For how far they differ see `rankEpsilonSquared`.
 *
 * @param groups - two or more arrays of values, none empty
 * @returns H, which grows as mean ranks differ, and its p-value by the chi-squared distribution
 * @throws {@link EfficacyError} `no_data` for an empty group, `too_few_observations` below two groups, `zero_variance` when all values are
 * equal, `not_finite`, `invalid_argument`
 *
 * @example
 * kruskalWallisTest([[1, 2, 3], [2, 3, 5], [5, 7, 9]]).pValue; // 0.06
 *
 * @see Kruskal & Wallis (1952), JASA 47(260), 583-621, equations 1.1 and 1.3.
 */
export function kruskalWallisTest(groups: readonly ArrayLike<number>[]): KruskalWallisTest {
  let found: ReturnType<typeof rankEpsilonSquared>;
  try {
    found = rankEpsilonSquared(groups);
  } catch (error) {
    if (!(error instanceof EfficacyError)) throw error;
    throw new EfficacyError(error.code, error.message.replace('rankEpsilonSquared', 'kruskalWallisTest'), error.detail);
  }
  const { h, n } = found;
  const df = groups.length - 1;
  const small = groups.filter((group) => group.length < 5).length;
  return {
    kind: 'kruskal-wallis-test',
    statistic: h,
    df,
    pValue: chiSquared.sf(h, df),
    groups: groups.length,
    n,
    method: 'Kruskal-Wallis test, corrected for ties; chi-squared distribution',
    notes:
      small === 0
        ? []
        : [
            {
              code: 'small_groups',
              message: `Groups of fewer than 5 values: ${small}. There the chi-squared distribution is only near the exact one.`,
            },
          ],
  };
}
