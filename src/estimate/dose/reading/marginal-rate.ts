import { checkLevel } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { TestedEstimate } from '../../estimate.js';
import { tInference } from '../../t-inference.js';
import type { DoseResponseFit } from '../fit/dose-response-fit.js';
import { byDose, deltaError, fittedCurve, notesOfDose } from './fitted-curve.js';

/** How {@link marginalRate} reads a curve. */
export interface MarginalRateOptions {
  /** @defaultValue that of the fit */
  readonly level?: number;
}

/** What one more unit of dose goes with at a dose. */
export interface MarginalRate extends TestedEstimate {
  /** Which result this is. */
  readonly kind: 'marginal-rate';
  /** Where the slope is taken. */
  readonly dose: number;
}

/**
 * The slope of a fitted curve at a dose: mean growth that goes with one more minute there.
 *
 * It is neither the ratio of mean gain to mean minutes nor the mean of the students' own ratios.
 *
 * @param fit - from {@link fitDoseResponse}
 * @param dose - 0 or more
 * @returns the slope in points per minute (units of the fit), by the delta method
 * @throws {@link EfficacyError} `out_of_domain` for a dose below 0 or where the slope has no limit
 *
 * @example
 * marginalRate(fit, 30).estimate; // points for the 31st minute
 */
export function marginalRate(fit: DoseResponseFit, dose: number, options: MarginalRateOptions = {}): MarginalRate {
  const who = 'marginalRate';
  const { level = fit.level } = options;
  checkLevel(who, level);
  need(Number.isFinite(dose) && dose >= 0, 'out_of_domain', who, 'a dose of 0 or more', dose);
  const reader = fittedCurve(fit);
  const estimate = reader.slope(dose);
  need(Number.isFinite(estimate), 'out_of_domain', who, 'a dose at which the curve has a finite slope', dose);
  const error = deltaError(fit.vcov, byDose(reader.gradient, dose, Math.max(dose, fit.range.upper / 50)));
  const standardError = Number.isFinite(error) ? error : null;
  const tested =
    standardError !== null && standardError > 0 ? tInference(estimate, standardError, fit.df, level) : null;
  return {
    kind: 'marginal-rate',
    dose,
    estimate,
    standardError,
    df: fit.df,
    statistic: tested?.statistic ?? null,
    pValue: tested?.pValue ?? null,
    interval: tested?.interval ?? null,
    unit: `${fit.units.response}/${fit.units.dose}`,
    method: `slope of '${fit.model}' at a dose; delta method, ${fit.vcovType} covariance, t with ${fit.df} df`,
    notes: [
      ...notesOfDose(fit, dose, false),
      ...(tested ? [] : [{ code: 'no_standard_error', message: 'The slope has no standard error above 0 there.' }]),
    ],
  };
}
