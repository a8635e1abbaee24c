import { randomStream } from '../../../numeric/random/index.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import { counted } from '../../../support/text.js';
import type { DoseModel } from '../curves/dose-models.js';
import type { DoseData } from '../fit/dose-cells.js';
import type { DoseResponseFit } from '../fit/dose-response-fit.js';
import { fitDoseResponse } from '../fit/fit-dose-response.js';
import type { FitDoseResponseOptions } from '../fit/prepare-fit.js';
import { type BootstrappedDose, readOf, redrawing, refitted } from '../reading/bootstrap-dose.js';
import { percentile } from '../reading/percentile.js';
import { compareDoseModels, type FitCriterion } from './compare-dose-models.js';

/** Which curves are averaged, how, and what is read of each. */
export interface BootstrapAverageDoseOptions
  extends Pick<FitDoseResponseOptions, 'bounds' | 'vcov' | 'level' | 'units'> {
  /** The curves. */
  readonly models: readonly DoseModel[];
  /** The figure that is wanted of a fit, such as `(fit) => targetDose(fit, { gain: 4 }).estimate`. */
  readonly read: (fit: DoseResponseFit) => number;
  /** By which fits are weighed. @defaultValue `'aicc'` */
  readonly criterion?: FitCriterion;
  /** Unit of that figure. @defaultValue the unit of the doses */
  readonly unit?: string;
  /** Where the random numbers start; there is no default. */
  readonly seed: number;
  /** How many samples are drawn. @defaultValue 1000 */
  readonly replicates?: number;
}

/**
 * A figure averaged over several curves, with its bootstrap percentile interval: rows, or whole clusters, are drawn anew, every curve is fitted
 * again and weighed again, so that the interval takes in that another curve might have been best.
 *
 * A curve that cannot be fitted to the data, or does not have the figure, has no share in the average; so in each sample.
 *
 * @param data - rows, or moments and means with clusters; see {@link fitDoseResponse}
 * @returns the average with the spread and the percentiles of the replicates
 * @throws {@link EfficacyError} `invalid_argument` for no curves; `convergence_failed` where none has the figure, or fewer than nine samples of ten have
 * one; `too_few_clusters`; and what {@link fitDoseResponse} throws of the data
 *
 * @example
 * bootstrapAverageDose(data, { models: ['linear', 'emax'], seed: 7, read: (fit) => targetDose(fit, { gain: 4 }).estimate });
 *
 * @see Buckland, Burnham & Augustin (1997), Biometrics 53, 603-618, section 3; Schorning, Bornkamp, Bretz & Dette (2016), Stat. Med. 35, 4021-4040.
 */
export function bootstrapAverageDose(data: DoseData, options: BootstrapAverageDoseOptions): BootstrappedDose {
  const who = 'bootstrapAverageDose';
  const { models, read, criterion = 'aicc', seed, replicates = 1000, level = 0.95 } = options;
  const { unit = options.units?.dose ?? 'minute' } = options;
  checkLevel(who, level);
  need(models.length > 0, 'invalid_argument', who, 'at least one model', 'none');
  need(Number.isInteger(replicates) && replicates >= 20, 'invalid_argument', who, 'at least 20 replicates', replicates);
  const { bounds, vcov, units } = options;
  const shared = {
    level,
    ...(bounds === undefined ? {} : { bounds }),
    ...(vcov === undefined ? {} : { vcov }),
    ...(units === undefined ? {} : { units }),
  };
  const average = (fits: readonly DoseResponseFit[]): number | null => {
    const known = fits.flatMap((fit) => {
      const figure = fit[criterion] === null ? null : readOf(fit, read);
      return figure === null ? [] : [{ fit, figure }];
    });
    if (known.length === 0) return null;
    const { weights } = compareDoseModels(
      known.map(({ fit }) => fit),
      criterion,
    );
    return known.reduce((sum, { figure }, i) => sum + weights[i]! * figure, 0);
  };
  const fits = models.flatMap((model) => {
    const fit = refittedOrThrown(data, { ...shared, model }, who);
    return fit === null ? [] : [fit];
  });
  const estimate = average(fits);
  need(estimate !== null, 'convergence_failed', who, 'a curve that can be fitted and has the figure', 'none', {
    models,
  });
  const starts = fits.map((fit) => ({ model: fit.model, start: fit.parameters.map((p) => p.estimate) }));
  const redraw = redrawing(data, who);
  const figures: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const drawn = redraw(randomStream(seed, replicate));
    const again = starts.flatMap(({ model, start }) => refitted(drawn, { ...shared, model }, start, who) ?? []);
    const figure = average(again);
    if (figure !== null) figures.push(figure);
  }
  const failed = replicates - figures.length;
  need(
    figures.length >= 0.9 * replicates,
    'convergence_failed',
    who,
    'a figure from nine replicates of ten (take simpler curves)',
    `${figures.length} of ${replicates}`,
    { failed, replicates },
  );
  figures.sort((a, b) => a - b);
  const mean = figures.reduce((sum, x) => sum + x, 0) / figures.length;
  const spread = figures.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (figures.length - 1);
  const tail = (1 - level) / 2;
  const resampled = fits[0]!.clusters === null ? 'rows' : 'clusters';
  const left = models.filter((model) => !fits.some((fit) => fit.model === model));
  return {
    kind: 'bootstrapped-dose',
    estimate,
    standardError: Math.sqrt(spread),
    df: null,
    interval: { lower: percentile(figures, tail), upper: percentile(figures, 1 - tail), level },
    unit,
    method: `average over ${counted(fits.length, 'model')} with ${criterion} weights; bootstrap of ${resampled}, percentiles of ${figures.length} replicates, all fitted and weighed again in each`,
    resampled,
    replicates,
    failed,
    seed,
    notes: [
      ...(left.length > 0
        ? [{ code: 'curves_left_out', message: `Curves that these data do not determine: ${left.join(', ')}.` }]
        : []),
      ...(failed > 0
        ? [{ code: 'failed_replicates', message: `${counted(failed, 'replicate')} without a figure left out.` }]
        : []),
    ],
  };
}

/** A fit, or null where the data do not determine this curve; what is wrong with the data or the question is thrown. */
function refittedOrThrown(data: DoseData, options: FitDoseResponseOptions, who: string): DoseResponseFit | null {
  try {
    return fitDoseResponse(data, options);
  } catch (error) {
    if (!(error instanceof EfficacyError)) throw error;
    if (error.code === 'convergence_failed' || error.code === 'too_few_observations') return null;
    throw new EfficacyError(error.code, error.message.replace('fitDoseResponse', who), error.detail);
  }
}
