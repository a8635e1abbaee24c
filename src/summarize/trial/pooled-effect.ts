import type { Estimate } from '../../estimate/estimate.js';

/** A difference in standard deviations, with what it was divided and multiplied by. */
export interface PooledEffect extends Estimate {
  /** Pooled standard deviation of the unadjusted outcome, in points. */
  readonly pooledSd: number;
  /** Hedges' small-sample correction. */
  readonly correctionFactor: number;
}
