import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { gradientAt } from '../curves/curve.js';
import type { DoseResponseFit } from '../fit/dose-response-fit.js';
import { crossingBelowZero, crossings, type DoseEquation } from './dose-equation.js';
import { type FittedCurve, fittedCurve, short } from './fitted-curve.js';
import { type DoseIntervalOptions, type DoseReading, noSuchDose, readDose } from './read-dose.js';

/** How {@link effectiveDose} reads a curve. */
export interface EffectiveDoseOptions extends DoseIntervalOptions {
  /**
   * What the per cent are of: the way between the levels that the curve comes from and tends to (drc), or between dose 0 and the most
   * that the curve differs from it on the observed doses (DoseFinding).
   * @defaultValue `'levels'` where the curve has them, else `'range'`
   */
  readonly of?: 'levels' | 'range';
}

/**
 * The dose that gives a share of the whole effect of a curve, such as the half: ED50.
 *
 * @param fit - from {@link fitDoseResponse}
 * @param percent - of the effect, between 0 and 100
 * @returns the dose, in the unit of the doses of the fit
 * @throws {@link EfficacyError} `invalid_argument` for a per cent that is none, `'levels'` of a curve without, or a profile with a robust
 * covariance; `out_of_domain` where no dose gives it
 *
 * @example
 * effectiveDose(fit, 50, { interval: 'profile' }).interval;
 *
 * @see Ritz, Baty, Streibig & Gerhard (2015), PLoS ONE 10(12), e0146021 (relative effective doses).
 */
export function effectiveDose(fit: DoseResponseFit, percent: number, options: EffectiveDoseOptions = {}): DoseReading {
  return shareOfEffect(fittedCurve(fit), percent, options, 'effective-dose', 'effectiveDose');
}

/** The dose of a per cent of the effect, under the name of the public function. */
export function shareOfEffect(
  reader: FittedCurve,
  percent: number,
  options: EffectiveDoseOptions,
  kind: 'effective-dose' | 'plateau-dose',
  who: string,
): DoseReading {
  const { fit, curve } = reader;
  const { of = curve.shape.limits ? 'levels' : 'range' } = options;
  need(percent > 0 && percent < 100, 'invalid_argument', who, 'a per cent between 0 and 100', percent);
  need(of === 'levels' || of === 'range', 'invalid_argument', who, "of 'levels' or 'range'", of);
  const equation = of === 'levels' ? ofLevels(reader, percent / 100, who) : ofRange(reader, percent / 100, who);
  const f = (dose: number): number => equation.residual(dose, reader.parameters);
  const dose = crossings(f, fit.range.upper)[0]?.dose ?? crossingBelowZeroOf(reader, f);
  if (dose === null)
    return noSuchDose(who, `an effect of '${fit.model}' that some dose gives`, `${percent} %`, { percent });
  const what = `dose of ${short(percent)} % of the ${of === 'levels' ? 'way between its levels' : 'largest effect on the observed doses'}`;
  const notes = of === 'levels' ? notesOfLevels(reader) : [];
  return readDose(reader, { kind, what, equation, dose, zeroMatters: of === 'range', notes }, options, who);
}

/** Says when the level that shares are counted from lies far beyond the data. */
function notesOfLevels({ fit, curve, parameters, value }: FittedCurve): Note[] {
  const level = (side: 'left' | 'right'): number =>
    (curve.shape.limits?.[side] ?? []).reduce((sum, m, j) => sum + m * parameters[j]!, 0);
  const [left, right] = [level('left'), level('right')];
  const reached = (value(fit.range.upper) - left) / (right - left);
  if (!(reached < 0.9)) return [];
  return [
    {
      code: 'level_not_reached',
      message: `At the largest observed dose the curve has come ${short(100 * Math.max(0, reached))} % of the way to its upper level, which is an extrapolation.`,
    },
  ];
}

function crossingBelowZeroOf({ fit, curve }: FittedCurve, f: (dose: number) => number): number | null {
  return curve.shape.nonlinear.some(({ role }) => role === 'location') ? crossingBelowZero(f, fit.range.upper) : null;
}

/** f(x) = (1 - share) left + share right. */
function ofLevels({ fit, curve }: FittedCurve, share: number, who: string): DoseEquation {
  const { limits } = curve.shape;
  need(limits !== null, 'invalid_argument', who, `a curve with levels for of: 'levels' (take 'range')`, fit.model);
  const mix = limits.left.map((l, j) => (1 - share) * l + share * limits.right[j]!);
  return {
    residual: (dose, parameters) =>
      curve.value(dose, parameters) - mix.reduce((sum, m, j) => sum + m * parameters[j]!, 0),
    byDose: curve.slope,
    byParameters: (dose, parameters) => gradientAt(curve, dose, parameters).map((g, j) => g - (mix[j] ?? 0)),
  };
}

/** f(x) = (1 - share) f(0) + share f(top), with the top on the observed doses; it moves with the curve. */
function ofRange({ fit, curve, parameters }: FittedCurve, share: number, who: string): DoseEquation {
  let known: { readonly theta: readonly number[]; readonly top: number } | null = null;
  const topOf = (theta: ArrayLike<number>): number => {
    if (known?.theta.every((value, j) => value === theta[j])) return known.top;
    const top = furthestFromStart((dose) => curve.value(dose, theta), fit.range.upper);
    known = { theta: Array.from(theta), top };
    return top;
  };
  need(
    curve.value(topOf(parameters), parameters) !== curve.value(0, parameters),
    'out_of_domain',
    who,
    'a curve that is not flat',
    fit.model,
  );
  return {
    residual: (dose, theta) =>
      curve.value(dose, theta) - (1 - share) * curve.value(0, theta) - share * curve.value(topOf(theta), theta),
    byDose: curve.slope,
    byParameters: (dose, theta) => {
      const [here, zero, top] = [dose, 0, topOf(theta)].map((x) => gradientAt(curve, x, theta));
      return here!.map((g, j) => g - (1 - share) * zero![j]! - share * top![j]!);
    },
  };
}

/** The observed dose range's point at which a curve is furthest from where it is at 0. */
export function furthestFromStart(value: (dose: number) => number, upper: number): number {
  const start = value(0);
  const away = (dose: number): number => Math.abs(value(dose) - start);
  let best = upper;
  let [from, to] = [0, upper];
  for (let zoom = 0; zoom < 12; zoom++) {
    const step = (to - from) / 40;
    for (let i = 0; i <= 40; i++) if (away(from + i * step) > away(best)) best = from + i * step;
    [from, to] = [Math.max(0, best - step), Math.min(upper, best + step)];
  }
  return best;
}
