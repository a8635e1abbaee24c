import type { Sample } from '../../../aggregate/moments.js';
import { pooledSd, twoGroups } from '../../two-groups.js';
import type { Alternative } from './effect-limits.js';
import type { HedgesCorrection } from './hedges-correction.js';
import { type SmdVariance, smdVariance } from './smd-variance.js';
import { type StandardizedEffect, type StandardizedEffectOptions, standardizedEffect } from './standardized-effect.js';

export type { EffectInterval } from './effect-limits.js';

/** Options of {@link cohensD}. */
export interface CohensDOptions<A extends Alternative = Alternative> extends StandardizedEffectOptions<A> {
  /** Which formula the standard error comes from. @defaultValue `'LS'` */
  readonly variance?: SmdVariance;
  /** The average effect of a set of studies, for the variance `'AV'` alone. */
  readonly averageEffect?: number;
}

/** A standardized mean difference between two independent groups. */
export interface StandardizedMeanDifference<A extends Alternative = 'two-sided'> extends StandardizedEffect<A> {
  /** Hedges' g where it was corrected, Cohen's d where it was not. */
  readonly kind: 'cohens-d' | 'hedges-g';
  /** The standard deviation pooled over both arms. */
  readonly standardizer: 'pooled';
  /** The standard deviation that the difference was divided by, in points; the same as `standardizerSd`. */
  readonly pooledSd: number;
  /** Which formula the standard error comes from. */
  readonly varianceFormula: SmdVariance;
  /** Units of the treatment arm. */
  readonly nTreatment: number;
  /** Units of the control arm. */
  readonly nControl: number;
}

/** Both d and g: the difference in pooled standard deviations, times a correction factor. */
export function standardizedMeanDifference<A extends Alternative>(
  treatment: Sample,
  control: Sample,
  correction: HedgesCorrection | 'none',
  options: CohensDOptions<A>,
  who: string,
): StandardizedMeanDifference<A> {
  const { variance = 'LS', averageEffect } = options;
  const groups = twoGroups(treatment, control, who);
  const { treatment: t, control: c } = groups;
  const sd = pooledSd(groups, who);
  const df = t.n + c.n - 2;
  const effect = standardizedEffect(
    {
      difference: t.mean - c.mean,
      sd,
      differenceError: sd * Math.sqrt(1 / t.n + 1 / c.n),
      df,
      correction,
      correctionDf: df,
      variance: (sizes) => smdVariance(variance, { nTreatment: t.n, nControl: c.n, averageEffect, ...sizes }, who),
    },
    options,
    who,
  );
  const name = correction === 'none' ? "Cohen's d" : `Hedges' g (${correction} correction)`;
  return {
    ...effect,
    kind: correction === 'none' ? 'cohens-d' : 'hedges-g',
    standardizer: 'pooled',
    varianceFormula: variance,
    method: `${name}: difference in means over the pooled standard deviation; ${variance} variance, ${effect.intervalMethod} interval`,
    pooledSd: sd,
    nTreatment: t.n,
    nControl: c.n,
  };
}
