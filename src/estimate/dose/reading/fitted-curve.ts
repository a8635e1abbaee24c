import * as studentT from '../../../numeric/distributions/student-t.js';
import type { Note } from '../../../support/notes.js';
import { type DoseCurve, doseCurve, gradientAt } from '../curves/curve.js';
import type { DoseResponseFit } from '../fit/dose-response-fit.js';

/** A fit ready to be read: its curve at its estimates. */
export interface FittedCurve {
  readonly fit: DoseResponseFit;
  readonly curve: DoseCurve;
  readonly parameters: Float64Array;
  readonly value: (dose: number) => number;
  readonly slope: (dose: number) => number;
  /** Derivatives of the response by the parameters. */
  readonly gradient: (dose: number) => Float64Array;
}

/** The curve of a fit. */
export function fittedCurve(fit: DoseResponseFit): FittedCurve {
  const curve = doseCurve(fit.model, fit.constants);
  const parameters = Float64Array.from(fit.parameters, ({ estimate }) => estimate);
  return {
    fit,
    curve,
    parameters,
    value: (dose) => curve.value(dose, parameters),
    slope: (dose) => curve.slope(dose, parameters),
    gradient: (dose) => gradientAt(curve, dose, parameters),
  };
}

/** Standard error of a quantity with these derivatives by the parameters. */
export function deltaError(vcov: DoseResponseFit['vcov'], gradient: ArrayLike<number>): number {
  let sum = 0;
  vcov.forEach((row, j) => {
    row.forEach((value, l) => {
      if (value !== 0) sum += gradient[j]! * value * gradient[l]!;
    });
  });
  return Math.sqrt(Math.max(0, sum));
}

/** Half the width of an interval of Student's t in standard errors. */
export const criticalT = (level: number, df: number): number => studentT.isf((1 - level) / 2, df);

/** Derivative of a function of the dose by differences, never below 0. */
export function byDose(f: (dose: number) => Float64Array, dose: number, reach: number): Float64Array {
  const h = 1e-5 * reach;
  const [a, b] = dose >= h ? [f(dose + h), f(dose - h)] : [f(dose + h), f(dose + 2 * h)];
  if (dose >= h) return a.map((x, j) => (x - b[j]!) / (2 * h));
  const middle = f(dose);
  return a.map((x, j) => (4 * x - b[j]! - 3 * middle[j]!) / (2 * h));
}

/** Notes on reading a curve at a dose that no student had. */
export function notesOfDose(fit: DoseResponseFit, dose: number, zeroMatters: boolean): Note[] {
  const { lower, upper } = fit.range;
  // What the fit says of its bounds goes for all that is read off it.
  const notes: Note[] = fit.notes.filter(({ code }) => code === 'at_bound');
  const unit = fit.units.dose;
  if (dose < lower || dose > upper) {
    notes.push({
      code: 'outside_data',
      message: `${short(dose)} is outside the doses observed, ${short(lower)} to ${short(upper)} (${unit}): what the formula says there, not the data.`,
    });
  }
  if (zeroMatters && lower > 0) {
    notes.push({
      code: 'zero_not_observed',
      message: `No dose of 0 was observed (the least is ${short(lower)} ${unit}): the gain is over what the formula says of 0.`,
    });
  }
  return notes;
}

/** A number for a sentence: 6 digits. */
export const short = (x: number): string => String(Number(x.toPrecision(6)));
