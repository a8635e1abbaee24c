import { type Sample, variance } from '../../../aggregate/moments.js';
import { EfficacyError } from '../../../support/errors.js';
import { twoGroups } from '../../two-groups.js';
import type { Alternative } from './effect-limits.js';
import type { HedgesCorrection } from './hedges-correction.js';
import { type StandardizedEffect, type StandardizedEffectOptions, standardizedEffect } from './standardized-effect.js';

/** Options of {@link glassDelta}. */
export interface GlassDeltaOptions<A extends Alternative = Alternative> extends StandardizedEffectOptions<A> {
  /** Whose standard deviation: usually the arm that the programme did not touch. @defaultValue `'control'` */
  readonly standardizer?: 'control' | 'treatment';
  /** Small-sample factor, on n - 1 degrees of freedom of the standardizing arm. @defaultValue `'none'` */
  readonly correction?: HedgesCorrection | 'none';
  /**
   * With s the standardizing arm and o the other one: `'LS'` is 1/nT + 1/nC + g²/(2 n_s) (Hedges 1981; metafor's SMD1), `'H'` is
   * SD_o²/(SD_s² n_o) + 1/n_s + g²/(2 n_s), for arms that vary unequally (Bonett 2008; metafor's SMD1H).
   * @defaultValue `'H'`
   */
  readonly variance?: 'LS' | 'H';
}

/** A difference in means over the standard deviation of one arm. */
export interface GlassDelta<A extends Alternative = 'two-sided'> extends StandardizedEffect<A> {
  /** Which quantity this is. */
  readonly kind: 'glass-delta';
  /** The arm whose standard deviation the difference was divided by. */
  readonly standardizer: 'control' | 'treatment';
  /** Whether the arms were taken to vary alike (`'LS'`) or not (`'H'`). */
  readonly varianceFormula: 'LS' | 'H';
  /** Units of the treatment arm. */
  readonly nTreatment: number;
  /** Units of the control arm. */
  readonly nControl: number;
}

/**
 * Glass's delta: the difference in means in standard deviations of the control group.
 *
 * The noncentral t interval takes the difference over its own standard error, √(SDt²/nT + SDc²/nC), with n - 1 degrees of freedom of the
 * standardizing arm, as R's effectsize does; it is exact only where the arms vary alike.
 *
 * @param treatment - values, moments of them, or n, mean and sd, in any unit
 * @param control - the same for the control group, in the same unit
 * @returns treatment minus control, in standard deviations of one arm
 * @throws {@link EfficacyError} `zero_variance` when the standardizing arm does not vary, `too_few_observations` when a group has fewer
 * than 2 values
 *
 * @example
 * glassDelta([12, 15, 19], [11, 12, 13]).estimate; // 3.33
 *
 * @see Glass, McGaw & Smith (1981), Meta-analysis in social research; Hedges (1981), J. Educ. Stat. 6(2); Bonett (2008), Psychological
 * Methods 13(2), 99-109.
 */
export function glassDelta<A extends Alternative = 'two-sided'>(
  treatment: Sample,
  control: Sample,
  options: GlassDeltaOptions<A> = {},
): GlassDelta<A> {
  const who = 'glassDelta';
  const { standardizer = 'control', correction = 'none', variance: formula = 'H' } = options;
  if (standardizer !== 'control' && standardizer !== 'treatment') {
    throw new EfficacyError(
      'invalid_argument',
      `${who} divides by the standard deviation of "control" or "treatment"; got ${String(standardizer)}`,
    );
  }
  if (formula !== 'LS' && formula !== 'H') {
    throw new EfficacyError('invalid_argument', `${who} knows the variances "LS" and "H"; got ${String(formula)}`);
  }
  const arms = twoGroups(treatment, control, who);
  const { treatment: t, control: c } = arms;
  const own = arms[standardizer];
  const other = standardizer === 'control' ? t : c;
  const ownVariance = variance(own);
  if (!(ownVariance > 0)) {
    throw new EfficacyError(
      'zero_variance',
      `${who} divides by the standard deviation of ${standardizer}, whose ${own.n} values are all ${own.mean}; use the pooled one (cohensD) or the other arm's`,
      { arm: standardizer, n: own.n, value: own.mean },
    );
  }
  const first = formula === 'LS' ? 1 / t.n + 1 / c.n : variance(other) / ownVariance / other.n + 1 / own.n;
  const effect = standardizedEffect(
    {
      difference: t.mean - c.mean,
      sd: Math.sqrt(ownVariance),
      differenceError: Math.sqrt(variance(t) / t.n + variance(c) / c.n),
      df: own.n - 1,
      correction,
      correctionDf: own.n - 1,
      variance: ({ g }) => first + g ** 2 / (2 * own.n),
    },
    options,
    who,
  );
  const corrected = correction === 'none' ? '' : ` (${correction} correction)`;
  return {
    ...effect,
    kind: 'glass-delta',
    standardizer,
    varianceFormula: formula,
    method: `Glass's delta${corrected}: difference in means over the standard deviation of ${standardizer}; ${formula} variance, ${effect.intervalMethod} interval`,
    nTreatment: t.n,
    nControl: c.n,
  };
}
