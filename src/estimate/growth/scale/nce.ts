import * as normal from '../../../numeric/distributions/normal.js';
import { need } from '../../../support/need.js';

/** NCE points for each standard deviation of the normal curve: 49 over the 99th percentile's z, as it is always rounded. */
const pointsPerSd = 21.063;

/**
 * The normal curve equivalent of a percentile rank: 50 + 21.063 z.
 *
 * @param percentile - above 0 and below 100
 * @returns points of a scale with mean 50 in the norm group, which may be averaged and subtracted
 * @throws {@link EfficacyError} `out_of_domain` for 0, 100 and what lies outside: such a rank has no place on the curve
 *
 * @example
 * nceOfPercentile(99); // 99.0
 * nceOfPercentile(60); // 55.3
 *
 * @see Tallmadge & Wood (1978), User's guide: ESEA Title I evaluation and reporting system.
 */
export function nceOfPercentile(percentile: number): number {
  const inside = percentile > 0 && percentile < 100;
  need(inside, 'out_of_domain', 'nceOfPercentile', 'a percentile rank above 0 and below 100', percentile);
  return 50 + pointsPerSd * normal.quantile(percentile / 100);
}

/**
 * The percentile rank of a normal curve equivalent.
 *
 * @param nce - any number
 * @returns 0 to 100
 * @throws {@link EfficacyError} `not_finite`
 *
 * @example
 * percentileOfNce(50); // 50
 */
export function percentileOfNce(nce: number): number {
  need(Number.isFinite(nce), 'not_finite', 'percentileOfNce', 'a finite normal curve equivalent', nce);
  return 100 * normal.cdf((nce - 50) / pointsPerSd);
}
