import * as fisherF from '../../numeric/distributions/fisher-f.js';
import { findRoot } from '../../numeric/optimize/find-root.js';
import type { Interval } from '../../support/interval.js';
import type { ClusterSums } from './cluster-sums.js';
import { atRatio } from './likelihood.js';
import type { WithinClusters } from './within-clusters.js';

/**
 * Exact interval of the intraclass correlation t/(1 + t), clusters of any size and any fixed effects: at the true ratio t the residual squares
 * that clusters explain, over their degrees of freedom, have to those within clusters the ratio of an F distribution, and fall as t rises.
 *
 * @returns limits of 0 where even a ratio of 0 is on the far side
 * @see Wald (1947), Ann. Math. Stat. 18(4), 586-589; Seely & El-Bassiouni (1983), Ann. Stat. 11(1), 197-201.
 */
export function iccInterval(sums: ClusterSums, within: WithinClusters, level: number): Interval {
  const { residualSquares, residualDf, clusterDf } = within;
  const between = (ratio: number): number =>
    (atRatio(sums, ratio, 'ML').residualSquares - residualSquares) / clusterDf / (residualSquares / residualDf);
  const limit = (f: number): number => {
    if (between(0) <= f) return 0;
    let high = 1;
    while (between(high) > f) high *= 16;
    const { root } = findRoot((ratio) => between(ratio) - f, 0, high);
    return root / (1 + root);
  };
  const tail = (1 - level) / 2;
  return {
    lower: limit(fisherF.isf(tail, clusterDf, residualDf)),
    upper: limit(fisherF.isf(1 - tail, clusterDf, residualDf)),
    level,
  };
}
