import { need } from '../../../support/need.js';
import { finiteEffect } from '../finite-effect.js';
import { checkChoice } from './check-choice.js';

/**
 * Large-sample variance of a difference over the pooled standard deviation, n = nT + nC, m = n - 2, J the correction, g = J d:
 *
 * - `'LS'`: 1/nT + 1/nC + g²/(2 n) (Hedges 1982; metafor's default)
 * - `'LS2'`: J² (1/nT + 1/nC + d²/(2 n)) (Borenstein 2009)
 * - `'UB'`: 1/nT + 1/nC + (1 - (m - 2)/(m J²)) g², unbiased (Hedges 1983)
 * - `'AV'`: LS with the average effect of a set of studies in the place of g, so that studies of one size weigh alike
 * - `'DF'`: 1/nT + 1/nC + g²/(2 m) (WWC 5.0; Hedges, Tipton, Zejnullahi & Diaz 2023)
 */
export type SmdVariance = 'LS' | 'LS2' | 'UB' | 'AV' | 'DF';

/** What the variance of a difference over the pooled standard deviation is made of. */
export interface SmdVarianceParts {
  readonly nTreatment: number;
  readonly nControl: number;
  /** The effect before and after its correction, and the factor between them. */
  readonly d: number;
  readonly g: number;
  readonly correctionFactor: number;
  /** The average effect that `'AV'` asks for. */
  readonly averageEffect: number | undefined;
}

/** The variance by one of the formulas, in squared standard deviations. */
export function smdVariance(formula: SmdVariance, parts: SmdVarianceParts, who: string): number {
  const { nTreatment, nControl, d, g, correctionFactor: j, averageEffect: given } = parts;
  const averageEffect = Number.isFinite(given) ? finiteEffect(given as number, who) : Number.NaN;
  const n = nTreatment + nControl;
  const m = n - 2;
  const first = 1 / nTreatment + 1 / nControl;
  const variances: Record<SmdVariance, number> = {
    LS: first + g ** 2 / (2 * n),
    LS2: j ** 2 * (first + d ** 2 / (2 * n)),
    UB: first + (1 - (m - 2) / (m * j ** 2)) * g ** 2,
    AV: first + averageEffect ** 2 / (2 * n),
    DF: first + g ** 2 / (2 * m),
  };
  checkChoice(who, 'variance', Object.keys(variances), formula);
  const known = formula !== 'AV' || Number.isFinite(averageEffect);
  need(
    known,
    'invalid_argument',
    who,
    'averageEffect, the average effect of the studies, with the variance "AV"',
    parts.averageEffect,
  );
  return variances[formula];
}
