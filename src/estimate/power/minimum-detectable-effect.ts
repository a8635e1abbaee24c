import { need } from '../../support/need.js';
import { precisionOf } from './design-precision.js';
import type { PlannedDesign, RealizedDesign } from './planned-design.js';
import { methodOfTest, noncentralityFor, type PlannedTest, type StatedTest, statedTest } from './power-of-test.js';

/** Options of {@link minimumDetectableEffect}. */
export interface MinimumDetectableEffectOptions extends PlannedTest {
  /**
   * Probability with which the effect is to be found.
   * @defaultValue 0.8
   */
  readonly power?: number;
  /** Standard deviation of the outcome in points, to have the effect in points too; that of a realized design stands in the design. */
  readonly sd?: number;
}

/** The smallest effect that a design finds with a stated probability. */
export interface MinimumDetectableEffect {
  /** Which record this is. */
  readonly kind: 'minimum-detectable-effect';
  /** The smallest effect, above 0, in SDs of the outcome. */
  readonly effect: number;
  /** The same in points; null where no SD was stated. */
  readonly effectInPoints: number | null;
  /** Probability with which it is found. */
  readonly power: number;
  /** The effect in standard errors: Bloom's multiplier. */
  readonly multiplier: number;
  /** Standard error of the effect under the design, in SDs of the outcome. */
  readonly standardError: number;
  /** Degrees of freedom of the test; null for the normal distribution. */
  readonly df: number | null;
  /** The test that was meant, the defaults filled in. */
  readonly test: StatedTest;
  /** The design, as it was given. */
  readonly design: PlannedDesign | RealizedDesign;
  /** What was computed, in words. */
  readonly method: string;
}

/**
 * The smallest true effect that a trial of this design finds with a stated probability: of a design that is planned, or of a trial as it turned out.
 *
 * @param design - sizes, intraclass correlations and what covariates explain; or standard error, df and SD of a finished trial
 * @param options - power, the test, the SD of the outcome
 * @returns the effect, above 0, in SDs of the outcome
 * @throws {@link EfficacyError} `invalid_argument`, `too_few_clusters`, `too_few_observations`
 *
 * @example
 * const design = { kind: 'clustered', clusters: 40, unitsPerCluster: 50, icc: 0.2, rSquared: 0.5, rSquaredClusters: 0.5, clusterCovariates: 1 } as const;
 * minimumDetectableEffect(design, { distribution: 'shifted-t' }).effect; // 0.299, as PowerUp! has it
 * minimumDetectableEffect({ kind: 'realized', standardError: 1.9, df: 37, sd: 15 }).effectInPoints; // 5.47
 *
 * @see Bloom (1995), Evaluation Review 19(5), 547-556; Dong & Maynard (2013), J. Res. Educ. Eff. 6(1), 24-67, eq. 1.
 */
export function minimumDetectableEffect(
  design: PlannedDesign | RealizedDesign,
  options: MinimumDetectableEffectOptions = {},
): MinimumDetectableEffect {
  const who = 'minimumDetectableEffect';
  const { power = 0.8 } = options;
  const test = statedTest(options, who);
  const { standardError, df } = precisionOf(design, who);
  const realized = design.kind === 'realized';
  need(!realized || options.sd === undefined, 'invalid_argument', who, 'the SD of a realized design once', options.sd);
  const sd = realized ? design.sd : (options.sd ?? null);
  need(sd === null || (sd > 0 && sd < Infinity), 'invalid_argument', who, 'a standard deviation above 0', sd);
  const multiplier = noncentralityFor(power, df, test, who);
  const effect = multiplier * standardError;
  return {
    kind: 'minimum-detectable-effect',
    effect,
    effectInPoints: sd === null ? null : effect * sd,
    power,
    multiplier,
    standardError,
    df,
    test,
    design,
    method: `${design.kind} design, ${methodOfTest(test)}`,
  };
}
