import type { GroupedComoments } from '../../aggregate/group-comoments.js';

/** The statistics of co-moments that estimators read. */
export type CellMoments = Pick<GroupedComoments, 'groupCount' | 'n' | 'weight' | 'means' | 'products'>;

/**
 * Cross-products under other weights than the ones of the fit, about their own means: those of the rows themselves, and those with squared
 * weights. What the variance of a weighted estimator is made of when errors are independent and of equal variance.
 */
export interface OtherWeights {
  readonly unit: CellMoments;
  readonly squared: CellMoments;
}

/** Co-moments of columns, the outcome last, and which block and which cluster each of their groups belongs to. */
export interface Cells {
  readonly comoments: CellMoments;
  /** Null without weights, where they are counts of equal rows, and where nothing that was asked for needs them. */
  readonly others: OtherWeights | null;
  readonly blocks: Uint32Array;
  readonly blockCount: number;
  readonly clusters: Uint32Array | null;
  readonly clusterCount: number;
}
