import * as normal from '../numeric/distributions/normal.js';
import * as studentT from '../numeric/distributions/student-t.js';
import type { Interval } from '../support/interval.js';

/** Test and interval that follow from an estimate, its standard error and its degrees of freedom. */
export interface Inference {
  readonly statistic: number;
  readonly pValue: number;
  readonly interval: Interval;
}

/**
 * Two-sided test of 0 and the interval at a level, by Student's t, or by the normal distribution where `df` is null.
 *
 * @param estimate - in any unit
 * @param standardError - above 0, in the same unit
 */
export function tInference(estimate: number, standardError: number, df: number | null, level: number): Inference {
  const statistic = estimate / standardError;
  const size = Math.abs(statistic);
  const tail = (1 - level) / 2;
  const [oneTail, quantile] =
    df === null ? [normal.sf(size), normal.isf(tail)] : [studentT.sf(size, df), studentT.isf(tail, df)];
  const half = quantile * standardError;
  return {
    statistic,
    pValue: Math.min(1, 2 * oneTail),
    interval: { lower: estimate - half, upper: estimate + half, level },
  };
}
