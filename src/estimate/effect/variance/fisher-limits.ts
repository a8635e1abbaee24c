import * as normal from '../../../numeric/distributions/normal.js';
import * as studentT from '../../../numeric/distributions/student-t.js';
import type { Interval } from '../../../support/interval.js';

/**
 * Limits of a correlation or another number between -1 and 1, made around its inverse hyperbolic tangent.
 *
 * @param r - between -1 and 1, not checked
 * @param error - standard error of atanh(r): that of r over 1 - r²
 * @param df - of the t distribution; null for the normal
 */
export function fisherLimits(r: number, error: number, df: number | null, level: number): Interval {
  const tail = (1 - level) / 2;
  const half = error * (df === null ? normal.isf(tail) : studentT.isf(tail, df));
  const z = Math.atanh(r);
  return { lower: Math.tanh(z - half), upper: Math.tanh(z + half), level };
}
