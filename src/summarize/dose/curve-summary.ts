import { moments } from '../../aggregate/moments.js';
import { averageDose } from '../../estimate/dose/choosing/average-dose.js';
import {
  type ComparedFit,
  compareDoseModels,
  type FitCriterion,
} from '../../estimate/dose/choosing/compare-dose-models.js';
import type { DoseModel } from '../../estimate/dose/curves/dose-models.js';
import type { DoseRows } from '../../estimate/dose/fit/dose-cells.js';
import type { DoseResponseFit } from '../../estimate/dose/fit/dose-response-fit.js';
import { fitDoseResponse } from '../../estimate/dose/fit/fit-dose-response.js';
import { plateauDose } from '../../estimate/dose/reading/plateau-dose.js';
import { predictResponse } from '../../estimate/dose/reading/predict-response.js';
import type { DoseReading } from '../../estimate/dose/reading/read-dose.js';
import { targetDose } from '../../estimate/dose/reading/target-dose.js';
import { worthwhileDose } from '../../estimate/dose/reading/worthwhile-dose.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { listed } from '../../support/text.js';
import type { DoseDesign } from './design.js';
import type { DoseCurveSummary, ReadDose } from './summary.js';

const usual: readonly DoseModel[] = [
  'linear',
  'log-linear',
  'emax',
  'exponential-saturation',
  'sigmoid-emax',
  'quadratic',
];

/** Fits the curves, chooses one, and reads its doses. Null, with a note, where none can be fitted. */
export function curveSummary(
  rows: DoseRows,
  doses: readonly number[],
  { models = usual, criterion = 'aicc', gain, costPerDose, unit = 'minute', level = 0.95 }: DoseDesign,
  notes: Note[],
): DoseCurveSummary | null {
  const failed: string[] = [];
  let why = '';
  const found = models.flatMap((model): readonly DoseResponseFit[] => {
    try {
      const fit = fitDoseResponse(rows, { model, level, units: { dose: unit } });
      if (fit[criterion] !== null || isExact(fit, rows)) return [fit];
      why = `no ${criterion}`;
    } catch (error) {
      if (!(error instanceof EfficacyError) || error.code === 'invalid_argument') throw error;
      why = error.message;
    }
    failed.push(model);
    return [];
  });
  if (found.length === 0) {
    notes.push({ code: 'no_curve', message: `No curve could be fitted (${listed(failed)}): ${why}.` });
    return null;
  }
  if (failed.length > 0)
    notes.push({ code: 'curves_left_out', message: `Curves that these data do not determine: ${listed(failed)}.` });
  const { fits, fit, compared } = chooseFit(found, rows, criterion, notes);
  const interval = fit.vcovType === 'classical' ? 'profile' : 'log-delta';
  const read = (
    what: string,
    reading: (of: DoseResponseFit, how: 'profile' | 'log-delta') => DoseReading,
  ): ReadDose | null => {
    const others = fits.filter((one) => {
      const at = orNull(() => reading(one, 'log-delta'));
      return at !== null && at.standardError !== null && Number.isFinite(at.estimate);
    });
    let chosen: DoseReading;
    try {
      chosen = reading(fit, interval);
    } catch (error) {
      if (!(error instanceof EfficacyError)) throw error;
      notes.push({ code: 'no_such_dose', message: `No ${what}: ${error.message}.` });
      return null;
    }
    const averaged =
      others.length < 2
        ? null
        : orNull(() => averageDose(others, { read: (one) => reading(one, 'log-delta'), criterion, level }));
    return { chosen, averaged };
  };
  return {
    estimand: 'association',
    models: compared,
    fit,
    gains: predictResponse(fit, doses, { of: 'gain', band: 'simultaneous', level }),
    target:
      gain === undefined ? null : read('target dose', (of, how) => targetDose(of, { gain, interval: how, level })),
    plateau: read('plateau dose', (of, how) => plateauDose(of, { interval: how, level })),
    worthwhile:
      costPerDose === undefined
        ? null
        : read('worthwhile dose', (of, how) => worthwhileDose(of, { costPerDose, interval: how, level })),
  };
}

/** The curve that is read: the simplest that goes through all points, else the best of those that are not on a bound. */
function chooseFit(
  found: readonly DoseResponseFit[],
  rows: DoseRows,
  criterion: FitCriterion,
  notes: Note[],
): {
  readonly fits: readonly DoseResponseFit[];
  readonly fit: DoseResponseFit;
  readonly compared: readonly ComparedFit[];
} {
  const exact = found.filter((fit) => isExact(fit, rows));
  if (exact.length > 0) {
    const fit = exact.reduce((simplest, one) => (one.estimated < simplest.estimated ? one : simplest));
    notes.push({
      code: 'perfect_fit',
      message: `The curve '${fit.model}' goes through all points but for rounding: its standard errors are 0, and curves cannot be compared.`,
    });
    return { fits: [fit], fit, compared: [] };
  }
  // On a bound a curve is a simpler one in disguise, and what it says beyond the data is where the bound was put.
  const inside = found.filter(({ parameters }) => parameters.every(({ atBound }) => atBound === null));
  const fits = inside.length > 0 ? inside : found;
  const held = found.filter((fit) => !fits.includes(fit)).map(({ model }) => model);
  if (held.length > 0)
    notes.push({
      code: 'curves_on_bound',
      message: `Curves left out because a parameter came to its bound: ${listed(held)}.`,
    });
  const compared = compareDoseModels(fits, criterion);
  notes.push(...compared.notes);
  return { fits, fit: fits.find(({ model }) => model === compared.fits[0]!.model)!, compared: compared.fits };
}

/** Whether a curve leaves nothing but rounding. */
function isExact({ rss }: DoseResponseFit, { response }: DoseRows): boolean {
  return rss <= 1e-24 * moments(response).m2;
}

function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof EfficacyError) return null;
    throw error;
  }
}
