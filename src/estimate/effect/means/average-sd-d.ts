import { type Sample, variance } from '../../../aggregate/moments.js';
import { EfficacyError } from '../../../support/errors.js';
import { pooledSd, twoGroups } from '../../two-groups.js';
import type { Alternative } from './effect-limits.js';
import type { HedgesCorrection } from './hedges-correction.js';
import { type StandardizedEffect, type StandardizedEffectOptions, standardizedEffect } from './standardized-effect.js';

/** Options of {@link averageSdD}. */
export interface AverageSdDOptions<A extends Alternative = Alternative> extends StandardizedEffectOptions<A> {
  /** Small-sample factor, on the degrees of freedom that `correctionDf` names. @defaultValue `'none'` */
  readonly correction?: HedgesCorrection | 'none';
  /**
   * Degrees of freedom that the correction goes by: Welch's (effectsize) or nT + nC - 2 (metafor's SMDH).
   * @defaultValue `'welch'`
   */
  readonly correctionDf?: 'welch' | 'total';
}

/** A difference in means over the average standard deviation of the arms. */
export interface AverageSdD<A extends Alternative = 'two-sided'> extends StandardizedEffect<A> {
  /** Which quantity this is. */
  readonly kind: 'average-sd-d';
  /** √((SDt² + SDc²)/2). */
  readonly standardizer: 'average';
  /** Bonett's, for arms that vary unequally. */
  readonly varianceFormula: 'H';
  /** Degrees of freedom that the correction went by. */
  readonly correctionDf: number;
  /** Units of the treatment arm. */
  readonly nTreatment: number;
  /** Units of the control arm. */
  readonly nControl: number;
}

/**
 * The difference in means over the average standard deviation √((SDt² + SDc²)/2), which weighs the arms alike whatever their sizes: the
 * unpooled d, for arms that vary unequally.
 *
 * Standard error: J² times (SDt²/(nT - 1) + SDc²/(nC - 1))/s² + g² (SDt⁴/(nT - 1) + SDc⁴/(nC - 1))/(8 s⁴). The noncentral t interval
 * takes the difference over √(SDt²/nT + SDc²/nC) with Welch's degrees of freedom; it is approximate.
 *
 * @param treatment - values, moments of them, or n, mean and sd, in any unit
 * @param control - the same for the control group, in the same unit
 * @returns treatment minus control, in average standard deviations
 * @throws {@link EfficacyError} `too_few_observations` when a group has fewer than 2 values, `zero_variance` when neither group varies
 *
 * @example
 * averageSdD([12, 15, 19], [11, 12, 13]).estimate; // 1.29
 *
 * @see Bonett (2008), Psychological Methods 13(2), 99-109, eq. 5 and 6; Delacre, Lakens, Ley, Liu & Leys (2021) for Welch's df.
 */
export function averageSdD<A extends Alternative = 'two-sided'>(
  treatment: Sample,
  control: Sample,
  options: AverageSdDOptions<A> = {},
): AverageSdD<A> {
  const who = 'averageSdD';
  const { correction = 'none', correctionDf: rule = 'welch' } = options;
  if (rule !== 'welch' && rule !== 'total') {
    throw new EfficacyError(
      'invalid_argument',
      `${who} knows the correctionDf "welch" and "total"; got ${String(rule)}`,
    );
  }
  const groups = twoGroups(treatment, control, who);
  pooledSd(groups, who); // says which arms do not vary
  const { treatment: t, control: c } = groups;
  const sd = Math.sqrt(variance(t) / 2 + variance(c) / 2);
  // Shares of the variance rather than variances, so that very small or large scores neither vanish nor overflow.
  const shareT = variance(t) / 2 / sd / sd;
  const shareC = variance(c) / 2 / sd / sd;
  const error = { t: (2 * shareT) / t.n, c: (2 * shareC) / c.n };
  const welch = (error.t + error.c) ** 2 / (error.t ** 2 / (t.n - 1) + error.c ** 2 / (c.n - 1));
  const correctionDf = rule === 'welch' ? welch : t.n + c.n - 2;
  const effect = standardizedEffect(
    {
      difference: t.mean - c.mean,
      sd,
      differenceError: sd * Math.sqrt(error.t + error.c),
      df: welch,
      correction,
      correctionDf,
      variance: ({ g, correctionFactor: j }) =>
        j ** 2 *
        ((2 * shareT) / (t.n - 1) +
          (2 * shareC) / (c.n - 1) +
          (g ** 2 / 2) * (shareT ** 2 / (t.n - 1) + shareC ** 2 / (c.n - 1))),
    },
    options,
    who,
  );
  const corrected = correction === 'none' ? '' : ` (${correction} correction)`;
  return {
    ...effect,
    kind: 'average-sd-d',
    standardizer: 'average',
    varianceFormula: 'H',
    method: `unpooled d${corrected}: difference in means over the average standard deviation; H variance, ${effect.intervalMethod} interval, Welch's degrees of freedom`,
    correctionDf,
    nTreatment: t.n,
    nControl: c.n,
  };
}
