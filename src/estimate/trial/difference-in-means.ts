import { type Sample, variance } from '../../aggregate/moments.js';
import { EfficacyError } from '../../support/errors.js';
import { checkLevel } from '../../support/interval.js';
import type { TestedEstimate } from '../estimate.js';
import { tInference } from '../t-inference.js';
import { pooledSd, twoGroups } from '../two-groups.js';

/** Options of {@link differenceInMeans}. */
export interface DifferenceInMeansOptions {
  /**
   * Each arm with its own variance (Neyman; Welch's degrees of freedom), or one pooled variance.
   * @defaultValue `'unequal'`
   */
  readonly variances?: 'unequal' | 'pooled';
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** The difference in means of a two-arm comparison. */
export interface DifferenceInMeans extends TestedEstimate {
  readonly kind: 'difference-in-means';
  readonly standardError: number;
  readonly df: number;
  readonly nTreatment: number;
  readonly nControl: number;
}

/**
 * Difference in means of two independent groups, for units that were assigned one by one.
 *
 * @param treatment - values or moments of the outcome, in points
 * @param control - the same for the control group, in the same unit
 * @returns treatment minus control, in points, with Neyman's standard error and Welch's degrees of freedom
 * @throws {@link EfficacyError} `too_few_observations` when an arm has fewer than 2 values, `zero_variance` when nothing varies
 *
 * @example
 * differenceInMeans([12, 15, 19], [11, 12, 13]).estimate; // 3.33
 *
 * @see Welch (1947), Biometrika 34, 28-35; Imbens & Rubin (2015), Causal Inference, eq. 6.17.
 */
export function differenceInMeans(
  treatment: Sample,
  control: Sample,
  options: DifferenceInMeansOptions = {},
): DifferenceInMeans {
  const who = 'differenceInMeans';
  const { variances = 'unequal', level = 0.95 } = options;
  checkLevel(who, level);
  if (variances !== 'unequal' && variances !== 'pooled') {
    throw new EfficacyError(
      'invalid_argument',
      `${who} knows the variances "unequal" and "pooled"; got ${String(variances)}`,
    );
  }
  const groups = twoGroups(treatment, control, who);
  const { treatment: t, control: c } = groups;
  const s = pooledSd(groups, who);
  const estimate = t.mean - c.mean;
  const vt = variance(t) / t.n;
  const vc = variance(c) / c.n;
  const unequal = variances === 'unequal';
  const standardError = unequal ? Math.sqrt(vt + vc) : s * Math.sqrt(1 / t.n + 1 / c.n);
  // Shares rather than squares of variances, so that very small or large scores neither vanish nor overflow.
  const share = vt / (vt + vc);
  const df = unequal ? 1 / (share ** 2 / (t.n - 1) + (1 - share) ** 2 / (c.n - 1)) : t.n + c.n - 2;
  return {
    kind: 'difference-in-means',
    estimate,
    standardError,
    df,
    ...tInference(estimate, standardError, df, level),
    unit: 'points',
    method: unequal
      ? "difference in means; Neyman's variance (each arm its own), Welch-Satterthwaite degrees of freedom"
      : 'difference in means; pooled variance',
    nTreatment: t.n,
    nControl: c.n,
    notes: [],
  };
}
