import type { ConfidenceSet } from '../../../support/confidence-set.js';
import type { Estimate } from '../../estimate.js';
import { finiteEffect } from '../finite-effect.js';
import { type Alternative, type EffectInterval, effectLimits, type IntervalFor } from './effect-limits.js';
import { correctionFactorOf, type HedgesCorrection } from './hedges-correction.js';

/** Options that every standardized mean difference has. */
export interface StandardizedEffectOptions<A extends Alternative = Alternative> {
  /** How the limits are made. @defaultValue `'noncentral-t'` */
  readonly interval?: EffectInterval;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
  /** Two limits, or one of them at the same level. @defaultValue `'two-sided'` */
  readonly alternative?: A;
}

/** A difference in means divided by a standard deviation, and everything that was decided on the way. */
export interface StandardizedEffect<A extends Alternative = 'two-sided'> extends Estimate {
  /** Of the estimate, in `unit`. */
  readonly standardError: number;
  /** Of the t behind the limits. */
  readonly df: number;
  /** Both limits; null where one was asked for. */
  readonly interval: IntervalFor<A>;
  /** The set with one limit, where one was asked for. */
  readonly confidenceSet?: ConfidenceSet;
  /** Standard deviations of the outcome. */
  readonly unit: 'sd';
  /** Whose standard deviation the difference was divided by. */
  readonly standardizer: string;
  /** That standard deviation, in points. */
  readonly standardizerSd: number;
  /** The small-sample correction that was used. */
  readonly correction: HedgesCorrection | 'none';
  /** Factor that took out the small-sample bias; 1 where none was used. */
  readonly correctionFactor: number;
  /** Which formula the standard error comes from. */
  readonly varianceFormula: string;
  /** How the limits were made. */
  readonly intervalMethod: EffectInterval;
  /** Whether both limits were asked for or one. */
  readonly alternative: A;
}

/** What sets one standardized mean difference apart from another. */
export interface EffectRecipe {
  /** Treatment minus control, or after minus before, in points. */
  readonly difference: number;
  readonly sd: number;
  /** Standard error of the difference in points where there is no effect: the denominator of its t. */
  readonly differenceError: number;
  /** Degrees of freedom of that t. */
  readonly df: number;
  readonly correction: HedgesCorrection | 'none';
  /** Degrees of freedom of the standardizer, which the correction depends on. */
  readonly correctionDf: number;
  readonly variance: (effect: { readonly d: number; readonly g: number; readonly correctionFactor: number }) => number;
}

/** The part of a result that all standardized mean differences share. */
export function standardizedEffect<A extends Alternative = 'two-sided'>(
  recipe: EffectRecipe,
  options: StandardizedEffectOptions<A>,
  who: string,
): Omit<StandardizedEffect<A>, 'kind' | 'method' | 'standardizer' | 'varianceFormula'> {
  const { interval: intervalMethod = 'noncentral-t', level = 0.95, alternative = 'two-sided' as A } = options;
  const { difference, sd, differenceError, df, correction, correctionDf } = recipe;
  const d = finiteEffect(difference / sd, who);
  const t = finiteEffect(difference / differenceError, who);
  const correctionFactor = correctionFactorOf(correction, correctionDf, who);
  const estimate = correctionFactor * d;
  const standardError = Math.sqrt(recipe.variance({ d, g: estimate, correctionFactor }));
  const perNoncentrality = correctionFactor * (differenceError / sd);
  const limits = effectLimits(
    intervalMethod,
    { estimate, standardError, df, perNoncentrality, t },
    level,
    alternative,
    who,
  );
  return {
    estimate,
    standardError,
    df,
    ...limits,
    unit: 'sd',
    standardizerSd: sd,
    correction,
    correctionFactor,
    intervalMethod,
    alternative,
  };
}
