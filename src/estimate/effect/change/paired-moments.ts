import { type Moments, momentsOf, momentsOfSample, sd } from '../../../aggregate/moments.js';
import { EfficacyError } from '../../../support/errors.js';
import { finiteValues } from '../finite-values.js';
import { needRecord } from '../needs.js';

/** The same units measured twice, as values in the same order or as the figures that a paper prints. */
export type Pairs = PairedValues | PairedSummary;

/** The same units measured twice, values in the same order. */
export interface PairedValues {
  /** The first measure of each unit, finite. */
  readonly before: ArrayLike<number>;
  /** The second measure of the same units in the same order. */
  readonly after: ArrayLike<number>;
}

/** What a paper prints of units measured twice. */
export interface PairedSummary {
  /** How many units were measured twice. */
  readonly n: number;
  /** Of the first measure, in points. */
  readonly before: { readonly mean: number; readonly sd: number };
  /** Of the second measure, in the same points. */
  readonly after: { readonly mean: number; readonly sd: number };
  /** Correlation of before with after, from -1 to 1. */
  readonly correlation: number;
}

/** Both measures of the same units and the change between them. */
export interface PairedMoments {
  readonly n: number;
  readonly before: Moments;
  readonly after: Moments;
  /** After minus before. */
  readonly change: Moments;
  /** Between -1 and 1; null where one of the measures does not vary. */
  readonly correlation: number | null;
}

/**
 * The moments of pairs.
 *
 * @throws {@link EfficacyError} `length_mismatch`, `no_data`, `too_few_observations` below 2 pairs, `invalid_argument`, `not_finite`
 */
export function pairedMoments(pairs: Pairs, who: string): PairedMoments {
  needRecord(pairs, who, 'values before and after, or { n, before, after, correlation }');
  const paired = 'n' in pairs ? fromSummary(pairs, who) : fromValues(pairs, who);
  if (paired.n === 0) throw new EfficacyError('no_data', `${who} needs pairs; there are none`);
  if (paired.n >= 2) return paired;
  throw new EfficacyError('too_few_observations', `${who} needs at least 2 pairs; got ${paired.n}`, { n: paired.n });
}

function fromValues(pairs: PairedValues, who: string): PairedMoments {
  const before = finiteValues(who, 'before', pairs.before);
  const after = finiteValues(who, 'after', pairs.after);
  if (before.length !== after.length) {
    throw new EfficacyError(
      'length_mismatch',
      `${who} needs each unit before and after; got ${before.length} values before and ${after.length} after; leave incomplete pairs out`,
      { before: before.length, after: after.length },
    );
  }
  const one = momentsOfSample(before, who, 'before');
  const two = momentsOfSample(after, who, 'after');
  const difference = after.map((value, i) => value - (before[i] as number));
  const change = momentsOfSample(difference, who, 'the changes');
  // var(after - before) = var(before) + var(after) - 2 cov, in units of √m2 so that nothing overflows.
  const ratio = Math.sqrt(one.m2) / Math.sqrt(two.m2);
  const varies = one.m2 > 0 && two.m2 > 0;
  const r =
    (ratio + 1 / ratio - (Math.sqrt(change.m2) / Math.sqrt(one.m2)) * (Math.sqrt(change.m2) / Math.sqrt(two.m2))) / 2;
  return { n: one.n, before: one, after: two, change, correlation: varies ? Math.max(-1, Math.min(1, r)) : null };
}

function fromSummary({ n, before, after, correlation }: PairedSummary, who: string): PairedMoments {
  if (!(Number.isFinite(correlation) && correlation >= -1 && correlation <= 1)) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs the correlation of before with after, from -1 to 1; got ${correlation}`,
      { correlation },
    );
  }
  const one = momentsOfSample({ ...before, n }, who, 'before');
  const two = momentsOfSample({ ...after, n }, who, 'after');
  // (s1 - s2)² + 2 (1 - r) s1 s2: no cancellation where r is near 1.
  const changeSd = Math.hypot(before.sd - after.sd, Math.sqrt(2 * (1 - correlation) * before.sd * after.sd));
  return {
    n,
    before: one,
    after: two,
    change: momentsOf({ n, mean: after.mean - before.mean, sd: changeSd }),
    correlation: sd(one) > 0 && sd(two) > 0 ? correlation + 0 : null, // 0 for -0
  };
}
