import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { TestedEstimate } from '../../estimate.js';
import { tInference } from '../../t-inference.js';
import { type Correlated, correlated } from './correlation.js';

/** Fisher's z of a correlation. */
export interface FisherZ extends TestedEstimate {
  /** Which quantity this is. */
  readonly kind: 'fisher-z';
  /** Of the estimate, in `unit`. */
  readonly standardError: number;
  /** Confidence limits, in `unit`. */
  readonly interval: Interval;
  /** How the limits were made. */
  readonly intervalMethod: 'normal';
  /** The formula of the squared standard error. */
  readonly varianceFormula: '1/(n - 3)';
  /** Pairs. */
  readonly n: number;
}

/**
 * Fisher's z: the inverse hyperbolic tangent of a correlation, whose standard error does not depend on it.
 *
 * @param data - r and the number of pairs, at least 4, or the pairs themselves
 * @returns any number; tanh takes it back
 * @throws {@link EfficacyError} `out_of_domain` for a correlation of -1 or 1, and as {@link correlation}
 *
 * @example
 * fisherZ({ r: 0.42, n: 33 }).estimate; // 0.448
 *
 * @see Fisher (1921), Metron 1, 3-32.
 */
export function fisherZ(data: Correlated, options: { readonly level?: number } = {}): FisherZ {
  const who = 'fisherZ';
  const { level = 0.95 } = options;
  checkLevel(who, level);
  const { r, n } = correlated(who, data);
  if (Math.abs(r) === 1) {
    throw new EfficacyError('out_of_domain', `${who} has no value for a correlation of ${r}`, { r });
  }
  const estimate = Math.atanh(r);
  const standardError = 1 / Math.sqrt(n - 3);
  return {
    kind: 'fisher-z',
    estimate,
    standardError,
    df: null,
    ...tInference(estimate, standardError, null, level),
    unit: 'fisher z',
    intervalMethod: 'normal',
    varianceFormula: '1/(n - 3)',
    method: "Fisher's z; variance 1/(n - 3); normal interval",
    n,
    notes: [],
  };
}
