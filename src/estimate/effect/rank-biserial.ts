import { EfficacyError } from '../../support/errors.js';
import { checkLevel } from '../../support/interval.js';
import type { Note } from '../../support/notes.js';
import type { Estimate } from '../estimate.js';
import { averageRanks } from './average-ranks.js';
import { type Dominance, type DominanceOptions, dominance, fisherLimits, separated } from './dominance.js';
import type { PairedValues } from './paired-moments.js';

/**
 * Rank-biserial correlation of two independent arms; the same number as {@link cliffsDelta}.
 *
 * @param treatment - values in any unit, or ranks
 * @param control - the same for the control arm
 * @returns from -1 to 1; positive where treatment tends to be greater
 * @throws {@link EfficacyError} `no_data` for an empty arm, `not_finite`, `invalid_argument`
 *
 * @example
 * rankBiserial([12, 15, 19], [11, 12, 13]).estimate; // 0.667
 *
 * @see Kerby (2014), Comprehensive Psychology 3, 1.
 */
export function rankBiserial(
  treatment: ArrayLike<number>,
  control: ArrayLike<number>,
  options: DominanceOptions = {},
): Dominance {
  const scale = { kind: 'rank-biserial', name: 'rank-biserial correlation', unit: 'correlation', offset: 0, scale: 1 };
  return dominance('rankBiserial', scale, treatment, control, options);
}

/** The rank-biserial correlation of units measured twice. */
export interface PairedRankBiserial extends Estimate {
  readonly kind: 'paired-rank-biserial';
  readonly intervalMethod: 'fisher-z';
  readonly varianceFormula: string;
  /** Pairs that changed; those that did not are left out, as in Wilcoxon's test. */
  readonly n: number;
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
export function pairedRankBiserial(pairs: PairedValues, options: { readonly level?: number } = {}): PairedRankBiserial {
  const who = 'pairedRankBiserial';
  const { level = 0.95 } = options;
  checkLevel(who, level);
  const { before, after } = pairs;
  if (before.length !== after.length) {
    throw new EfficacyError(
      'length_mismatch',
      `${who} needs each unit before and after; got ${before.length} values before and ${after.length} after`,
      { before: before.length, after: after.length },
    );
  }
  const changes = Float64Array.from(after, (value, i) => value - before[i]!);
  const bad = changes.findIndex((x) => !Number.isFinite(x));
  if (bad >= 0) {
    throw new EfficacyError(
      'not_finite',
      `${who} needs finite values; pair ${bad} is ${before[bad]} and ${after[bad]}; leave incomplete pairs out first`,
      { first: bad },
    );
  }
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
  const { ranks } = averageRanks(changed.map(Math.abs));
  const total = (n * (n + 1)) / 2;
  const estimate = ranks.reduce((sum, rank, i) => sum + (changed[i]! > 0 ? rank : -rank), 0) / total;
  const error = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 6) / total;
  const complete = Math.abs(estimate) === 1;
  return {
    kind: 'paired-rank-biserial',
    estimate,
    standardError: complete ? null : error * (1 - estimate ** 2),
    df: null,
    interval: complete ? null : fisherLimits(estimate, error, null, level),
    unit: 'correlation',
    method: "matched-pairs rank-biserial correlation; Wilcoxon's variance; Fisher's z interval",
    intervalMethod: 'fisher-z',
    varianceFormula: '(1 - r²)² (n (n + 1) (2n + 1)/6) / (n (n + 1)/2)²',
    n,
    unchanged: changes.length - n,
    notes: [...(complete ? [separated] : []), ...(n < changes.length ? [unchanged(changes.length - n)] : [])],
  };
}

const unchanged = (count: number): Note => ({
  code: 'unchanged_pairs',
  message: `${count} pairs did not change and were left out of the ranks.`,
});
