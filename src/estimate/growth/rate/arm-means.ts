import type { GroupedComoments } from '../../../aggregate/grouped-comoments.js';
import { packedIndex } from '../../../numeric/linalg/packed.js';
import { need } from '../../../support/need.js';
import type { MeanVector } from './mean-vector.js';

/** Groups of co-moments as an arm, and which of their columns are wanted. */
export interface ArmGroups {
  /** Numbers of the groups. */
  readonly groups: readonly number[];
  /** Places of the columns. */
  readonly columns: readonly number[];
}

/**
 * Means of columns over the rows of one or more arms, with their covariance by clusters or, without, by rows.
 *
 * With clusters the mean is a ratio of sums: cluster g counts with u_g = Σ w (x - mean)/Σ w, and the covariance is G/(G - 1) Σ u_g u_g'. Clusters with
 * rows of several arms make one part of all; otherwise arms are independent.
 *
 * @param arms - the treatment arms first
 * @param clusterOf - for each group its cluster; null for rows as their own
 * @throws {@link EfficacyError} `no_data`, `too_few_clusters`, `too_few_observations`
 *
 * @see Cochran (1977), Sampling Techniques, eq. 6.13 and 9.30; Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, 5.7.
 */
export function armMeans(
  comoments: GroupedComoments,
  arms: readonly ArmGroups[],
  clusterOf: ArrayLike<number> | null,
  who: string,
): MeanVector {
  const summed = arms.map((arm) => sumArm(comoments, arm, who));
  const means = summed.flatMap((arm) => arm.means);
  const size = means.length;
  const offsets = summed.map((_, i) => summed.slice(0, i).reduce((sum, arm) => sum + arm.means.length, 0));
  if (clusterOf === null) {
    const parts = summed.map(({ weight, products }, i) => {
      need(weight > 1, 'too_few_observations', who, 'at least 2 students in an arm', weight);
      const scale = 1 / ((weight - 1) * weight);
      return { covariance: placed(products, offsets[i]!, size, scale), df: weight - 1 };
    });
    return { means, parts };
  }
  const influences = arms.map((arm, i) => byCluster(comoments, arm, summed[i]!, clusterOf, offsets[i]!, size));
  const ids = influences.flatMap((one) => [...one.keys()]);
  const shared = new Set(ids).size < ids.length;
  const sets = shared ? [influences.reduce(joined)] : influences;
  const parts = sets.map((set) => {
    const count = set.size;
    need(count > 1, 'too_few_clusters', who, 'at least 2 clusters in an arm', count);
    const covariance = zeros(size);
    for (const u of set.values()) {
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) covariance[i]![j]! += (count / (count - 1)) * u[i]! * u[j]!;
      }
    }
    return { covariance, df: count - 1 };
  });
  return { means, parts };
}

interface ArmSums {
  readonly weight: number;
  readonly means: readonly number[];
  /** Centred on the means of the arm. */
  readonly products: readonly (readonly number[])[];
}

function sumArm(comoments: GroupedComoments, { groups, columns }: ArmGroups, who: string): ArmSums {
  const filled = groups.filter((g) => comoments.weight[g]! > 0);
  const weight = filled.reduce((sum, g) => sum + comoments.weight[g]!, 0);
  need(weight > 0, 'no_data', who, 'students with scores and minutes in each arm', 'none');
  const means = columns.map(
    (c) => filled.reduce((sum, g) => sum + comoments.weight[g]! * comoments.means[c]![g]!, 0) / weight,
  );
  const products = zeros(columns.length);
  for (const g of filled) {
    columns.forEach((a, i) => {
      columns.forEach((b, j) => {
        const within = comoments.products[packedIndex(Math.max(a, b), Math.min(a, b))]![g]!;
        const between = (comoments.means[a]![g]! - means[i]!) * (comoments.means[b]![g]! - means[j]!);
        products[i]![j]! += within + comoments.weight[g]! * between;
      });
    });
  }
  return { weight, means, products };
}

function byCluster(
  comoments: GroupedComoments,
  { groups, columns }: ArmGroups,
  { weight, means }: ArmSums,
  clusterOf: ArrayLike<number>,
  offset: number,
  size: number,
): Map<number, number[]> {
  const clusters = new Map<number, number[]>();
  for (const g of groups) {
    const w = comoments.weight[g]!;
    if (w === 0) continue;
    const id = clusterOf[g]!;
    const u = clusters.get(id) ?? new Array<number>(size).fill(0);
    columns.forEach((c, i) => {
      u[offset + i]! += (w * (comoments.means[c]![g]! - means[i]!)) / weight;
    });
    clusters.set(id, u);
  }
  return clusters;
}

function joined(a: ReadonlyMap<number, number[]>, b: ReadonlyMap<number, number[]>): Map<number, number[]> {
  const both = new Map(a);
  for (const [id, u] of b) both.set(id, both.get(id)?.map((x, i) => x + u[i]!) ?? u);
  return both;
}

const zeros = (size: number): number[][] => Array.from({ length: size }, () => new Array<number>(size).fill(0));

function placed(matrix: readonly (readonly number[])[], offset: number, size: number, scale: number): number[][] {
  const out = zeros(size);
  matrix.forEach((row, i) => {
    row.forEach((x, j) => {
      out[offset + i]![offset + j] = x * scale;
    });
  });
  return out;
}
