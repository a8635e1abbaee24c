import { variance } from '../../../aggregate/moments.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { TestedEstimate } from '../../estimate.js';
import { tInference } from '../../t-inference.js';
import { finiteEffect } from '../finite-effect.js';
import { type Pairs, pairedMoments } from './paired-moments.js';

/** The mean change of units measured twice. */
export interface MeanChange extends TestedEstimate {
  /** Which quantity this is. */
  readonly kind: 'mean-change';
  /** Of the estimate, in `unit`. */
  readonly standardError: number;
  /** n - 1. */
  readonly df: number;
  /** Confidence limits, in `unit`. */
  readonly interval: Interval;
  /** Pairs. */
  readonly n: number;
}

/**
 * Mean change of the same units from before to after, in points. Without a comparison group it is growth, and no effect of anything.
 *
 * @param pairs - values before and after, or what a paper prints of them
 * @returns after minus before, with the paired t interval
 * @throws {@link EfficacyError} `zero_variance` when all changes are equal, `too_few_observations`, `length_mismatch`, `no_data`
 *
 * @example
 * meanChange({ before: [10, 12, 15], after: [13, 13, 18] }).estimate; // 2.33
 *
 * @see Student (1908), Biometrika 6(1), 1-25.
 */
export function meanChange(pairs: Pairs, options: { readonly level?: number } = {}): MeanChange {
  const who = 'meanChange';
  const { level = 0.95 } = options;
  checkLevel(who, level);
  const { n, change } = pairedMoments(pairs, who);
  if (!(change.m2 > 0)) {
    throw new EfficacyError('zero_variance', `${who} needs changes that vary; each of ${n} is ${change.mean}`, {
      n,
      change: change.mean,
    });
  }
  const standardError = Math.sqrt(variance(change) / n);
  finiteEffect(change.mean / standardError, who);
  return {
    kind: 'mean-change',
    estimate: change.mean,
    standardError,
    df: n - 1,
    ...tInference(change.mean, standardError, n - 1, level),
    unit: 'points',
    method: 'mean of after minus before; paired t interval',
    n,
    notes: [],
  };
}
