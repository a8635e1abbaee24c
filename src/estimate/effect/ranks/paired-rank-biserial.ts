import { variance } from '../../../aggregate/moments.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import type { Estimate } from '../../estimate.js';
import type { PairedValues } from '../change/paired-moments.js';
import { finiteValues } from '../finite-values.js';
import { needRecord } from '../needs.js';
import { fisherLimits } from '../variance/fisher-limits.js';
import { averageRanks } from './average-ranks.js';
import { separated } from './dominance.js';
import { pairCounts } from './pair-counts.js';

/**
 * Where the standard error comes from: the spread of each change's placement among the others turned around (any distribution of
 * changes), or Wilcoxon's variance, which holds when changes are symmetric around 0 (R's effectsize; limits too close otherwise).
 */
export type PairedDominanceVariance = 'placements' | 'symmetric-changes';

/** Options of {@link pairedRankBiserial}. */
export interface PairedRankBiserialOptions {
  /** Where the standard error comes from. @defaultValue `'placements'` */
  readonly variance?: PairedDominanceVariance;
  /** Confidence level, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number;
}

/** The rank-biserial correlation of units measured twice. */
export interface PairedRankBiserial extends Estimate {
  /** Which quantity this is. */
  readonly kind: 'paired-rank-biserial';
  /** Where the standard error comes from. */
  readonly varianceMethod: PairedDominanceVariance;
  /** How the limits were made. */
  readonly intervalMethod: 'fisher-z';
  /** Pairs that changed; those that did not are left out, as in Wilcoxon's test. */
  readonly n: number;
  /** Pairs that did not change. */
  readonly unchanged: number;
}

/**
 * Matched-pairs rank-biserial correlation: the share of the rank sum of changes that is positive minus the share that is negative.
 *
 * @param pairs - values before and after, in the same order
 * @returns from -1 to 1; positive where values rose
 * @throws {@link EfficacyError} `no_data` when no pair changed, `length_mismatch`, `not_finite`
 *
 * @example
 * pairedRankBiserial({ before: [10, 12, 15, 11], after: [13, 13, 18, 9] }).estimate; // 0.6
 *
 * @see Kerby (2014), Comprehensive Psychology 3, 1; King, Rosopa & Minium (2011), Statistical Reasoning in the Behavioral Sciences, 6th ed.
 */
export function pairedRankBiserial(pairs: PairedValues, options: PairedRankBiserialOptions = {}): PairedRankBiserial {
  const who = 'pairedRankBiserial';
  const { variance: varianceMethod = 'placements', level = 0.95 } = options;
  checkLevel(who, level);
  if (varianceMethod !== 'placements' && varianceMethod !== 'symmetric-changes') {
    throw new EfficacyError(
      'invalid_argument',
      `${who} knows the variances "placements" and "symmetric-changes"; got ${String(varianceMethod)}`,
      { variance: String(varianceMethod) },
    );
  }
  needRecord(pairs, who, 'the values before and after');
  const before = finiteValues(who, 'before', pairs.before);
  const after = finiteValues(who, 'after', pairs.after);
  if (before.length !== after.length) {
    throw new EfficacyError(
      'length_mismatch',
      `${who} needs each unit before and after; got ${before.length} values before and ${after.length} after`,
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
      {
        pairs: changes.length,
      },
    );
  }
  // Wilcoxon's sum is that of the signs of all sums of two changes, so it counts the pairs of a change with one turned around.
  const { ranks } = averageRanks(changed.map(Math.abs));
  const total = (n * (n + 1)) / 2;
  const estimate = ranks.reduce((sum, rank, i) => sum + (changed[i]! > 0 ? rank : -rank), 0) / total;
  const placements = varianceMethod === 'placements';
  const spread = placements ? byPlacements(who, changed, estimate) : bySymmetry(n, total, estimate);
  return {
    kind: 'paired-rank-biserial',
    estimate,
    standardError: spread?.error ?? null,
    df: spread?.df ?? null,
    interval: spread && fisherLimits(estimate, spread.error / (1 - estimate ** 2), spread.df, level),
    unit: 'correlation',
    method: `matched-pairs rank-biserial correlation; ${placements ? 'variance of placements' : "Wilcoxon's variance"}; Fisher's z interval`,
    varianceMethod,
    intervalMethod: 'fisher-z',
    n,
    unchanged: changes.length - n,
    notes: [...(spread ? [] : [separated]), ...(n < changes.length ? [unchanged(changes.length - n)] : [])],
  };
}

/** A standard error with its degrees of freedom; null where every change goes the same way. */
type Spread = { readonly error: number; readonly df: number | null } | null;

/** @see Hoeffding (1948), Annals of Mathematical Statistics 19(3), 293-325, on statistics of two values each: variance 4 ζ₁/n. */
function byPlacements(who: string, changed: Float64Array, estimate: number): Spread {
  if (Math.abs(estimate) === 1) return null;
  const { ofTreatment } = pairCounts(
    who,
    changed,
    changed.map((x) => -x),
  );
  return { error: 4 * Math.sqrt(variance(ofTreatment) / changed.length), df: changed.length - 1 };
}

/** @see Wilcoxon (1945), Biometrics Bulletin 1(6), 80-83. */
function bySymmetry(n: number, total: number, estimate: number): Spread {
  if (Math.abs(estimate) === 1) return null;
  const onFisherScale = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 6) / total;
  return { error: onFisherScale * (1 - estimate ** 2), df: null };
}

const unchanged = (count: number): Note => ({
  code: 'unchanged_pairs',
  message: `${count} ${count === 1 ? 'pair' : 'pairs'} did not change and ${count === 1 ? 'was' : 'were'} left out of the ranks.`,
});
