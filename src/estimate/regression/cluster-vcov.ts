import { cholesky } from '../../numeric/linalg/cholesky.js';
import { multiplyInto } from '../../numeric/linalg/matrix.js';
import { type Adjustment, adjustmentKind, type ClusterVcovType } from './adjustment.js';
import type { Cells } from './cells.js';
import { type ClusterParts, clusterParts } from './cluster-parts.js';
import type { LinearSystem } from './linear-system.js';
import { plainAdjustment } from './plain-adjustment.js';
import { addOuter, mirror, type Solution, sandwich } from './vcov.js';
import { weightedAdjustment } from './weighted-adjustment.js';
import { type Direction, WorkingVariance } from './working-variance.js';

/** The clusters of a solved system, and what a type of covariance does with their residuals. */
export interface ClusterFit {
  readonly type: ClusterVcovType;
  readonly system: LinearSystem;
  readonly solution: Solution;
  readonly parts: ClusterParts;
  readonly adjustment: Adjustment;
  /** What the sandwich of adjusted scores is multiplied by. */
  readonly scale: number;
}

/** Prepares the cluster-robust covariance of a solved system. */
export function clusterFit(type: ClusterVcovType, cells: Cells, system: LinearSystem, solution: Solution): ClusterFit {
  const kind = adjustmentKind(type);
  const parts = clusterParts(cells, system, solution.coefficients);
  const root = cholesky(solution.inverse, system.size, { tolerance: 1e-15 }).lower;
  const adjustment =
    cells.others === null
      ? plainAdjustment(kind, system, root, parts.widest)
      : weightedAdjustment(kind, system, root, solution.inverse, parts);
  return { type, system, solution, parts, adjustment, scale: scaleOf(type, parts.count, system.n, solution) };
}

/** A cluster-robust covariance, and what the working model says of it for some contrasts. */
export interface ClusterCovariance {
  readonly vcov: Float64Array;
  readonly working: readonly WorkingVariance[];
}

/**
 * Cluster-robust covariance: the sandwich of scores X_g'W A_g e_g. CR0 takes the residuals as they are, CR1, CR1p and CR1S multiply it by
 * G/(G - 1), G/(G - k) and G/(G - 1) (n - 1)/(n - k); CR2 is unbiased when errors are independent and of equal variance; CR3 leaves one
 * cluster out at a time.
 *
 * @param contrasts - rows of weights on the coefficients of the system, row-major; none where only the covariance is wanted
 * @param together - how many rows make one {@link WorkingVariance}
 * @see Liang & Zeger (1986), Biometrika 73(1), 13-22; Bell & McCaffrey (2002), Survey Methodology 28(2), 169-181; Cameron & Miller (2015),
 * J. Human Resources 50(2), 317-372, section VI.B for CR3.
 */
export function clusterCovariance(
  { system, solution, parts, adjustment, scale }: ClusterFit,
  contrasts: Float64Array,
  together: number,
): ClusterCovariance {
  const { size } = system;
  const { full, places, placesOf, symmetric } = adjustment;
  const rows = contrasts.length / size;
  const m = new Float64Array(rows * size);
  multiplyInto(m, contrasts, solution.inverse, rows, size, size);
  const weights = Array.from({ length: rows }, (_, j) => m.subarray(j * size, (j + 1) * size));
  const room = (): Float64Array => new Float64Array(Math.max(2 * parts.widest, full + placesOf.length));
  const directions = weights.map((): Direction => ({ left: room(), right: room(), length: 0, v: room(), y: room() }));
  const working = Array.from({ length: rows / together }, () => new WorkingVariance(together, full, places, symmetric));
  const meat = new Float64Array(size * size);
  const score = new Float64Array(parts.widest);
  parts.forEach((part) => {
    adjustment.load(part);
    adjustment.score(score);
    addOuter(meat, score, size);
    for (let j = 0; j < rows; j++) adjustment.direct(weights[j]!, directions[j]!);
    for (let w = 0; w < working.length; w++) working[w]!.add(directions, w * together, placesOf, adjustment.placeCount);
  });
  mirror(meat, size);
  return { vcov: sandwich(solution.inverse, meat, size, scale), working };
}

/**
 * Satterthwaite's degrees of freedom of a single contrast: twice the squared mean of the variance's estimate over its variance, under errors
 * that are independent and of equal variance. NaN where the clusters say nothing of the contrast.
 */
export function satterthwaiteDf(working: WorkingVariance): number {
  return working.mean(0, 0) ** 2 / working.product(0, 0, 0, 0);
}

function scaleOf(type: ClusterVcovType, clusters: number, n: number, { rank, residualDf }: Solution): number {
  const each = clusters / (clusters - 1);
  if (type === 'CR1') return each;
  if (type === 'CR1p') return clusters / (clusters - rank);
  return type === 'CR1S' ? each * ((n - 1) / residualDf) : 1;
}
