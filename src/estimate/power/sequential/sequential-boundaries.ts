import * as normal from '../../../numeric/distributions/normal.js';
import { findRoot, requireConverged } from '../../../numeric/optimize/index.js';
import { need } from '../../../support/need.js';
import { type AlphaSpending, checkSpending, nameOfSpending, spentBy } from './alpha-spending.js';
import { checkFractions, type SequentialLook } from './crossing-probabilities.js';
import { type StoppedWalk, tailsOf, walkFrom, walkOn } from './stopped-walk.js';

/** Options of {@link sequentialBoundaries}. */
export interface SequentialBoundariesOptions {
  /** How alpha is spent; chosen before the first look. */
  readonly spending: AlphaSpending;
  /**
   * Probability of rejecting at any look where there is no effect.
   * @defaultValue 0.05
   */
  readonly alpha?: number;
  /**
   * `'greater'` stops for effects above 0 only.
   * @defaultValue `'two-sided'`
   */
  readonly alternative?: 'two-sided' | 'greater';
}

/** A look with its boundary. */
export interface BoundaryLook extends SequentialLook {
  /** Probability of a false rejection at this look or before. */
  readonly alphaSpent: number;
  /** The p-value at or below which the trial stops here, two-sided or one-sided as the test is; null without a boundary. */
  readonly nominalPValue: number | null;
}

/** At which z a trial may stop, look by look. */
export interface SequentialBoundaries {
  /** Which record this is. */
  readonly kind: 'sequential-boundaries';
  /** One for each look, in their order. */
  readonly looks: readonly BoundaryLook[];
  /** Probability of rejecting at any look where there is no effect. */
  readonly alpha: number;
  /** Which effects the trial stops for. */
  readonly alternative: 'two-sided' | 'greater';
  /** How alpha is spent. */
  readonly spending: AlphaSpending;
  /** What was computed, in words. */
  readonly method: string;
}

/** Where less than this is spent no trial stops: the boundary would be beyond 8.2 standard errors, the integration is good to 10. */
const least = 1e-16;
/** A one-sided boundary is above this. */
const lowestZ = -37;

/**
 * The z-values at which a trial that is looked at several times may stop and reject, so that the probability of doing so without an effect is alpha.
 *
 * Fractions need not be those that were planned: give those at which looks took place, and boundaries so far stay as they were. With few degrees of
 * freedom compare the p-value of the t test with `nominalPValue`, rather than t with the boundary.
 *
 * @param fractions - information at each look over that planned, rising; everything is spent at 1 and beyond
 * @param options - spending function, alpha, sides
 * @returns a boundary for each look; null where less than 1e-16 is spent, beyond 8.2 standard errors
 * @throws {@link EfficacyError} `invalid_argument`
 *
 * @example
 * const { looks } = sequentialBoundaries([0.5, 1], { spending: { kind: 'obrien-fleming' } });
 * looks.map(({ upper }) => upper); // [2.963, 1.969]
 *
 * @see Lan & DeMets (1983), Biometrika 70(3), 659-663; Jennison & Turnbull (2000), Group Sequential Methods, ch. 7 and 19, and 3.8 for the t test.
 */
export function sequentialBoundaries(
  fractions: readonly number[],
  options: SequentialBoundariesOptions,
): SequentialBoundaries {
  const who = 'sequentialBoundaries';
  const { spending, alpha = 0.05, alternative = 'two-sided' } = options;
  checkFractions(fractions, 0, who);
  checkSpending(spending, who);
  need(alpha > 0 && alpha < 1, 'invalid_argument', who, 'alpha between 0 and 1, such as 0.05', alpha);
  const known = ['two-sided', 'greater'].includes(alternative);
  need(known, 'invalid_argument', who, "the alternative 'two-sided' or 'greater'", alternative);
  const sides = alternative === 'two-sided' ? 2 : 1;
  let walk = walkFrom(0, 0);
  let spent = 0;
  const looks = fractions.map((fraction, k): BoundaryLook => {
    const total = spentBy(spending, fraction, alpha / sides);
    const z = boundaryFor(walk, fraction, total - spent, sides === 2 ? 0 : lowestZ);
    spent = total;
    const end = z === null ? Infinity : z * Math.sqrt(fraction);
    const next = fractions[k + 1];
    if (next !== undefined) walk = walkOn(walk, fraction, 0, sides === 2 ? -end : -Infinity, end, next);
    return {
      fraction,
      upper: z,
      lower: z === null || sides === 1 ? null : -z,
      alphaSpent: sides * total,
      nominalPValue: z === null ? null : sides * normal.sf(z),
    };
  });
  return {
    kind: 'sequential-boundaries',
    looks,
    alpha,
    alternative,
    spending,
    method: `${nameOfSpending(spending)} spending of alpha ${alpha}, ${alternative}; recursive numerical integration`,
  };
}

/** The z that the walk exceeds with this probability at a look. */
function boundaryFor(walk: StoppedWalk, fraction: number, probability: number, lowest: number): number | null {
  if (!(probability > least)) return null;
  const root = Math.sqrt(fraction);
  const excess = (z: number): number => Math.log(tailsOf(walk, fraction, 0, -Infinity, z * root).above / probability);
  // A walk that has not stopped is up there no more often than one that never stops.
  return requireConverged(findRoot(excess, lowest, normal.isf(probability) + 1e-6)).root;
}
