import { findRoot } from '../../../numeric/optimize/index.js';

/** What a dose solves: `residual` is 0 there. */
export interface DoseEquation {
  readonly residual: (dose: number, parameters: ArrayLike<number>) => number;
  /** Its derivative by the dose. */
  readonly byDose: (dose: number, parameters: ArrayLike<number>) => number;
  /** Its derivatives by the parameters. */
  readonly byParameters: (dose: number, parameters: ArrayLike<number>) => Float64Array;
}

/** Pieces into which the observed doses are cut to look for a crossing. */
const pieces = 400;
/** How many times the largest dose is looked at beyond the data. */
const furthest = 1e8;

/**
 * All crossings of 0 of a function of the dose, looked for on the observed doses and, where there is none, beyond them.
 *
 * @param f - a function of the dose, finite or infinite
 * @param upper - the largest observed dose
 * @returns crossings in ascending order, with the sign of the function before them; beyond the data at most one
 */
export function crossings(
  f: (dose: number) => number,
  upper: number,
): readonly { readonly dose: number; readonly rising: boolean }[] {
  const inside = Array.from({ length: pieces + 1 }, (_, i) => (i / pieces) * upper);
  // A steep start is all in the first piece.
  const fine = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3].map((share) => share * upper);
  const found = crossingsBetween(f, [0, ...fine, ...inside.slice(1)]);
  if (found.length > 0) return found;
  return crossingBeyond(f, upper);
}

/** The first crossing beyond the observed doses, alone in a list; an empty one without. */
export function crossingBeyond(
  f: (dose: number) => number,
  upper: number,
): readonly { readonly dose: number; readonly rising: boolean }[] {
  const outside = [upper];
  for (let dose = upper * 1.02; dose < furthest * upper; dose *= 1.02) outside.push(dose);
  return crossingsBetween(f, outside).slice(0, 1);
}

/** The crossing nearest to 0 at a negative dose, which only curves on the plain dose axis have; null without. */
export function crossingBelowZero(f: (dose: number) => number, upper: number): number | null {
  const doses = Array.from({ length: 40 * pieces + 1 }, (_, i) => (-i / pieces) * upper);
  return crossingsBetween(f, doses)[0]?.dose ?? null;
}

function crossingsBetween(f: (dose: number) => number, doses: readonly number[]): { dose: number; rising: boolean }[] {
  const found: { dose: number; rising: boolean }[] = [];
  let before = f(doses[0]!);
  for (let i = 1; i < doses.length; i++) {
    const [a, b] = [doses[i - 1]!, doses[i]!];
    const here = f(b);
    if (Number.isNaN(here)) break;
    if (here === 0 || (before < 0 && here > 0) || (before > 0 && here < 0)) {
      found.push({ dose: here === 0 ? b : rootBetween(f, a, b), rising: before < 0 });
    }
    if (here !== 0) before = here;
  }
  return found;
}

/** The root between two doses of which the function has different signs; an infinite end is moved inside. */
export function rootBetween(f: (dose: number) => number, a: number, b: number): number {
  const bounded = (x: number): number => Math.max(-1e300, Math.min(1e300, f(x)));
  return findRoot(bounded, a, b).root;
}
