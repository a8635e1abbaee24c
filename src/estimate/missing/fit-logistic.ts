import { choleskyInto, choleskySolveInto } from '../../numeric/linalg/index.js';

/** A logistic regression. */
export interface LogisticFit {
  /** Fitted probability of each row, between 0 and 1. */
  readonly probabilities: Float64Array;
  /** Of the intercept and each column, in log odds for one unit; null for a column that earlier ones determine, or without a finite value. */
  readonly coefficients: readonly (number | null)[];
  readonly iterations: number;
}

const mostIterations = 200;
/** A probability below this is that of something that does not happen. */
const impossible = 1e-9;
/** A step of Newton's method that changes nothing. */
const small = 1e-6;

/**
 * Logistic regression of a 0/1 outcome by Newton's method with halved steps, columns standardized on the way.
 *
 * @param y - 0 or 1, both of them present
 * @returns null when the columns make zeros certain; ones may be certain, with a probability of 1
 *
 * @see McCullagh & Nelder (1989), Generalized Linear Models, section 4.4; Albert & Anderson (1984), Biometrika 71(1), 1-10, on separation.
 */
export function fitLogistic(columns: readonly Float64Array[], y: Float64Array): LogisticFit | null {
  const n = y.length;
  const k = columns.length + 1;
  const scales = columns.map(scaleOf);
  const x = new Float64Array(n * k);
  for (let i = 0; i < n; i++) {
    x[i * k] = 1;
    columns.forEach((column, j) => {
      const { mean, spread } = scales[j]!;
      x[i * k + j + 1] = spread > 0 ? (column[i]! - mean) / spread : 0;
    });
  }
  let beta = new Float64Array(k);
  let { deviance, probabilities } = likelihood(x, y, beta);
  const lower = new Float64Array(k * k);
  for (let iterations = 1; iterations <= mostIterations; iterations++) {
    const step = newtonStep(x, y, probabilities, lower);
    let factor = 1;
    let next = moved(beta, step, factor);
    let there = likelihood(x, y, next);
    while (!(there.deviance <= deviance * (1 + 1e-14)) && factor > 1e-10) {
      factor /= 2;
      next = moved(beta, step, factor);
      there = likelihood(x, y, next);
    }
    const gain = deviance - there.deviance;
    [beta, deviance, probabilities] = [next, there.deviance, there.probabilities];
    if (probabilities.some((p) => p < impossible)) return null;
    const certain = probabilities.some((p) => p > 1 - impossible);
    // Steps are small one step after the gain is lost in rounding: Newton's method doubles the digits of the coefficients. Those of certain
    // ones grow for ever.
    if (Math.abs(gain) > 1e-11 * (deviance + 1) || !(certain || step.every((s) => Math.abs(s) < small))) continue;
    const moves = unscaled(step, lower, scales, k);
    const coefficients = unscaled(beta, lower, scales, k).map((b, j) => (Math.abs(moves[j] ?? 0) < small ? b : null));
    return { probabilities, coefficients, iterations };
  }
  return null;
}

function scaleOf(column: Float64Array): { readonly mean: number; readonly spread: number } {
  const mean = column.reduce((m, value, i) => m + (value - m) / (i + 1), 0);
  const spread = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length);
  return { mean, spread: spread > 1e-12 * Math.abs(mean) ? spread : 0 };
}

function likelihood(
  x: Float64Array,
  y: Float64Array,
  beta: Float64Array,
): { readonly deviance: number; readonly probabilities: Float64Array } {
  const k = beta.length;
  let deviance = 0;
  const probabilities = y.map((outcome, i) => {
    let eta = 0;
    for (let j = 0; j < k; j++) eta += x[i * k + j]! * beta[j]!;
    const against = outcome === 1 ? -eta : eta;
    deviance += 2 * (Math.max(0, against) + Math.log1p(Math.exp(-Math.abs(against))));
    return 1 / (1 + Math.exp(-eta));
  });
  return { deviance, probabilities };
}

/** Solves X'WX step = X'(y - p); the factor of X'WX stays in `lower`, with 0 on the diagonal for a column that earlier ones determine. */
function newtonStep(x: Float64Array, y: Float64Array, p: Float64Array, lower: Float64Array): Float64Array {
  const k = Math.sqrt(lower.length);
  const information = new Float64Array(k * k);
  const score = new Float64Array(k);
  for (let i = 0; i < y.length; i++) {
    const weight = p[i]! * (1 - p[i]!);
    const residual = y[i]! - p[i]!;
    for (let a = 0; a < k; a++) {
      const xa = x[i * k + a]!;
      score[a]! += xa * residual;
      for (let b = 0; b <= a; b++) information[a * k + b]! += weight * xa * x[i * k + b]!;
    }
  }
  choleskyInto(lower, information, k, 1e-11);
  const step = new Float64Array(k);
  choleskySolveInto(step, lower, score, k);
  return step;
}

function moved(from: Float64Array, step: Float64Array, factor: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(from, (value, i) => value + factor * step[i]!);
}

/** Coefficients of the columns as they came. */
function unscaled(
  beta: Float64Array,
  lower: Float64Array,
  scales: readonly { readonly mean: number; readonly spread: number }[],
  k: number,
): readonly (number | null)[] {
  const slopes = scales.map(({ spread }, j) => (lower[(j + 1) * (k + 1)]! > 0 ? beta[j + 1]! / spread : null));
  const intercept = slopes.reduce<number>((sum, slope, j) => sum - (slope ?? 0) * scales[j]!.mean, beta[0]!);
  return [intercept, ...slopes];
}
