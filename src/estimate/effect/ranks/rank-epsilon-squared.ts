import { EfficacyError } from '../../../support/errors.js';
import type { Estimate } from '../../estimate.js';
import { finiteValues } from '../finite-values.js';
import { needArray } from '../needs.js';
import { averageRanks } from './average-ranks.js';

/** How far groups differ in their ranks. */
export interface RankEpsilonSquared extends Estimate {
  /** Which quantity this is. */
  readonly kind: 'rank-epsilon-squared';
  /** The Kruskal-Wallis statistic, corrected for ties. */
  readonly h: number;
  /** How many groups were compared. */
  readonly groups: number;
  /** Values in all groups. */
  readonly n: number;
}

/**
 * Rank epsilon squared: the Kruskal-Wallis statistic over n - 1, the share of the variance of the ranks that lies between groups.
 *
 * @param groups - two or more arrays of values, none empty
 * @returns from 0 to 1
 * @throws {@link EfficacyError} `no_data` for an empty group, `too_few_observations` below two groups, `zero_variance` when all values are
 * tied, `not_finite`
 *
 * @example
 * rankEpsilonSquared([[1, 2, 3], [2, 3, 5], [5, 7, 9]]).estimate; // 0.704
 *
 * @see Kelley (1935), PNAS 21(9), 554-559; Kruskal & Wallis (1952), JASA 47, 583-621, eq. 1.3.
 */
export function rankEpsilonSquared(groups: readonly ArrayLike<number>[]): RankEpsilonSquared {
  const who = 'rankEpsilonSquared';
  needArray(groups, who, 'an array of groups');
  if (groups.length < 2) {
    throw new EfficacyError('too_few_observations', `${who} needs at least two groups; got ${groups.length}`, {
      groups: groups.length,
    });
  }
  const values = Float64Array.from(groups.flatMap((group, i) => Array.from(finiteValues(who, `group ${i}`, group))));
  const n = values.length;
  const { ranks, tieSum } = averageRanks(values);
  // Of the squares of ranks about their mean, in units that ties have lessened.
  const total = (n ** 3 - n - tieSum) / 12;
  if (total === 0) {
    throw new EfficacyError('zero_variance', `${who} needs values that differ; all ${n} are ${values[0]}`, { n });
  }
  let between = 0;
  let start = 0;
  for (const { length } of groups) {
    const sum = ranks.subarray(start, start + length).reduce((a, b) => a + b, 0);
    between += length * (sum / length - (n + 1) / 2) ** 2;
    start += length;
  }
  const estimate = Math.min(1, between / total);
  return {
    kind: 'rank-epsilon-squared',
    estimate,
    standardError: null,
    df: null,
    interval: null,
    unit: 'share of variance of ranks',
    method: 'Kruskal-Wallis statistic, corrected for ties, over n - 1',
    h: estimate * (n - 1),
    groups: groups.length,
    n,
    notes: [{ code: 'no_interval', message: 'This measure has no closed interval; resample the groups for one.' }],
  };
}
