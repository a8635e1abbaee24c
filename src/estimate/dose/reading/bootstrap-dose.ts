import { type RandomStream, randomStream } from '../../../numeric/random/index.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { counted } from '../../../support/text.js';
import type { Estimate } from '../../estimate.js';
import { minimumFrom } from '../fit/curve-problem.js';
import type { DoseData } from '../fit/dose-cells.js';
import type { DoseResponseFit } from '../fit/dose-response-fit.js';
import { describedFit, fitDoseResponse } from '../fit/fit-dose-response.js';
import { type FitDoseResponseOptions, prepareFit } from '../fit/prepare-fit.js';
import { refineMinimum } from '../fit/refine-minimum.js';
import { searchMinimum } from '../fit/search-minimum.js';
import { percentile } from './percentile.js';

/** How {@link bootstrapDose} draws, and what it reads. */
export interface BootstrapDoseOptions extends FitDoseResponseOptions {
  /** The figure that is wanted of a fit, such as `(fit) => targetDose(fit, { gain: 4 }).estimate`. */
  readonly read: (fit: DoseResponseFit) => number;
  /** Unit of that figure. @defaultValue the unit of the doses */
  readonly unit?: string;
  /** Where the random numbers start; there is no default. */
  readonly seed: number;
  /**
   * How many samples are drawn.
   * @defaultValue 1000
   */
  readonly replicates?: number;
}

/** A figure with its percentile interval. */
export interface BootstrappedDose extends Estimate {
  /** Which result this is. */
  readonly kind: 'bootstrapped-dose';
  /** Standard deviation of the figure over the replicates. */
  readonly standardError: number;
  /** What was drawn anew. */
  readonly resampled: 'rows' | 'clusters';
  /** How many were drawn. */
  readonly replicates: number;
  /** Replicates without a figure: the curve could not be fitted, or does not have the dose. They are left out. */
  readonly failed: number;
  /** As it was given. */
  readonly seed: number;
}

/**
 * A figure read off a curve with its bootstrap percentile interval: rows, or whole clusters where there are some, are drawn anew, the
 * curve is fitted again, and the figure read again.
 *
 * Each replicate has its own stream of random numbers, so the result depends on the seed alone.
 *
 * @param data - rows, or moments and means with clusters; see {@link fitDoseResponse}
 * @returns the figure with the spread and the percentiles of the replicates
 * @throws {@link EfficacyError} `convergence_failed` when more than a tenth of the replicates have no figure; `invalid_argument` for
 * summaries without clusters, frequency weights without clusters, or fewer than 20 replicates; `too_few_clusters`; and what
 * {@link fitDoseResponse} throws
 *
 * @example
 * bootstrapDose({ dose, response, cluster: school }, { model: 'emax', seed: 7, read: (fit) => effectiveDose(fit, 50).estimate });
 *
 * @see Davison & Hinkley (1997), Bootstrap Methods and their Application, 5.3 (percentiles) and 3.8 (clusters).
 */
export function bootstrapDose(data: DoseData, options: BootstrapDoseOptions): BootstrappedDose {
  const who = 'bootstrapDose';
  const { read, seed, replicates = 1000, level = 0.95, unit = options.units?.dose ?? 'minute' } = options;
  checkLevel(who, level);
  need(Number.isInteger(replicates) && replicates >= 20, 'invalid_argument', who, 'at least 20 replicates', replicates);
  const fit = fitDoseResponse(data, options);
  const estimate = read(fit);
  need(Number.isFinite(estimate), 'not_finite', who, 'a finite figure of the fit', estimate);
  const redraw = redrawing(data, who);
  const start = fit.parameters.map((parameter) => parameter.estimate);
  const figures: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const figure = figureOf(redraw(randomStream(seed, replicate)), options, start, who);
    if (figure !== null) figures.push(figure);
  }
  const failed = replicates - figures.length;
  need(
    figures.length >= 0.9 * replicates,
    'convergence_failed',
    who,
    'a figure from nine replicates of ten (take a simpler curve)',
    `${figures.length} of ${replicates}`,
    { failed, replicates },
  );
  figures.sort((a, b) => a - b);
  const mean = figures.reduce((sum, x) => sum + x, 0) / figures.length;
  const spread = figures.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (figures.length - 1);
  const tail = (1 - level) / 2;
  const resampled = fit.clusters === null ? 'rows' : 'clusters';
  const notes: Note[] = [];
  if (failed > 0)
    notes.push({ code: 'failed_replicates', message: `${counted(failed, 'replicate')} without a figure left out.` });
  return {
    kind: 'bootstrapped-dose',
    estimate,
    standardError: Math.sqrt(spread),
    df: null,
    interval: { lower: percentile(figures, tail), upper: percentile(figures, 1 - tail), level },
    unit,
    method: `bootstrap of ${resampled}, percentiles of ${figures.length} replicates; '${fit.model}' fitted again in each`,
    resampled,
    replicates,
    failed,
    seed,
    notes: [...fit.notes, ...notes],
  };
}

