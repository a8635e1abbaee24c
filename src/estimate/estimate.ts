import type { Interval } from '../support/interval.js';
import type { Note } from '../support/notes.js';

/** An estimate and everything that a reader needs to judge it. The same names in every result. */
export interface Estimate {
  /** Which quantity this is, such as `'hedges-g'`. */
  readonly kind: string;
  /** Point estimate, in `unit`. */
  readonly estimate: number;
  /** Standard error of the estimate, in `unit`; null, with a note, where there is none. */
  readonly standardError: number | null;
  /** Degrees of freedom of the reference distribution; null for the normal. */
  readonly df: number | null;
  /** Confidence interval, in `unit`; null, with a note, where there is none. */
  readonly interval: Interval | null;
  /** Unit of the estimate: `'points'`, `'sd'`, `'points/minute'`. */
  readonly unit: string;
  /** What was done: estimator, variance, correction. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/** An estimate with a test of the hypothesis that the quantity is 0. */
export interface TestedEstimate extends Estimate {
  /** The estimate divided by its standard error; null where there is none. */
  readonly statistic: number | null;
  /** Two-sided, of the hypothesis that the quantity is 0; null, with a note, where there is none. */
  readonly pValue: number | null;
}
