import { need } from '../../../support/need.js';
import { gradientAt } from '../curves/curve.js';
import type { DoseResponseFit } from '../fit/dose-response-fit.js';
import { crossings, type DoseEquation } from './dose-equation.js';
import { type FittedCurve, fittedCurve, short } from './fitted-curve.js';
import { type DoseIntervalOptions, type DoseReading, noSuchDose, readDose } from './read-dose.js';

/** What {@link targetDose} looks for. */
export interface TargetDoseOptions extends DoseIntervalOptions {
  /** Mean response wanted over that at dose 0, in the unit of the response; negative where less is better. Not 0. */
  readonly gain: number;
}

/**
 * The smallest dose at which the mean response is a stated gain over that at dose 0.
 *
 * @param fit - from {@link fitDoseResponse}
 * @param options - the gain, and how the interval is made
 * @returns the dose, in the unit of the doses of the fit; beyond the observed doses only with a note `outside_data`
 * @throws {@link EfficacyError} `out_of_domain` when the curve never gains so much; `invalid_argument`
 *
 * @example
 * targetDose(fit, { gain: 4, interval: 'profile' }).estimate; // minutes for 4 points more than without
 *
 * @see Bretz, Pinheiro & Branson (2005), Biometrics 61, 738-748, section 5.
 */
export function targetDose(fit: DoseResponseFit, options: TargetDoseOptions): DoseReading {
  const who = 'targetDose';
  const { gain } = options;
  need(Number.isFinite(gain) && gain !== 0, 'invalid_argument', who, 'a gain that is not 0', gain);
  const reader = fittedCurve(fit);
  const equation = gainEquation(reader, gain);
  const f = (dose: number): number => equation.residual(dose, reader.parameters);
  const found = crossings(f, fit.range.upper)[0];
  if (!found) {
    return noSuchDose(who, `a gain that '${fit.model}' reaches at some dose`, short(gain), {
      gain,
      gainAtLargestDose: reader.value(fit.range.upper) - reader.value(0),
    });
  }
  const what = `dose of a gain of ${short(gain)} ${fit.units.response} over dose 0`;
  return readDose(reader, { kind: 'target-dose', what, equation, dose: found.dose, zeroMatters: true }, options, who);
}

/** f(x) - f(0) = gain. */
export function gainEquation({ curve }: FittedCurve, gain: number): DoseEquation {
  return {
    residual: (dose, parameters) => curve.value(dose, parameters) - curve.value(0, parameters) - gain,
    byDose: curve.slope,
    byParameters: (dose, parameters) => {
      const zero = gradientAt(curve, 0, parameters);
      return gradientAt(curve, dose, parameters).map((g, j) => g - zero[j]!);
    },
  };
}
