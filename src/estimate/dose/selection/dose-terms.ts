import { need } from '../../../support/need.js';
import { short } from '../reading/fitted-curve.js';

/** A curve that is a sum of terms of the dose: a line, a parabola, or a line that bends at stated doses. */
export type InstrumentedCurve = 'linear' | 'quadratic' | { readonly knots: readonly number[] };

/** A term of a curve: a function of the dose that is 0 at dose 0. */
export interface DoseTerm {
  readonly name: string;
  readonly value: (dose: number) => number;
  readonly slope: (dose: number) => number;
}

const wordsOf = (curve: unknown): string => (typeof curve === 'object' ? JSON.stringify(curve) : String(curve));

/**
 * The terms of a curve.
 *
 * @param dose - name of the column
 * @throws {@link EfficacyError} `invalid_argument`
 */
export function doseTerms(dose: string, curve: InstrumentedCurve, who: string): readonly DoseTerm[] {
  const linear: DoseTerm = { name: dose, value: (x) => x, slope: () => 1 };
  if (curve === 'linear') return [linear];
  if (curve === 'quadratic') return [linear, { name: `${dose}^2`, value: (x) => x * x, slope: (x) => 2 * x }];
  const told: unknown = typeof curve === 'object' && curve !== null ? curve.knots : [];
  const knots: readonly number[] = Array.isArray(told) ? told : [];
  const fine =
    knots.length > 0 &&
    knots.every((knot, i) => typeof knot === 'number' && knot > (knots[i - 1] ?? 0) && knot < Infinity);
  need(
    fine,
    'invalid_argument',
    who,
    "a curve 'linear', 'quadratic' or { knots } above 0 in ascending order",
    wordsOf(curve),
  );
  return [
    linear,
    ...knots.map((knot) => ({
      name: `${dose}>${short(knot)}`,
      value: (x: number) => Math.max(0, x - knot),
      slope: (x: number) => (x >= knot ? 1 : 0), // that of the next minute, so at the knot the new one
    })),
  ];
}
