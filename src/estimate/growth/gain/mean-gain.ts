import { sd } from '../../../aggregate/moments.js';
import type { Interval } from '../../../support/interval.js';
import { checkLevel } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import { type MeanChange, meanChange } from '../../effect/change/mean-change.js';
import { type Pairs, pairedMoments } from '../../effect/change/paired-moments.js';
import { requireScale, type ScaleKind } from '../scale/scale-kind.js';
import { reliabilityOfGain } from './reliability-of-gain.js';

/** Options of {@link meanGain}. */
export interface MeanGainOptions {
  /** What the scores mean; without a default, because it decides whether a gain exists. */
  readonly scale: ScaleKind;
  /**
   * True where both scores come from the same grade's scale (`within-grade`) or the same form (`raw`).
   * @defaultValue false
   */
  readonly sameTest?: boolean;
  /** Reliability of each test in this population, 0 to 1, for the reliability of the gain. */
  readonly reliability?: { readonly before: number; readonly after: number };
  /** Confidence level of the interval. @defaultValue 0.95 */
  readonly level?: number;
}

/** The mean gain of students tested twice. */
export interface MeanGain extends Omit<MeanChange, 'kind'> {
  readonly kind: 'mean-gain';
  readonly interval: Interval;
  /** A gain without a comparison describes; it is no effect. */
  readonly interpretation: 'descriptive';
  /** What the scores mean. */
  readonly scale: ScaleKind;
  /** Standard deviation of the gains, in points. */
  readonly sdOfGain: number;
  /** Correlation of the scores before with those after; null where one of them does not vary. */
  readonly correlation: number | null;
  /** Share of the differences between gains that is not measurement error; null where the tests' reliabilities were not given. */
  readonly reliability: number | null;
}

const noComparison: Note = {
  code: 'no_comparison',
  message:
    'A gain is what students grew, with the product and without: nothing in it says what the product did. Compare it with the gain of a control arm or with a norm.',
};

const unreliable: Note = {
  code: 'unreliable_gains',
  message:
    'Less than half of the differences between these gains is more than measurement error: a mean of many holds, a ranking of students or small groups by gain does not.',
};

/**
 * Mean gain of students tested twice, in points of their scale.
 *
 * @param pairs - scores before and after in the same order, or n, means, SDs and the correlation
 * @returns after minus before with the paired t interval: a description, and no effect
 * @throws {@link EfficacyError} `wrong_scale` where the scale forbids the subtraction, `zero_variance` when all gains are equal,
 * `too_few_observations`, `length_mismatch`, `no_data`
 *
 * @example
 * meanGain({ before: [180, 190, 205], after: [188, 201, 209] }, { scale: 'vertical' }).estimate; // 7.67
 */
export function meanGain(pairs: Pairs, options: MeanGainOptions): MeanGain {
  const who = 'meanGain';
  const { scale, sameTest = false, reliability, level = 0.95 } = options;
  checkLevel(who, level);
  requireScale(scale, { operation: 'difference', sameTest }, who);
  const { before, after, change, correlation } = pairedMoments(pairs, who);
  const gain = meanChange(pairs, { level });
  const ofGain =
    reliability === undefined || correlation === null
      ? null
      : reliabilityOfGain({
          sdBefore: sd(before),
          sdAfter: sd(after),
          correlation,
          reliabilityBefore: reliability.before,
          reliabilityAfter: reliability.after,
        });
  return {
    ...gain,
    kind: 'mean-gain',
    interpretation: 'descriptive',
    unit: scale === 'nce' ? 'nce' : 'points',
    scale,
    sdOfGain: sd(change),
    correlation,
    reliability: ofGain,
    notes: [...gain.notes, noComparison, ...(ofGain !== null && ofGain < 0.5 ? [unreliable] : [])],
  };
}
