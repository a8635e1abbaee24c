import { EfficacyError } from '../../../support/errors.js';
import { need } from '../../../support/need.js';
import { needRecord } from '../needs.js';

/** What the published standard deviation is of, and what {@link sdFromClusterMeans} needs to undo it. */
export interface SdFromClusterMeansOptions {
  /** Intraclass correlation of the outcome, above 0 and at most 1. */
  readonly icc: number;
  /** Units of a cluster; not needed for the standard deviation of the clusters' true means. */
  readonly clusterSize?: number;
  /**
   * `'means'`: the observed means of clusters, which hold the sampling of their units; `'true-means'`: the standard deviation between
   * clusters of a model, without it.
   * @defaultValue `'means'`
   */
  readonly of?: 'means' | 'true-means';
}

/**
 * The standard deviation of units, from that of the means of their clusters: SD/√(ρ + (1 - ρ)/n), or SD/√ρ for true means.
 *
 * An effect over the standard deviation of school means is two to five times as large as one over that of students.
 *
 * @param sd - standard deviation of the clusters' means, in points
 * @returns the total standard deviation of units, in points
 * @throws {@link EfficacyError} `invalid_argument`, `overflow`
 *
 * @example
 * sdFromClusterMeans(7, { icc: 0.2, clusterSize: 25 }); // 14.5
 *
 * @see Hedges (2007), J. Educ. Behav. Stat. 32(4), 341-370.
 */
export function sdFromClusterMeans(sd: number, options: SdFromClusterMeansOptions): number {
  needRecord(options, 'sdFromClusterMeans', 'options with the icc and the clusterSize');
  const { icc, clusterSize, of = 'means' } = options;
  const size = of === 'true-means' ? 1 : (clusterSize ?? Number.NaN);
  const fits = [sd, icc, size].every(Number.isFinite) && sd > 0 && icc > 0 && icc <= 1 && size >= 1;
  if (!fits || (of !== 'means' && of !== 'true-means')) {
    throw new EfficacyError(
      'invalid_argument',
      `sdFromClusterMeans needs an sd above 0, an icc above 0 and at most 1, and a clusterSize of 1 or more for observed means; got sd ${sd}, icc ${icc}, clusterSize ${clusterSize}, of "${of}"`,
      { sd, icc, clusterSize: clusterSize ?? null, of },
    );
  }
  const total = sd / Math.sqrt(of === 'true-means' ? icc : icc + (1 - icc) / size);
  need(Number.isFinite(total), 'overflow', 'sdFromClusterMeans', 'a standard deviation that a number can hold', total);
  return total;
}
