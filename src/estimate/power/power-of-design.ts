import { need } from '../../support/need.js';
import { precisionOf } from './design-precision.js';
import type { PlannedDesign, RealizedDesign } from './planned-design.js';
import { methodOfTest, type PlannedTest, powerAt, type StatedTest, statedTest } from './power-of-test.js';

/** The power of a design for an effect. */
export interface DesignPower {
  /** Which record this is. */
  readonly kind: 'design-power';
  /** Probability that the test rejects, from 0 to 1. */
  readonly power: number;
  /** The true effect that was assumed, in SDs of the outcome. */
  readonly effect: number;
  /** Standard error of the effect under the design, in SDs of the outcome. */
  readonly standardError: number;
  /** Degrees of freedom of the test; null for the normal distribution. */
  readonly df: number | null;
  /** The effect in standard errors. */
  readonly noncentrality: number;
  /** The test that was meant, the defaults filled in. */
  readonly test: StatedTest;
  /** The design, as it was given. */
  readonly design: PlannedDesign | RealizedDesign;
  /** What was computed, in words. */
  readonly method: string;
}

/**
 * Probability that a trial of this design finds an effect of this size.
 *
 * @param design - sizes, intraclass correlations and what covariates explain
 * @param effect - the true effect, treatment minus control, in SDs of the outcome
 * @param options - the test
 * @returns the power, from 0 to 1; two-sided tests have the same for an effect below 0
 * @throws {@link EfficacyError} `invalid_argument`, `too_few_clusters`, `too_few_observations`
 *
 * @example
 * powerOfDesign({ kind: 'clustered', clusters: 40, unitsPerCluster: 50, icc: 0.2, rSquaredClusters: 0.5 }, 0.25).power; // 0.62
 *
 * @see Cohen (1988), Statistical Power Analysis, 2.5; Johnson, Kotz & Balakrishnan (1995), ch. 31, for the noncentral t.
 */
export function powerOfDesign(
  design: PlannedDesign | RealizedDesign,
  effect: number,
  options: PlannedTest = {},
): DesignPower {
  const who = 'powerOfDesign';
  const test = statedTest(options, who);
  need(Number.isFinite(effect), 'invalid_argument', who, 'an effect in SDs of the outcome', effect);
  const { standardError, df } = precisionOf(design, who);
  const noncentrality = effect / standardError;
  return {
    kind: 'design-power',
    power: powerAt(noncentrality, df, test),
    effect,
    standardError,
    df,
    noncentrality,
    test,
    design,
    method: `${design.kind} design, ${methodOfTest(test)}`,
  };
}
