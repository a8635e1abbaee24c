import { type Moments, moments } from '../../../aggregate/moments.js';
import * as normal from '../../../numeric/distributions/normal.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { Estimate } from '../../estimate.js';
import { finiteValues } from '../finite-values.js';
import { noncentralLimitsOfT } from './noncentral-limits.js';

/** Options of {@link robustD}. */
export interface RobustDOptions {
  /**
   * Share of the values that is cut from each end.
   * @defaultValue 0.2
   */
  readonly trim?: number;
  /** Confidence level, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number;
}

/** A standardized difference of trimmed means. */
export interface RobustD extends Estimate {
  /** Which quantity this is. */
  readonly kind: 'robust-d';
  /** Of the estimate, in `unit`. */
  readonly standardError: number;
  /** Values kept in both arms, less 2. */
  readonly df: number;
  /** Confidence limits, in `unit`. */
  readonly interval: Interval;
  /** How the limits were made. */
  readonly intervalMethod: 'noncentral-t';
  /** Pooled over the arms after the cut values were pulled in to the last kept ones. */
  readonly standardizer: 'pooled winsorized';
  /** The formula of the squared standard error: t is Yuen's with a pooled variance, on m degrees of freedom, and k the effect at which t is 1. */
  readonly varianceFormula: 'k² (1 + t²/(2 m))';
  /** Pooled winsorized standard deviation, in points. */
  readonly standardizerSd: number;
  /** By which it is multiplied, so that for normal outcomes this is the population's d. */
  readonly scaleFactor: number;
  /** Share that was cut from each end. */
  readonly trim: number;
  /** Values of each arm that were kept as they are. */
  readonly keptTreatment: number;
  /** The same of the control arm. */
  readonly keptControl: number;
  /** Units of the treatment arm. */
  readonly nTreatment: number;
  /** Units of the control arm. */
  readonly nControl: number;
}

/**
 * Robust d: the difference of trimmed means over the pooled winsorized standard deviation, scaled to equal Cohen's d for normal outcomes.
 * A few wild scores do not move it.
 *
 * @param treatment - values in any unit
 * @param control - the same for the control group
 * @returns treatment minus control, in standard deviations of a normal outcome; limits by the noncentral t distribution of Yuen's test
 * @throws {@link EfficacyError} `too_few_observations` when fewer than 2 values of an arm are kept, `zero_variance` when the kept values
 * do not vary, `no_data`, `not_finite`, `invalid_argument`
 *
 * @example
 * robustD([12, 15, 19, 14, 13], [11, 12, 13, 10, 40]).estimate; // 1.28
 *
 * @see Algina, Keselman & Penfield (2005), Psychological Methods 10(3), 317-328.
 */
export function robustD(
  treatment: ArrayLike<number>,
  control: ArrayLike<number>,
  options: RobustDOptions = {},
): RobustD {
  const who = 'robustD';
  const { trim = 0.2, level = 0.95 } = options;
  checkLevel(who, level);
  if (!(typeof trim === 'number' && trim >= 0 && trim < 0.5)) {
    throw new EfficacyError('invalid_argument', `${who} needs a trim from 0 to below 0.5; got ${trim}`, { trim });
  }
  const t = winsorize(who, 'treatment', treatment, trim);
  const c = winsorize(who, 'control', control, trim);
  const freedom = t.winsorized.n + c.winsorized.n - 2;
  const s = Math.sqrt((t.winsorized.m2 + c.winsorized.m2) / freedom);
  if (!(s > 0)) {
    throw new EfficacyError(
      'zero_variance',
      `${who} needs kept values that vary; those of treatment are ${t.trimmedMean} and those of control ${c.trimmedMean}; trim less`,
      { treatment: t.trimmedMean, control: c.trimmedMean, trim },
    );
  }
  const scaleFactor = Math.sqrt(winsorizedNormalVariance(trim));
  const estimate = (scaleFactor * (t.trimmedMean - c.trimmedMean)) / s;
  const df = t.kept + c.kept - 2;
  // Yuen's t with a pooled variance is the estimate over this.
  const perNoncentrality = scaleFactor * Math.sqrt((freedom / df) * (1 / t.kept + 1 / c.kept));
  const statistic = estimate / perNoncentrality;
  const ncp = noncentralLimitsOfT(who, statistic, df, level);
  return {
    kind: 'robust-d',
    estimate,
    standardError: perNoncentrality * Math.sqrt(1 + statistic ** 2 / (2 * df)),
    df,
    interval: { lower: ncp.lower * perNoncentrality, upper: ncp.upper * perNoncentrality, level },
    intervalMethod: 'noncentral-t',
    unit: 'sd',
    method: `difference of means trimmed by ${trim} at each end over the scaled winsorized standard deviation; noncentral t interval`,
    standardizer: 'pooled winsorized',
    standardizerSd: s,
    varianceFormula: 'k² (1 + t²/(2 m))',
    scaleFactor,
    trim: trim + 0, // 0 for -0
    keptTreatment: t.kept,
    keptControl: c.kept,
    nTreatment: t.winsorized.n,
    nControl: c.winsorized.n,
    notes: [],
  };
}

/** Variance of a standard normal variable whose tails beyond a share are pulled in to its quantiles. */
function winsorizedNormalVariance(trim: number): number {
  if (trim === 0) return 1;
  const z = normal.isf(trim);
  return 1 - 2 * trim - 2 * z * normal.density(z) + 2 * trim * z * z;
}

interface Winsorized {
  readonly winsorized: Moments;
  readonly trimmedMean: number;
  readonly kept: number;
}

function winsorize(who: string, arm: string, values: ArrayLike<number>, trim: number): Winsorized {
  const sorted = finiteValues(who, arm, values).sort();
  const n = sorted.length;
  const cut = Math.floor(trim * n);
  const kept = sorted.slice(cut, n - cut);
  if (kept.length < 2) {
    throw new EfficacyError(
      'too_few_observations',
      `${who} needs at least 2 values in each arm after trimming; ${arm} keeps ${kept.length} of ${n}`,
      { arm, n, kept: kept.length },
    );
  }
  sorted.fill(kept[0]!, 0, cut).fill(kept[kept.length - 1]!, n - cut);
  return { winsorized: moments(sorted), trimmedMean: moments(kept).mean, kept: kept.length };
}
