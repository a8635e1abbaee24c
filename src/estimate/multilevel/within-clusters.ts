import { choleskyInto } from '../../numeric/linalg/cholesky.js';
import type { ClusterSums } from './cluster-sums.js';

/** What is left of the outcome within clusters, each with an intercept of its own, and what there is to tell between them. */
export interface WithinClusters {
  /** Residual sum of squares. */
  readonly residualSquares: number;
  /** Rows, less clusters and coefficients that vary within them. */
  readonly residualDf: number;
  /** Clusters, less coefficients that are the same throughout each (the intercept is one). */
  readonly clusterDf: number;
  /** Whether a coefficient's column is the same throughout each cluster. */
  readonly isBetween: readonly boolean[];
}

/** The regression on the columns with an intercept for every cluster. */
export function withinClusters({ within, width, n, clusters }: ClusterSums): WithinClusters {
  const k = width - 1;
  const lower = new Float64Array(width * width);
  choleskyInto(lower, within, width, 1e-11);
  let rank = 0;
  for (let i = 0; i < k; i++) if (lower[i * width + i]! > 0) rank++;
  return {
    residualSquares: lower[k * width + k]! ** 2,
    residualDf: n - clusters - rank,
    clusterDf: clusters + rank - k,
    isBetween: Array.from({ length: k }, (_, i) => within[i * width + i] === 0),
  };
}
