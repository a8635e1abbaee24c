import { need } from '../../support/need.js';
import { findSize } from './find-size.js';
import type { DesignToSize } from './planned-design.js';
import type { ProbabilityOfThresholdOptions } from './probability-of-threshold.js';
import type { SampleSize } from './sample-size.js';
import { methodOfRule, probabilityOf, type StatedRule, statedRule } from './threshold.js';

/** Options of {@link sampleSizeForThreshold}. */
export interface SampleSizeForThresholdOptions extends ProbabilityOfThresholdOptions {
  /**
   * Probability with which the cut-off is to be reached.
   * @defaultValue 0.8
   */
  readonly probability?: number;
}

/** How large a trial must be to reach a cut-off. */
export interface SampleSizeForThreshold extends SampleSize {
  /** Which record this is. */
  readonly kind: 'sample-size-for-threshold';
  /** The probability that was asked for. */
  readonly target: number;
  /** The probability under `design` and the effect assumed. */
  readonly probability: number;
  /** The same where the product does nothing: what is paid for luck. */
  readonly probabilityWithoutEffect: number;
  /** What must be reached, the defaults filled in. */
  readonly rule: StatedRule;
}

/**
 * How many units, clusters or blocks a trial needs for its estimate, or the lower limit of its interval, to reach a contract's cut-off with a
 * stated probability under a stated true effect.
 *
 * @param design - the design with `'find'` in the place of one of its sizes; the others are whole numbers
 * @param options - the true effect, above the cut-off, and the rule, in SDs of the outcome
 * @returns the smallest whole number that is enough with as many treated as whole numbers allow; the exact solution beside it
 * @throws {@link EfficacyError} `invalid_argument`; `out_of_domain` where the true effect is not above the cut-off, or no number reaches it
 *
 * @example
 * const design = { kind: 'individual', units: 'find', rSquared: 0.5 } as const;
 * sampleSizeForThreshold(design, { effect: 0.2, threshold: 0.1, criterion: 'estimate' }).size; // 142
 *
 * @see {@link probabilityOfThreshold}
 */
export function sampleSizeForThreshold(
  design: DesignToSize,
  options: SampleSizeForThresholdOptions,
): SampleSizeForThreshold {
  const who = 'sampleSizeForThreshold';
  const { effect, probability: target = 0.8 } = options;
  const rule = statedRule(options, who);
  need(
    Number.isFinite(effect) && effect > rule.threshold,
    'out_of_domain',
    who,
    `a true effect above the threshold of ${rule.threshold} (a larger trial only makes it surer that one below it misses)`,
    effect,
  );
  need(target > 0 && target < 1, 'invalid_argument', who, 'a probability between 0 and 1', target);
  const found = findSize(design, target, (precision) => probabilityOf(rule, effect, precision), who);
  const { precision, reached, ...sizes } = found;
  return {
    kind: 'sample-size-for-threshold',
    ...sizes,
    target,
    probability: reached,
    probabilityWithoutEffect: probabilityOf(rule, 0, precision),
    effect,
    ...precision,
    rule,
    method: `${design.kind} design, ${methodOfRule(rule)}`,
  };
}
