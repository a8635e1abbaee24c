import type { ConfidenceSet } from '../../../support/confidence-set.js';
import { EfficacyError } from '../../../support/errors.js';
import type { Interval } from '../../../support/interval.js';
import { eta } from './eta-squared.js';
import {
  type AnovaTerm,
  type VarianceExplained,
  type VarianceExplainedOptions,
  varianceExplained,
} from './variance-explained.js';

/** The size of a term in standard deviations of the error. */
export interface CohensF extends Omit<VarianceExplained, 'interval' | 'untruncated'> {
  /** Limits, 0 or more; null where only a lower one was asked for. */
  readonly interval: Interval | null;
  /** Where only a lower limit was asked for. */
  readonly confidenceSet?: ConfidenceSet;
}

/**
 * Cohen's f: the standard deviation of the means over that within groups, √(η²/(1 - η²)).
 *
 * @param effect - F with its degrees of freedom, or sums of squares; for groups of values, {@link oneWaySums}
 * @returns 0 or more, in standard deviations of the error; half of |d| for two equal groups
 * @throws {@link EfficacyError} `invalid_argument`, `zero_variance`
 *
 * @example
 * cohensF({ f: 9.4, dfEffect: 3, dfError: 116 }).estimate; // 0.493
 *
 * @see Cohen (1988), Statistical Power Analysis, 2nd ed., section 8.2.
 */
export function cohensF(effect: AnovaTerm, options: VarianceExplainedOptions = {}): CohensF {
  const { untruncated, ...share } = varianceExplained('cohensF', eta, effect, options);
  const { lower, upper, level } = share.interval;
  const ratio = (x: number): number => Math.sqrt(x / (1 - x));
  const estimate = ratio(share.estimate);
  if (!Number.isFinite(estimate)) {
    throw new EfficacyError('zero_variance', 'cohensF needs an error that is not 0 beside the effect', { f: share.f });
  }
  const bounded = upper < 1;
  return {
    ...share,
    kind: 'cohens-f',
    estimate,
    interval: bounded ? { lower: ratio(lower), upper: ratio(upper), level } : null,
    ...(bounded ? {} : { confidenceSet: { level, pieces: [{ lower: ratio(lower), upper: null }] } }),
    unit: 'sd',
    method: `Cohen's f from ${share.method}`,
    notes: bounded
      ? share.notes
      : [
          ...share.notes,
          { code: 'one_sided', message: 'The confidence set has one limit only; it is in confidenceSet.' },
        ],
  };
}
