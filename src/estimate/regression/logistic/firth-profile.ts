import * as chiSquared from '../../../numeric/distributions/chi-squared.js';
import { bilinear } from '../../../numeric/linalg/matrix.js';
import { findRoot } from '../../../numeric/optimize/find-root.js';
import type { Interval } from '../../../support/interval.js';
import { type LogisticPoint, type LogisticRows, maximizeLogistic } from './logistic-newton.js';

/** What the profile of the penalized likelihood says of a coefficient. */
export interface FirthProfile {
  /** Twice the fall of the log likelihood where the coefficient is 0. */
  readonly statistic: number;
  readonly pValue: number;
  readonly interval: Interval;
}

/**
 * Test and interval of one coefficient by the profile of the penalized likelihood, whose penalty stays that of the whole model.
 *
 * @param weights - the coefficient is this sum of those of the rows' columns
 * @param covariance - of the coefficients of the rows' columns
 * @returns null where a limit is out of reach
 * @see Heinze & Schemper (2002), Stat. Med. 21(16), 2409-2419.
 */
export function firthProfile(
  rows: LogisticRows,
  best: LogisticPoint,
  weights: Float64Array,
  covariance: Float64Array,
  level: number,
): FirthProfile | null {
  const { k } = rows;
  const turned = turn(rows, weights);
  const estimate = best.beta.reduce((sum, b, j) => sum + weights[j]! * b, 0);
  const error = Math.sqrt(bilinear(weights, covariance, weights, k));
  const shift = new Float64Array(k);
  // Along the constraint the other coefficients start where a quadratic likelihood would have them.
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) shift[i]! += (covariance[i * k + j]! * weights[j]!) / error ** 2;
  const fallAt = (value: number): number => {
    const start = best.beta.map((b, j) => b + (value - estimate) * shift[j]!);
    const search = maximizeLogistic(turned.rows, turned.to(start), turned.at);
    return search.ended === 'converged' ? 2 * (best.value + turned.added - search.at.value) : Number.NaN;
  };
  const allowed = chiSquared.isf(1 - level, 1);
  const limit = (side: -1 | 1): number | null => {
    let far = estimate + 2 * side * error;
    for (let tries = 0; tries < 30; tries++) {
      const fall = fallAt(far);
      if (Number.isNaN(fall)) return null;
      if (fall > allowed) {
        return findRoot((value) => fallAt(value) - allowed, estimate, far, { tolerance: 1e-10 * error }).root;
      }
      far += side * 2 ** tries * error;
    }
    return null;
  };
  const statistic = Math.max(0, fallAt(0));
  const [lower, upper] = [limit(-1), limit(1)];
  if (Number.isNaN(statistic) || lower === null || upper === null) return null;
  return { statistic, pValue: chiSquared.sf(statistic, 1), interval: { lower, upper, level } };
}

/** The same rows with the weighted sum of coefficients in the place of one of them, so that it can be held. */
function turn(
  rows: LogisticRows,
  weights: Float64Array,
): {
  readonly rows: LogisticRows;
  readonly at: number;
  /** What half the log determinant of the information gains. */
  readonly added: number;
  readonly to: (beta: Float64Array) => Float64Array;
} {
  const { x, k, y } = rows;
  const at = weights.reduce((largest, w, j) => (Math.abs(w) > Math.abs(weights[largest]!) ? j : largest), 0);
  const other = new Float64Array(x.length);
  for (let i = 0; i < y.length; i++) {
    const pivot = x[i * k + at]! / weights[at]!;
    for (let j = 0; j < k; j++) other[i * k + j] = j === at ? pivot : x[i * k + j]! - weights[j]! * pivot;
  }
  return {
    rows: { ...rows, x: other },
    at,
    added: -Math.log(Math.abs(weights[at]!)),
    to: (beta) => {
      const out = beta.slice();
      out[at] = beta.reduce((sum, b, j) => sum + weights[j]! * b, 0);
      return out;
    },
  };
}
