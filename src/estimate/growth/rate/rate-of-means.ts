import * as studentT from '../../../numeric/distributions/student-t.js';
import type { ConfidenceSet } from '../../../support/confidence-set.js';
import { need } from '../../../support/need.js';
import { quadraticSet } from '../../regression/projective-set.js';
import { tInference } from '../../t-inference.js';
import type { ScaleKind } from '../scale/scale-kind.js';
import type { Figure, GrowthPerMinute, GrowthRate } from './growth-result.js';
import { combination, covarianceOfTwo, type MeanVector, varianceOf } from './mean-vector.js';

/** c'θ with its standard error. */
export function figureOf(c: readonly number[], means: MeanVector, level: number): Figure {
  const estimate = combination(c, means);
  const { variance, df } = varianceOf(c, means);
  if (!(variance > 0)) return { estimate, standardError: 0, df, interval: { lower: estimate, upper: estimate, level } };
  const standardError = Math.sqrt(variance);
  return { estimate, standardError, df, interval: tInference(estimate, standardError, df, level).interval };
}

/**
 * The ratio of two combinations of means, with its linearized standard error and Fieller's set.
 *
 * The set is of all R at which (a - R b)² is at most t² Var(a - R b): one interval while the denominator is told from 0, else two half-lines or the whole line.
 *
 * @see Fieller (1954), J. R. Statist. Soc. B 16(2), 175-185; Cochran (1977), Sampling Techniques, eq. 6.13.
 */
export function ratioFigure(
  numerator: readonly number[],
  denominator: readonly number[],
  means: MeanVector,
  level: number,
  who: string,
): Figure & { readonly confidenceSet: ConfidenceSet } {
  const [a, b] = [combination(numerator, means), combination(denominator, means)];
  const estimate = a / b;
  const residual = numerator.map((x, i) => x - estimate * denominator[i]!);
  const { variance, df } = varianceOf(residual, means);
  need(variance > 0, 'zero_variance', who, 'gains or minutes that vary', 'none');
  const standardError = Math.sqrt(variance) / Math.abs(b);
  const t2 = studentT.isf((1 - level) / 2, df) ** 2;
  const pieces = quadraticSet(
    b * b - t2 * covarianceOfTwo(denominator, denominator, means),
    -2 * (a * b - t2 * covarianceOfTwo(numerator, denominator, means)),
    a * a - t2 * covarianceOfTwo(numerator, numerator, means),
  );
  const { interval } = tInference(estimate, standardError, df, level);
  return { estimate, standardError, df, interval, confidenceSet: { level, pieces } };
}

/** The unit of a rate. */
export function unitOf(scale: ScaleKind): GrowthPerMinute['unit'] {
  return scale === 'nce' ? 'nce/minute' : 'points/minute';
}

/** A rate in all its units. */
export function rateOf(figure: Figure, confidenceSet: ConfidenceSet | null, sd: number | undefined): GrowthRate {
  const inSds = (minutes: number): number | null => (sd === undefined ? null : (minutes * figure.estimate) / sd);
  return {
    ...figure,
    perHour: 60 * figure.estimate,
    per45Minutes: 45 * figure.estimate,
    sdPerMinute: inSds(1),
    sdPerHour: inSds(60),
    sdPer45Minutes: inSds(45),
    confidenceSet,
  };
}
