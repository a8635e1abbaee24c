import { packedIndex } from '../../numeric/linalg/packed.js';
import type { LinearModel } from '../regression/model.js';

/** Clusters of the same weight: in a random-intercept model only the sum of what their means say counts. */
export interface WeightClass {
  /** Sum of the weights of each of these clusters; without weights, its rows. */
  readonly weight: number;
  /** How many clusters. */
  readonly count: number;
  /** Sum of m m' over them, m the means of the columns. Row-major. */
  readonly meanProducts: Float64Array;
}

/**
 * All that a random-intercept model needs of its data. Columns are the intercept, the kept columns about their overall means, and the outcome
 * about its own.
 */
export interface ClusterSums {
  /** Columns, the intercept and the outcome included. */
  readonly width: number;
  /** Rows. */
  readonly n: number;
  readonly clusters: number;
  /** Sums of products of deviations from the cluster's means, over all clusters; 0 for a column that is constant in each. Row-major. */
  readonly within: Float64Array;
  readonly classes: readonly WeightClass[];
}

/** A column whose squares within clusters are below this share of its squares is constant there, seen through rounding. */
const constantShare = 1e-26;

/** Sums of a solved model's cells by cluster. */
export function clusterSums({ system, kept, input }: LinearModel): ClusterSums {
  const { comoments, clusters, clusterCount } = input.cells;
  const { means, products, weight } = comoments;
  const centre = system.centres[0]!;
  const last = means.length - 1;
  const columns = [...kept.filter((i) => i > 0).map((i) => i - 1), last];
  const width = columns.length + 1;
  const of = clusters as Uint32Array;

  const weights = new Float64Array(clusterCount);
  const mean = new Float64Array(clusterCount * width);
  for (let c = 0; c < of.length; c++) {
    const g = of[c]!;
    const total = weights[g]! + weight[c]!;
    weights[g] = total;
    // Running mean: exact for columns that are constant in the cluster.
    columns.forEach((column, i) => {
      const at = g * width + i + 1;
      mean[at]! += (means[column]![c]! - centre[column]! - mean[at]!) * (weight[c]! / total);
    });
  }
  for (let g = 0; g < clusterCount; g++) mean[g * width] = 1;

  const within = new Float64Array(width * width);
  const deviation = new Float64Array(width);
  for (let c = 0; c < of.length; c++) {
    const g = of[c]!;
    columns.forEach((column, i) => {
      deviation[i + 1] = means[column]![c]! - centre[column]! - mean[g * width + i + 1]!;
    });
    for (let i = 1; i < width; i++) {
      const wd = weight[c]! * deviation[i]!;
      const a = columns[i - 1]!;
      for (let j = 1; j <= i; j++) {
        const b = columns[j - 1]!;
        within[i * width + j]! += products[a > b ? packedIndex(a, b) : packedIndex(b, a)]![c]! + wd * deviation[j]!;
      }
    }
  }
  for (let i = 1; i < width; i++) for (let j = 1; j < i; j++) within[j * width + i] = within[i * width + j]!;
  for (let i = 1; i < width; i++) {
    const column = columns[i - 1]!;
    const squares = column === last ? system.outcomeSquares : system.rawSquares[column + 1]!;
    if (within[i * width + i]! > constantShare * squares) continue;
    for (let j = 0; j < width; j++) within[i * width + j] = within[j * width + i] = 0;
  }
  return { width, n: system.n, clusters: clusterCount, within, classes: weightClasses(weights, mean, width) };
}

function weightClasses(weights: Float64Array, mean: Float64Array, width: number): readonly WeightClass[] {
  const classes = new Map<number, { weight: number; count: number; meanProducts: Float64Array }>();
  weights.forEach((weight, g) => {
    let own = classes.get(weight);
    if (own === undefined) {
      own = { weight, count: 0, meanProducts: new Float64Array(width * width) };
      classes.set(weight, own);
    }
    own.count++;
    const m = mean.subarray(g * width, (g + 1) * width);
    for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) own.meanProducts[i * width + j]! += m[i]! * m[j]!;
  });
  return [...classes.values()];
}
