import { choleskyInto } from '../../../numeric/linalg/cholesky.js';
import { maximizeLogistic } from './logistic-newton.js';
import { standardized, times } from './standardized-columns.js';

/** Fitted chances of an outcome of 1. */
export interface FittedProbabilities {
  /** Of each row, 0 to 1; 1 where the columns make it certain. */
  readonly probabilities: Float64Array;
  /** Of the intercept and each column, in log odds for one unit; null for a column that earlier ones determine, or without a finite value. */
  readonly coefficients: readonly (number | null)[];
}

/** A row whose log odds rise by less than this share of the steepest does not rise along a direction. */
const level = 1e-6;

/**
 * Chances of an outcome of 1 by logistic regression, in the limit where columns make some ones certain: those rows have a chance of 1, and the
 * likelihood of the others has its maximum without them.
 *
 * @param y - 0 or 1, both of them present
 * @returns null where the columns make zeros certain, so that nobody like them has a chance
 *
 * @see Albert & Anderson (1984), Biometrika 71(1), 1-10; Geyer (2009), Electron. J. Stat. 3, 259-289, on the limit.
 */
export function fitProbabilities(columns: readonly Float64Array[], y: Float64Array): FittedProbabilities | null {
  const probabilities = new Float64Array(y.length).fill(1);
  const endless = new Set<number>();
  let rows = Uint32Array.from(y.keys());
  while (rows.length > 0) {
    const outcomes = Float64Array.from(rows, (i) => y[i]!);
    if (!outcomes.includes(1)) return null;
    const own = columns.map((column) => Float64Array.from(rows, (i) => column[i]!));
    const kept = independent(own, rows.length);
    const { x, k, back } = standardized(
      kept.map((j) => own[j]!),
      rows.length,
    );
    const places = [0, ...kept.map((j) => j + 1)];
    const search = maximizeLogistic({ x, k, y: outcomes, weights: null, penalized: false }, new Float64Array(k));
    if (search.ended === 'stalled') return null;
    if (search.ended === 'converged') {
      rows.forEach((i, at) => {
        probabilities[i] = search.at.probabilities[at]!;
      });
      const coefficients: (number | null)[] = [0, ...columns].map(() => null);
      times(back, search.at.beta, k).forEach((b, a) => {
        if (!endless.has(places[a]!)) coefficients[places[a]!] = b;
      });
      return { probabilities, coefficients };
    }
    const rise = times(x, search.direction, k, rows.length);
    const steepest = rise.reduce((most, r) => Math.max(most, Math.abs(r)), 0);
    const moves = rise.map((r) => Number(Math.abs(r) > level * steepest));
    if (rows.some((i, at) => moves[at] === 1 && y[i] === 0)) return null;
    for (const a of endlessOf(search.direction, back, k)) endless.add(places[a]!);
    rows = rows.filter((_, at) => moves[at] === 0);
  }
  return null;
}

/** Which columns neither are constant nor are determined by earlier ones. */
function independent(columns: readonly Float64Array[], n: number): readonly number[] {
  const varying = [...columns.keys()].filter((j) => {
    const column = columns[j]!;
    const mean = column.reduce((m, value, i) => m + (value - m) / (i + 1), 0);
    return column.some((value) => Math.abs(value - mean) > 1e-12 * Math.abs(mean));
  });
  const { x, k } = standardized(
    varying.map((j) => columns[j]!),
    n,
  );
  const products = new Float64Array(k * k);
  for (let i = 0; i < n; i++)
    for (let a = 0; a < k; a++) for (let b = 0; b <= a; b++) products[a * k + b]! += x[i * k + a]! * x[i * k + b]!;
  const lower = new Float64Array(k * k);
  choleskyInto(lower, products, k, 1e-11);
  return varying.filter((_, at) => lower[(at + 1) * (k + 1)]! > 0);
}

/** Which coefficients, of the columns as they came, grow along a direction. */
function endlessOf(direction: Float64Array, back: Float64Array, k: number): readonly number[] {
  const along = times(back, direction, k);
  return [...along.keys()].filter((a) => {
    const size = direction.reduce((sum, d, b) => sum + Math.abs(back[a * k + b]! * d), 0);
    const widest = a === 0 ? size : back[a * (k + 1)]! * Math.hypot(...direction);
    return Math.abs(along[a]!) > level * widest;
  });
}
