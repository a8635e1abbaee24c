import { need } from '../../../support/need.js';
import type { DoseResponseFit } from '../fit/dose-response-fit.js';
import { shareOfEffect } from './effective-dose.js';
import { fittedCurve } from './fitted-curve.js';
import type { DoseIntervalOptions, DoseReading } from './read-dose.js';

/** How {@link plateauDose} reads a curve. */
export interface PlateauDoseOptions extends DoseIntervalOptions {
  /**
   * Share of the whole effect at which a curve counts as level.
   * @defaultValue 0.95
   */
  readonly share?: number;
}

/**
 * The dose from which a curve is nearly level: that of 95 % of the way between its levels; for a curve with a top, that of 95 % of
 * the rise from dose 0 to it.
 *
 * @param fit - from {@link fitDoseResponse}
 * @returns the dose, in the unit of the doses of the fit
 * @throws {@link EfficacyError} `invalid_argument` for a curve that never levels off (`linear`, `log-linear`, `exponential`) or a share that
 * is none; `out_of_domain` where no dose gives it
 *
 * @example
 * plateauDose(fit).estimate; // minutes after which little more is gained
 */
export function plateauDose(fit: DoseResponseFit, options: PlateauDoseOptions = {}): DoseReading {
  const who = 'plateauDose';
  const { share = 0.95 } = options;
  need(share > 0 && share < 1, 'invalid_argument', who, 'a share between 0 and 1', share);
  const endless = ['linear', 'log-linear', 'exponential'].includes(fit.model);
  need(!endless, 'invalid_argument', who, 'a curve that levels off', fit.model);
  return shareOfEffect(fittedCurve(fit), 100 * share, options, 'plateau-dose', who);
}
