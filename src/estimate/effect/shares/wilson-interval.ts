import * as normal from '../../../numeric/distributions/normal.js';
import type { Interval } from '../../../support/interval.js';

/**
 * Wilson's score interval of a share.
 *
 * @param p - the share, from 0 to 1
 * @param n - units, above 0; the caller checks both
 * @see Wilson (1927), JASA 22, 209-212.
 */
export function wilsonInterval(p: number, n: number, level: number): Interval {
  const z = normal.isf((1 - level) / 2);
  const centre = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return {
    lower: p === 0 ? 0 : Math.max(0, (centre - half) / scale),
    upper: p === 1 ? 1 : Math.min(1, (centre + half) / scale),
    level,
  };
}
