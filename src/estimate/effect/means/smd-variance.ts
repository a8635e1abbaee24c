import { EfficacyError } from '../../../support/errors.js';

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
  const { nTreatment, nControl, d, g, correctionFactor: j, averageEffect } = parts;
  const n = nTreatment + nControl;
  const m = n - 2;
  const first = 1 / nTreatment + 1 / nControl;
  switch (formula) {
    case 'LS':
      return first + g ** 2 / (2 * n);
    case 'LS2':
      return j ** 2 * (first + d ** 2 / (2 * n));
    case 'UB':
      return first + (1 - (m - 2) / (m * j ** 2)) * g ** 2;
    case 'DF':
      return first + g ** 2 / (2 * m);
    case 'AV':
      if (averageEffect !== undefined && Number.isFinite(averageEffect)) return first + averageEffect ** 2 / (2 * n);
      throw new EfficacyError(
        'invalid_argument',
        `${who} with the variance "AV" needs averageEffect, the average effect of the studies; got ${averageEffect}`,
      );
    default:
      throw new EfficacyError(
        'invalid_argument',
        `${who} knows the variances "LS", "LS2", "UB", "AV" and "DF"; got ${String(formula)}`,
        { variance: formula },
      );
  }
}
