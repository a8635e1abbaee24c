import { need } from '../../support/need.js';
import { precisionOf } from './design-precision.js';
import type { PlannedDesign, RealizedDesign } from './planned-design.js';
import { methodOfRule, probabilityOf, type StatedRule, statedRule, type ThresholdRule } from './threshold.js';

/** Options of {@link probabilityOfThreshold}. */
export interface ProbabilityOfThresholdOptions extends ThresholdRule {
  /** The true effect that is assumed, treatment minus control, in SDs of the outcome. */
  readonly effect: number;
}

/** How likely a trial reaches a cut-off. */
export interface ProbabilityOfThreshold {
  /** Which record this is. */
  readonly kind: 'probability-of-threshold';
  /** Probability that the rule holds under the effect assumed, from 0 to 1. */
  readonly probability: number;
  /** The same where the product does nothing: what is paid for luck. */
  readonly probabilityWithoutEffect: number;
  /** The true effect that was assumed, in SDs of the outcome. */
  readonly effect: number;
  /** What must be reached, the defaults filled in. */
  readonly rule: StatedRule;
  /** Standard error of the effect under the design, in SDs of the outcome. */
  readonly standardError: number;
  /** Degrees of freedom of the interval; null for the normal distribution. */
  readonly df: number | null;
  /** The design, as it was given. */
  readonly design: PlannedDesign | RealizedDesign;
  /** What was computed, in words. */
  readonly method: string;
}

/**
 * How likely the estimate of a trial, or the lower limit of its interval, comes out at or above a contract's cut-off.
 *
 * Outcomes are taken as normal, and their SD as known: its own sampling error is left out.
 *
 * @param design - sizes, intraclass correlations and what covariates explain
 * @param options - the true effect and the rule, in SDs of the outcome
 * @returns the probability under that effect, and under none
 * @throws {@link EfficacyError} `invalid_argument`, `too_few_clusters`, `too_few_observations`
 *
 * @example
 * const design = { kind: 'individual', units: 400, rSquared: 0.5 } as const;
 * probabilityOfThreshold(design, { effect: 0.2, threshold: 0.1, criterion: 'estimate' }).probabilityWithoutEffect; // 0.079
 *
 * @see Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 31, for the limit as a noncentral t.
 */
export function probabilityOfThreshold(
  design: PlannedDesign | RealizedDesign,
  options: ProbabilityOfThresholdOptions,
): ProbabilityOfThreshold {
  const who = 'probabilityOfThreshold';
  const { effect } = options;
  const rule = statedRule(options, who);
  need(Number.isFinite(effect), 'invalid_argument', who, 'an effect in SDs of the outcome', effect);
  const precision = precisionOf(design, who);
  return {
    kind: 'probability-of-threshold',
    probability: probabilityOf(rule, effect, precision),
    probabilityWithoutEffect: probabilityOf(rule, 0, precision),
    effect,
    rule,
    ...precision,
    design,
    method: `${design.kind} design, ${methodOfRule(rule)}`,
  };
}
