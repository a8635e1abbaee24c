import { choleskyInverseInto, qr, solveQr } from '../../../numeric/linalg/index.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import type { DoseCells } from '../fit/dose-cells.js';
import { criticalT } from '../reading/fitted-curve.js';

/** A smooth curve at one dose. */
export interface SmoothedResponse {
  /** Where the curve is read. */
  readonly dose: number;
  /** Mean response, in points. */
  readonly estimate: number;
  /** Of the estimate, in its unit. */
  readonly standardError: number;
  /** Confidence interval, in the unit of the estimate. */
  readonly interval: Interval;
  /** Slope there, in points per unit of dose. */
  readonly slope: number;
}

/** Least squares on a basis of functions of the dose. */
export interface BasisFit {
  readonly coefficients: Float64Array;
  /** `(X'WX)^-1`. */
  readonly inverse: Float64Array;
  readonly rss: number;
  readonly df: number;
  readonly residualVariance: number;
}

/** What is said of errors under sampling weights. */
export const samplingAsPrecision: Note = {
  code: 'weights_taken_as_precision',
  message:
    'Errors, intervals and tests take sampling weights as inverse variances, which they are not; fitDoseResponse has robust errors.',
};

/** Fits cell means by weighted least squares on a basis; rows and their moments give the same. */
export function fitBasis(
  basis: (dose: number) => readonly number[],
  { dose, mean, weight, within, n }: Pick<DoseCells, 'dose' | 'mean' | 'weight' | 'within' | 'n'>,
  who: string,
): BasisFit {
  const rows = dose.length;
  const k = basis(dose[0]!).length;
  need(rows >= k, 'too_few_observations', who, `at least ${k} different doses for ${k} coefficients`, rows);
  need(n > k, 'too_few_observations', who, `more than ${k} observations`, n);
  const x = new Float64Array(rows * k);
  const y = new Float64Array(rows);
  for (let c = 0; c < rows; c++) {
    const root = Math.sqrt(weight[c]!);
    basis(dose[c]!).forEach((value, j) => {
      x[c * k + j] = root * value;
    });
    y[c] = root * mean[c]!;
  }
  const factor = qr(x, rows, k, { tolerance: 1e-11 });
  need(
    factor.rank === k,
    'collinear',
    who,
    'doses that tell the pieces of the curve apart (use fewer knots)',
    `rank ${factor.rank} of ${k}`,
  );
  const coefficients = solveQr(factor, y);
  const lower = new Float64Array(k * k);
  for (let a = 0; a < k; a++) for (let b = 0; b <= a; b++) lower[a * k + b] = factor.r[b * k + a]!;
  const inverse = new Float64Array(k * k);
  choleskyInverseInto(inverse, lower, k);
  let rss = within;
  for (let c = 0; c < rows; c++) {
    let miss = y[c]!;
    for (let j = 0; j < k; j++) miss -= x[c * k + j]! * coefficients[j]!;
    rss += miss * miss;
  }
  const df = n - k;
  return { coefficients, inverse, rss, df, residualVariance: rss / df };
}

/** Reads a fitted basis at some doses. */
export function readBasis(
  fit: BasisFit,
  basis: (dose: number) => readonly number[],
  slopes: (dose: number) => readonly number[],
  doses: ArrayLike<number>,
  level: number,
  who: string,
): SmoothedResponse[] {
  checkLevel(who, level);
  const k = fit.coefficients.length;
  const t = criticalT(level, fit.df);
  const dot = (x: readonly number[]): number => x.reduce((sum, value, j) => sum + value * fit.coefficients[j]!, 0);
  return Array.from(doses, (dose) => {
    need(Number.isFinite(dose) && dose >= 0, 'out_of_domain', who, 'doses of 0 or more', dose);
    const x = basis(dose);
    let spread = 0;
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) spread += x[a]! * fit.inverse[a * k + b]! * x[b]!;
    const estimate = dot(x);
    const standardError = Math.sqrt(Math.max(0, spread) * fit.residualVariance);
    const half = t * standardError;
    const interval = { lower: estimate - half, upper: estimate + half, level };
    return { dose, estimate, standardError, interval, slope: dot(slopes(dose)) };
  });
}

/** Quantile of rows by R's default: linear at (n - 1) p. */
export function rowQuantile({ dose, parts }: DoseCells, p: number): number {
  const counts = new Map<number, number>();
  for (const part of parts) counts.set(part.dose, (counts.get(part.dose) ?? 0) + part.n);
  const total = parts.reduce((sum, part) => sum + part.n, 0);
  const at = (total - 1) * p;
  const below = Math.floor(at + 1e-9 * Math.max(1, at));
  const value = (rank: number): number => {
    let passed = 0;
    for (const one of dose) {
      passed += counts.get(one)!;
      if (rank < passed) return one;
    }
    return dose[dose.length - 1]!;
  };
  const low = value(below);
  return low + Math.max(0, at - below) * (value(below + 1) - low);
}
