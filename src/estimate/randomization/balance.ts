import { cholesky, forwardSolveInto } from '../../numeric/linalg/index.js';
import { EfficacyError } from '../../support/errors.js';
import { centredWithin } from './centre-within.js';

/** A block of units of which some are treated. */
export interface BlockOfUnits {
  readonly units: Uint32Array;
  readonly treated: number;
}

/**
 * Mahalanobis distance of the arms' covariate means, made ready for many assignments: the squared length of the sum of the steps of
 * the treated units.
 */
export interface BalanceCriterion {
  /** Covariates less collinear ones. */
  readonly df: number;
  /** How many numbers a step has. */
  readonly width: number;
  /** The steps of all units, one after the other. */
  readonly steps: Float64Array;
}

/**
 * M = d' cov(d)⁻¹ d for the difference d of covariate means, blocks weighted by their units, and its covariance over all assignments
 * that keep the numbers treated. Near chi-squared with `df` degrees of freedom.
 *
 * @param covariates - unit by unit
 * @throws {@link EfficacyError} `zero_variance` when no covariate varies within a block
 *
 * @see Morgan & Rubin (2012), Ann. Statist. 40(2), 1263-1282, eq. 2 and theorem 3.1; blocks as in section 5.
 */
export function balanceCriterion(
  covariates: Float64Array,
  k: number,
  blocks: readonly BlockOfUnits[],
  who: string,
): BalanceCriterion {
  const compared = blocks.filter(({ units, treated }) => treated > 0 && treated < units.length);
  const all = compared.reduce((sum, { units }) => sum + units.length, 0);
  const centred = centredWithin(covariates, k, compared);
  const covariance = new Float64Array(k * k);
  for (const { units, treated } of compared) {
    const n = units.length;
    const control = n - treated;
    const share = n / all;
    for (const unit of units) {
      for (let j = 0; j < k; j++) centred[unit * k + j]! *= share * (1 / treated + 1 / control);
      // share² n/(treated control) S with S over n - 1, in terms of what was just stored.
      const factor = (treated * control) / (n * (n - 1));
      for (let i = 0; i < k; i++) {
        for (let j = 0; j <= i; j++) {
          covariance[i * k + j]! += factor * centred[unit * k + i]! * centred[unit * k + j]!;
        }
      }
    }
  }
  const factor = cholesky(covariance, k);
  if (factor.rank === 0) {
    throw new EfficacyError(
      'zero_variance',
      `${who} needs a covariate that varies between the units of a block with both arms; none does`,
    );
  }
  const steps = new Float64Array(centred.length);
  const step = new Float64Array(k);
  for (let at = 0; at < centred.length; at += k) {
    step.set(centred.subarray(at, at + k));
    forwardSolveInto(step, factor.lower, step, k);
    steps.set(step, at);
  }
  return { df: factor.rank, width: k, steps };
}

/** Adds the step of a unit to a sum of steps. */
export function addStep(sum: Float64Array, { steps, width }: BalanceCriterion, unit: number): void {
  for (let j = 0; j < width; j++) sum[j]! += steps[unit * width + j]!;
}

/** Squared length. */
export function squaredLength(vector: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < vector.length; j++) sum += vector[j]! * vector[j]!;
  return sum;
}
