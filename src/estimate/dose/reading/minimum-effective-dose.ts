import * as studentT from '../../../numeric/distributions/student-t.js';
import { checkLevel } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { DoseResponseFit } from '../fit/dose-response-fit.js';
import { type DoseEquation, rootBetween } from './dose-equation.js';
import { deltaError, fittedCurve, short } from './fitted-curve.js';
import { type DoseReading, noSuchDose, readDose } from './read-dose.js';
import { gainEquation } from './target-dose.js';

/** What {@link minimumEffectiveDose} looks for. */
export interface MinimumEffectiveDoseOptions {
  /**
   * Gain over dose 0 that matters, in the unit of the response; negative where less is better.
   * @defaultValue 0: any gain
   */
  readonly gain?: number;
  /**
   * Confidence of the one-sided limit of the gain that must be above 0.
   * @defaultValue 0.95
   */
  readonly confidence?: number;
}

/**
 * The smallest dose whose estimated gain over dose 0 reaches what matters and is, by its one-sided confidence limit, above 0.
 *
 * @param fit - from {@link fitDoseResponse}
 * @returns the dose, on the observed doses; with an interval where the gain decides, without where the confidence limit
 * does; 0, with a note, where every dose has such a gain
 * @throws {@link EfficacyError} `out_of_domain` when no observed dose has such a gain; `invalid_argument`
 *
 * @example
 * minimumEffectiveDose(fit, { gain: 2 }).estimate;
 *
 * @see Bretz, Pinheiro & Branson (2005), Biometrics 61, 738-748, eq. 6 (their second estimator), with the limit of the difference.
 */
export function minimumEffectiveDose(fit: DoseResponseFit, options: MinimumEffectiveDoseOptions = {}): DoseReading {
  const who = 'minimumEffectiveDose';
  const { gain = 0, confidence = 0.95 } = options;
  checkLevel(who, confidence);
  need(Number.isFinite(gain), 'invalid_argument', who, 'a finite gain', gain);
  const reader = fittedCurve(fit);
  const better = gain < 0 ? -1 : 1;
  const zero = reader.gradient(0);
  const start = reader.value(0);
  const t = studentT.isf(1 - confidence, fit.df);
  const enough = (dose: number): number => better * (reader.value(dose) - start - gain);
  const limit = (dose: number): number =>
    better * (reader.value(dose) - start) -
    t *
      deltaError(
        fit.vcov,
        reader.gradient(dose).map((g, j) => g - zero[j]!),
      );
  const both = (dose: number): number => Math.min(enough(dose), limit(dose));
  const { upper } = fit.range;
  const grid = Array.from({ length: 2001 }, (_, i) => (i / 2000) * upper).slice(1);
  const first = grid.findIndex((dose) => both(dose) >= 0);
  if (first < 0) {
    return noSuchDose(who, 'a gain that some observed dose is shown to have', short(gain), { gain, confidence });
  }
  const [below, above] = [first === 0 ? (grid[0]! as number) * 1e-6 : grid[first - 1]!, grid[first]!];
  const anyDose = both(below) >= 0;
  const dose = anyDose ? 0 : rootBetween(both, below, above);
  const byGain = !anyDose && gain !== 0 && Math.abs(enough(dose)) <= Math.abs(limit(dose));
  const equation: DoseEquation = gainEquation(reader, gain);
  const what = `smallest dose with a gain of ${short(gain)} ${fit.units.response} and a lower ${short(100 * confidence)} % limit of it above 0`;
  const reading = readDose(
    reader,
    { kind: 'minimum-effective-dose', what, equation, dose, zeroMatters: true },
    {},
    who,
  );
  if (byGain) return reading;
  const note = anyDose
    ? {
        code: 'any_dose',
        message: 'On this curve every dose above 0 has such a gain, however small: state a gain that matters.',
      }
    : {
        code: 'limit_decides',
        message: 'The confidence limit decides here, not the gain: no standard error and no interval.',
      };
  return { ...reading, standardError: null, interval: null, notes: [...reading.notes, note] };
}