/** The figure of one replicate; null without one. */
function figureOf(
  drawn: DoseData,
  options: BootstrapDoseOptions,
  start: readonly number[],
  who: string,
): number | null {
  const fit = refitted(drawn, options, start, who);
  return fit === null ? null : readOf(fit, options.read);
}

/** A finite figure of a fit, or null. */
export function readOf(fit: DoseResponseFit, read: (fit: DoseResponseFit) => number): number | null {
  try {
    const figure = read(fit);
    return Number.isFinite(figure) ? figure : null;
  } catch (error) {
    if (error instanceof EfficacyError) return null;
    throw error;
  }
}

/** A curve fitted again, from where it was before, and from everywhere if that leads nowhere; null where it cannot be. */
export function refitted(
  drawn: DoseData,
  options: FitDoseResponseOptions,
  start: readonly number[],
  who: string,
): DoseResponseFit | null {
  try {
    const prepared = prepareFit(drawn, options, who);
    const near =
      refineMinimum(prepared.problem, start, 1e-4) ?? minimumFrom(prepared.problem, start, { tolerance: 1e-5 });
    const minimum = near?.status === 'converged' ? near : searchMinimum(prepared.problem, who).best;
    return describedFit(prepared, minimum, options, [], who);
  } catch (error) {
    if (error instanceof EfficacyError) return null;
    throw error;
  }
}

/** Draws rows or clusters with replacement; a cluster that is drawn twice is two clusters. */
export function redrawing(data: DoseData, who: string): (draws: RandomStream) => DoseData {
  const rows = data.dose.length;
  const { cluster } = data;
  if (cluster === undefined) {
    need(
      'response' in data,
      'invalid_argument',
      who,
      'rows, or summaries with their clusters',
      'summaries without clusters',
    );
    need(
      data.weightKind !== 'frequency',
      'invalid_argument',
      who,
      'rows as they are, not counted',
      'frequency weights',
    );
    return (draws) => chosen(data, draws.sample(rows, rows, { replacement: true }));
  }
  const members = new Map<string | number, number[]>();
  for (let i = 0; i < rows; i++) {
    const own = members.get(cluster[i]!) ?? [];
    members.set(cluster[i]!, own);
    own.push(i);
  }
  const groups = [...members.values()];
  return (draws) => {
    const picked = [...draws.sample(groups.length, groups.length, { replacement: true })].map((g) => groups[g]!);
    const ids = picked.flatMap((own, id) => own.map(() => id));
    return { ...chosen(data, picked.flat()), cluster: ids };
  };
}

/** Some rows of data, in this order. */
function chosen(data: DoseData, rows: ArrayLike<number>): DoseData {
  const take = <T>(column: ArrayLike<T>): T[] => Array.from(rows, (i) => column[i]!);
  const dose = take(data.dose);
  if ('moments' in data) return { dose, moments: take(data.moments) };
  if ('mean' in data)
    return { dose, mean: take(data.mean), n: take(data.n), ...(data.sd ? { sd: take(data.sd) } : {}) };
  const { response, weights, weightKind } = data;
  return {
    dose,
    response: take(response),
    ...(weights ? { weights: take(weights) } : {}),
    ...(weightKind ? { weightKind } : {}),
  };
}
