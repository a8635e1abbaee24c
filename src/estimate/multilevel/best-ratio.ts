import { findRoot } from '../../numeric/optimize/find-root.js';
import type { ClusterSums } from './cluster-sums.js';
import { type AtRatio, atRatio, type LikelihoodType } from './likelihood.js';

/**
 * The ratio of variances of greatest likelihood. The slope of the deviance is followed over a grid of half powers of ten, from where clusters add
 * nothing to where they are all, and each minimum that it passes is found as a root of the slope, to the last digits; the lowest one is taken.
 *
 * @param sums - with clusters and residuals that vary: see withinAndBetween
 * @param residualWithin - residual sum of squares within clusters, above 0
 */
export function bestRatio(sums: ClusterSums, residualWithin: number, type: LikelihoodType): AtRatio {
  const size = sums.classes.reduce((total, { weight, count }) => total + weight * count, 0) / sums.clusters;
  const at = (ratio: number): AtRatio => atRatio(sums, ratio, type);
  const none = at(0);
  let best: AtRatio | null = none.slope >= 0 ? none : null;
  let before = none;
  const highest = Math.ceil(2 * Math.log10(1 + none.residualSquares / residualWithin)) + 8;
  for (let step = -12; step <= highest || (before.slope < 0 && step <= highest + 40); step++) {
    const next = at(10 ** (step / 2) / size);
    if (before.slope < 0 && next.slope >= 0) {
      const found = at(findRoot((ratio) => at(ratio).slope, before.ratio, next.ratio).root);
      if (best === null || found.deviance < best.deviance) best = found;
    }
    before = next;
  }
  return best ?? before;
}
