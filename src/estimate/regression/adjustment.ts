import type { ClusterPart } from './cluster-parts.js';
import type { Direction } from './working-variance.js';

/** The cluster-robust covariances, by clubSandwich's names. */
export type ClusterVcovType = 'CR0' | 'CR1' | 'CR1p' | 'CR1S' | 'CR2' | 'CR3';

/** Multiplies the residuals of a cluster by A_g, seen through cross-products; see plain-adjustment.ts and weighted-adjustment.ts. */
export interface Adjustment {
  /** Whether a direction's y is always its v. */
  readonly symmetric: boolean;
  /** Elements of a direction's v that every cluster has, and the number of places for the others. */
  readonly full: number;
  readonly places: number;
  /** Places of the current cluster's further elements, and how many there are. */
  readonly placesOf: Uint32Array;
  placeCount: number;
  /** Takes up a cluster; what follows is about it, until the next. */
  readonly load: (part: ClusterPart) => void;
  /** Writes X_g'W A_g e_g, of as many elements as the part is wide. */
  readonly score: (out: Float64Array) => void;
  /** Writes what p_g = A_g'W X_g m is to the working model; m has an element for each column of the system. */
  readonly direct: (m: Float64Array, out: Direction) => void;
}

/** How A_g is made of the residual maker of the cluster: I itself, its inverse square root, or its inverse. */
export type AdjustmentKind = 'none' | 'half' | 'whole';

/** The kind that a type of covariance asks for; CR1, CR1p and CR1S only scale CR0. */
export function adjustmentKind(type: ClusterVcovType): AdjustmentKind {
  if (type === 'CR2') return 'half';
  return type === 'CR3' ? 'whole' : 'none';
}

/** What a cluster alone determines has leverage 1, up to this: there the generalized inverse is 0. */
const noResidual = 1e-10;

/** (z^(-1/2) - 1) / (1 - z) at z = 1 - leverage. */
export function halfInverse(leverage: number): number {
  const z = 1 - leverage;
  if (z < noResidual) return -1 / leverage;
  const root = Math.sqrt(z);
  return 1 / (root * (1 + root));
}

/** (1/z - 1) / (1 - z) at z = 1 - leverage. */
export function inverse(leverage: number): number {
  const z = 1 - leverage;
  return z < noResidual ? -1 / leverage : 1 / z;
}

/** (1/z^2 - 1) / (1 - z) at z = 1 - leverage. */
export function squaredInverse(leverage: number): number {
  const z = 1 - leverage;
  return z < noResidual ? -1 / leverage : (1 + z) / (z * z);
}
