import * as normal from '../../../numeric/distributions/normal.js';
import { checkLevel } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Estimate } from '../../estimate.js';
import type { DoseModel } from '../curves/dose-models.js';
import type { DoseResponseFit } from '../fit/dose-response-fit.js';
import { compareDoseModels, type FitCriterion } from './compare-dose-models.js';

/** How {@link averageDose} averages. */
export interface AverageDoseOptions {
  /** What is read of each fit, such as `(fit) => targetDose(fit, { gain: 4 })`. */
  readonly read: (fit: DoseResponseFit) => Pick<Estimate, 'estimate' | 'standardError' | 'unit'>;
  /**
   * By which fits are weighed.
   * @defaultValue `'aicc'`
   */
  readonly criterion?: FitCriterion;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** A figure averaged over models. */
export interface AveragedDose extends Estimate {
  /** Which result this is. */
  readonly kind: 'averaged-dose';
  /** The models with their weights and figures, as they were given. */
  readonly models: readonly { readonly model: DoseModel; readonly weight: number; readonly estimate: number }[];
}

/**
 * A figure read off several curves, averaged with weights by an information criterion; its error takes in that the curves differ.
 *
 * @param fits - of different models to the same responses
 * @returns the average, between the least and the largest of its members
 * @throws {@link EfficacyError} what {@link compareDoseModels} and the reading throw; `not_finite` for a figure that is not
 *
 * @example
 * averageDose([emax, logLogistic], { read: (fit) => targetDose(fit, { gain: 4 }) }).interval;
 *
 * @see Buckland, Burnham & Augustin (1997), Biometrics 53, 603-618, eq. 9.
 */
export function averageDose(fits: readonly DoseResponseFit[], options: AverageDoseOptions): AveragedDose {
  const who = 'averageDose';
  const { read, criterion = 'aicc', level = 0.95 } = options;
  checkLevel(who, level);
  const { weights, notes } = compareDoseModels(fits, criterion);
  const figures = fits.map(read);
  const odd = figures.find(({ estimate }) => !Number.isFinite(estimate));
  need(odd === undefined, 'not_finite', who, 'a finite figure of every fit', odd?.estimate);
  const estimate = figures.reduce((sum, figure, i) => sum + weights[i]! * figure.estimate, 0);
  const known = figures.every(({ standardError }) => standardError !== null);
  const standardError = known
    ? figures.reduce(
        (sum, figure, i) => sum + weights[i]! * Math.hypot(figure.standardError ?? 0, figure.estimate - estimate),
        0,
      )
    : null;
  const half = normal.isf((1 - level) / 2) * (standardError ?? 0);
  const missing = {
    code: 'no_standard_error',
    message: 'A figure without a standard error has no share in one of the average.',
  };
  return {
    kind: 'averaged-dose',
    estimate,
    standardError,
    df: null,
    interval: standardError === null ? null : { lower: estimate - half, upper: estimate + half, level },
    unit: figures[0]!.unit,
    method: `average over ${fits.length} models with ${criterion} weights; error with the spread between models, normal`,
    models: fits.map(({ model }, i) => ({ model, weight: weights[i]!, estimate: figures[i]!.estimate })),
    notes: known ? notes : [...notes, missing],
  };
}
