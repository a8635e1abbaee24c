import { need } from '../../../support/need.js';
import { gradientAt } from '../curves/curve.js';
import type { DoseResponseFit } from '../fit/dose-response-fit.js';
import { crossingBeyond, crossings, type DoseEquation } from './dose-equation.js';
import { byDose, type FittedCurve, fittedCurve, short } from './fitted-curve.js';
import { type DoseIntervalOptions, type DoseReading, noSuchDose, readDose } from './read-dose.js';

/** What {@link worthwhileDose} looks for. */
export interface WorthwhileDoseOptions extends DoseIntervalOptions {
  /**
   * What a minute is worth elsewhere: points that it would bring there, in the units of the fit; negative where less is better. 0 looks for the top.
   */
  readonly costPerDose: number;
}

/**
 * The dose from which the next minute brings less than it costs: where the slope of the curve falls to a stated rate (rises to it where less is better).
 *
 * Of several such doses the one with the largest response less cost. Where the curve is nowhere so steep the dose is 0, with a note
 * and without an interval.
 *
 * @param fit - from {@link fitDoseResponse}
 * @param options - the opportunity cost in points per minute, and how the interval is made
 * @returns the dose, in the unit of the doses of the fit; beyond the observed doses only with a note `outside_data`
 * @throws {@link EfficacyError} `out_of_domain` when the curve stays steeper than that for ever; `invalid_argument`
 *
 * @example
 * worthwhileDose(fit, { costPerDose: 0.02 }).estimate; // minutes, when teaching brings 0.02 points a minute
 */
export function worthwhileDose(fit: DoseResponseFit, options: WorthwhileDoseOptions): DoseReading {
  const who = 'worthwhileDose';
  const { costPerDose } = options;
  need(Number.isFinite(costPerDose), 'invalid_argument', who, 'a finite cost', costPerDose);
  const better = costPerDose < 0 ? -1 : 1;
  const reader = fittedCurve(fit);
  const equation = slopeEquation(reader, costPerDose);
  const net = (dose: number): number => better * (reader.value(dose) - costPerDose * dose);
  const above = (dose: number): number => better * equation.residual(dose, reader.parameters);
  const { upper } = fit.range;
  const fallingIn = (found: ReturnType<typeof crossings>): number[] =>
    found.filter(({ rising }) => !rising).map(({ dose }) => dose);
  const inside = fallingIn(crossings(above, upper));
  // Still steeper at the end of the data: it may fall beyond.
  const falling = inside.length === 0 && above(upper) > 0 ? fallingIn(crossingBeyond(above, upper)) : inside;
  const unit = `${fit.units.response}/${fit.units.dose}`;
  const what = `dose at which the slope falls to ${short(costPerDose)} ${unit}`;
  const best = falling.sort((a, b) => net(b) - net(a))[0];
  if (best === undefined && above(upper) > 0) {
    return noSuchDose(who, `a cost that the slope of '${fit.model}' falls to`, short(costPerDose), { costPerDose });
  }
  if (best !== undefined && net(best) >= net(0)) {
    return readDose(reader, { kind: 'worthwhile-dose', what, equation, dose: best, zeroMatters: false }, options, who);
  }
  return {
    kind: 'worthwhile-dose',
    estimate: 0,
    standardError: null,
    df: fit.df,
    interval: null,
    confidenceSet: null,
    unit: fit.units.dose,
    response: reader.value(0),
    method: `${what} of '${fit.model}'`,
    notes: [
      {
        code: 'never_worthwhile',
        message: `No dose brings more than it costs at ${short(costPerDose)} ${unit}: 0 is best, and has no interval.`,
      },
    ],
  };
}

/** f'(x) = rate; its own derivatives by differences. */
function slopeEquation({ curve, fit }: FittedCurve, rate: number): DoseEquation {
  const reach = (dose: number): number => Math.max(dose, fit.range.upper / 50);
  return {
    residual: (dose, parameters) => curve.slope(dose, parameters) - rate,
    byDose: (dose, parameters) => byDose((x) => Float64Array.of(curve.slope(x, parameters)), dose, reach(dose))[0]!,
    byParameters: (dose, parameters) => byDose((x) => gradientAt(curve, x, parameters), dose, reach(dose)),
  };
}
