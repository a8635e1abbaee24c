import { EfficacyError } from '../../support/errors.js';
import type { Interval } from '../../support/interval.js';
import type { ConfidenceSet } from './confidence-set.js';
import { etaSquared } from './eta-squared.js';
import type { AnovaTerm, VarianceExplained, VarianceExplainedOptions } from './variance-explained.js';

/** The size of a term in standard deviations of the error. */
export interface CohensF extends Omit<VarianceExplained, 'interval'> {
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
  const eta = etaSquared(effect, options);
  const { lower, upper, level } = eta.interval;
  const ratio = (share: number): number => Math.sqrt(share / (1 - share));
  const estimate = ratio(eta.estimate);
  if (!Number.isFinite(estimate)) {
    throw new EfficacyError('zero_variance', 'cohensF needs an error that is not 0 beside the effect', { f: eta.f });
  }
  const bounded = upper < 1;
  return {
    ...eta,
    kind: 'cohens-f',
    estimate,
    interval: bounded ? { lower: ratio(lower), upper: ratio(upper), level } : null,
    ...(bounded ? {} : { confidenceSet: { level, pieces: [{ lower: ratio(lower), upper: null }] } }),
    unit: 'sd',
    method: `Cohen's f from ${eta.method}`,
    notes: bounded
      ? eta.notes
      : [
          ...eta.notes,
          { code: 'one_sided', message: 'The confidence set has one limit only; it is in confidenceSet.' },
        ],
  };
}
