import * as noncentralT from '../../numeric/distributions/noncentral-t.js';
import * as normal from '../../numeric/distributions/normal.js';
import { checkLevel } from '../../support/interval.js';
import { need } from '../../support/need.js';
import type { DesignPrecision } from './design-precision.js';
import { criticalValue } from './power-of-test.js';

/** What a contract pays for: an estimate, or the lower limit of its interval, at or above a cut-off. */
export interface ThresholdRule {
  /** The cut-off, in SDs of the outcome. */
  readonly threshold: number;
  /** What must reach it: the estimate itself, or the lower limit of its two-sided interval. */
  readonly criterion: 'estimate' | 'lower-limit';
  /**
   * Confidence level of the interval whose lower limit is meant.
   * @defaultValue 0.95
   */
  readonly level?: number;
}

/** A rule with nothing left open; `level` is null where no interval is meant. */
export interface StatedRule {
  /** The cut-off, in SDs of the outcome. */
  readonly threshold: number;
  /** What must reach it. */
  readonly criterion: ThresholdRule['criterion'];
  /** Confidence level of the interval; null where none is meant. */
  readonly level: number | null;
}

/**
 * Fills in what is not said.
 *
 * @throws {@link EfficacyError} `invalid_argument`
 */
export function statedRule({ threshold, criterion, level }: ThresholdRule, who: string): StatedRule {
  need(Number.isFinite(threshold), 'invalid_argument', who, 'a threshold in SDs of the outcome', threshold);
  const known = ['estimate', 'lower-limit'].includes(criterion);
  need(known, 'invalid_argument', who, "the criterion 'estimate' or 'lower-limit'", criterion);
  const unused = criterion === 'estimate' && level !== undefined;
  need(!unused, 'invalid_argument', who, "no level with the criterion 'estimate', which has no interval", level);
  if (criterion === 'estimate') return { threshold, criterion, level: null };
  checkLevel(who, level ?? 0.95);
  return { threshold, criterion, level: level ?? 0.95 };
}

/** How a rule is said in a result. */
export function methodOfRule({ threshold, criterion, level }: StatedRule): string {
  return criterion === 'estimate'
    ? `estimate at ${threshold} or above`
    : `lower ${level} limit at ${threshold} or above`;
}

/**
 * Probability that the rule holds under a true effect: the estimate is normal around it, and its standard error varies on `df`.
 *
 * The lower limit b - t s is at or above c when (b - c)/s, a noncentral t, is at least t.
 */
export function probabilityOf(rule: StatedRule, effect: number, { standardError, df }: DesignPrecision): number {
  const distance = (effect - rule.threshold) / standardError;
  if (rule.level === null) return normal.cdf(distance);
  const critical = criticalValue({ alpha: 1 - rule.level, alternative: 'two-sided' }, df);
  return noncentralT.sf(critical, df ?? Infinity, distance);
}
