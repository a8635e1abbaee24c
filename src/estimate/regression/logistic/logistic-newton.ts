import { choleskyInto } from '../../../numeric/linalg/cholesky.js';
import { choleskyInverseInto, choleskySolveInto } from '../../../numeric/linalg/cholesky-solve.js';

/** Rows of a logistic regression. */
export interface LogisticRows {
  /** The column of ones and the others, which are independent and of mean 0 and spread 1; n x k, row-major. */
  readonly x: Float64Array;
  readonly k: number;
  /** 0 or 1. */
  readonly y: Float64Array;
  /** Null where every row counts once. */
  readonly weights: Float64Array | null;
  /** Whether half the log determinant of the information is added to the log likelihood. */
  readonly penalized: boolean;
}

/** The likelihood at some coefficients. */
export interface LogisticPoint {
  readonly beta: Float64Array;
  readonly probabilities: Float64Array;
  /** Log likelihood, with the penalty where there is one. */
  readonly value: number;
  /** Factor of the information X'WX. */
  readonly lower: Float64Array;
  /** Derivative of the value by each coefficient. */
  readonly score: Float64Array;
}

/** How a search ended: at a maximum; along a direction in which the likelihood rises for ever; or neither. */
export type LogisticSearch =
  | { readonly ended: 'converged'; readonly at: LogisticPoint; readonly iterations: number }
  | { readonly ended: 'separated'; readonly direction: Float64Array }
  | { readonly ended: 'stalled'; readonly iterations: number };

const mostIterations = 200;
/** A step that leaves every coefficient as it is: Newton's method doubles the digits of the one before. */
const small = 1e-7;

/** The likelihood and its derivatives. @see Firth (1993), Biometrika 80(1), 27-38, section 3.3 for the penalized score. */
export function logisticPoint({ x, k, y, weights, penalized }: LogisticRows, beta: Float64Array): LogisticPoint {
  const n = y.length;
  let value = 0;
  const information = new Float64Array(k * k);
  const residuals = new Float64Array(n);
  const curvature = new Float64Array(n);
  const probabilities = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const w = weights === null ? 1 : weights[i]!;
    let eta = 0;
    for (let j = 0; j < k; j++) eta += x[i * k + j]! * beta[j]!;
    const against = y[i] === 1 ? -eta : eta;
    value -= w * (Math.max(0, against) + Math.log1p(Math.exp(-Math.abs(against))));
    const p = 1 / (1 + Math.exp(-eta));
    probabilities[i] = p;
    residuals[i] = y[i] === 1 ? w / (1 + Math.exp(eta)) : -w * p;
    curvature[i] = (w * p) / (1 + Math.exp(eta));
    for (let a = 0; a < k; a++) {
      const xa = curvature[i]! * x[i * k + a]!;
      for (let b = 0; b <= a; b++) information[a * k + b]! += xa * x[i * k + b]!;
    }
  }
  const lower = new Float64Array(k * k);
  choleskyInto(lower, information, k, 1e-14);
  const score = new Float64Array(k);
  const inverse = new Float64Array(k * k);
  if (penalized) {
    choleskyInverseInto(inverse, lower, k);
    for (let a = 0; a < k; a++) value += Math.log(lower[a * (k + 1)]!);
  }
  for (let i = 0; i < n; i++) {
    let pull = residuals[i]!;
    if (penalized) {
      let h = 0;
      for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) h += x[i * k + a]! * inverse[a * k + b]! * x[i * k + b]!;
      pull += curvature[i]! * h * (0.5 - probabilities[i]!);
    }
    for (let a = 0; a < k; a++) score[a]! += pull * x[i * k + a]!;
  }
  return { beta, probabilities, value, lower, score };
}

/**
 * Newton's method with halved steps.
 *
 * @param start - where to begin
 * @param fixed - a coefficient that stays as it is; none where it is -1
 * @see McCullagh & Nelder (1989), Generalized Linear Models, section 4.4; Albert & Anderson (1984), Biometrika 71(1), 1-10, on separation.
 */
export function maximizeLogistic(rows: LogisticRows, start: Float64Array, fixed = -1): LogisticSearch {
  let at = logisticPoint(rows, start);
  for (let iterations = 1; iterations <= mostIterations; iterations++) {
    const step = stepOf(at, rows.k, fixed);
    if (step === null) return { ended: 'stalled', iterations };
    let factor = 1;
    let next = logisticPoint(rows, moved(at.beta, step, factor));
    // What is lost in rounding is no fall.
    while (!(next.value >= at.value - 1e-13 * (1 + Math.abs(at.value))) && factor > 1e-10) {
      factor /= 2;
      next = logisticPoint(rows, moved(at.beta, step, factor));
    }
    if (factor === 1 && step.every((s) => Math.abs(s) < small)) return { ended: 'converged', at: next, iterations };
    if (!rows.penalized && iterations >= 6 && separates(rows, step)) return { ended: 'separated', direction: step };
    at = next;
  }
  return { ended: 'stalled', iterations: mostIterations };
}

/** The step of Newton's method along the coefficients that are free; null where the information is exhausted. */
function stepOf({ lower, score }: LogisticPoint, k: number, fixed: number): Float64Array | null {
  const step = new Float64Array(k);
  for (let a = 0; a < k; a++) if (!(lower[a * (k + 1)]! > 0)) return null;
  choleskySolveInto(step, lower, score, k);
  if (fixed < 0) return step;
  // The step that a constraint leaves: that of Newton less a multiple of the column of the inverse.
  const unit = new Float64Array(k);
  unit[fixed] = 1;
  choleskySolveInto(unit, lower, unit, k);
  const share = step[fixed]! / unit[fixed]!;
  for (let a = 0; a < k; a++) step[a]! -= share * unit[a]!;
  step[fixed] = 0;
  return step;
}

function moved(from: Float64Array, step: Float64Array, factor: number): Float64Array {
  return from.map((value, a) => value + factor * step[a]!);
}

/** Whether a direction lets every row rise towards its outcome, or at least not fall: then the likelihood has no maximum. */
function separates({ x, k, y }: LogisticRows, direction: Float64Array): boolean {
  let [least, most] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    let change = 0;
    for (let a = 0; a < k; a++) change += x[i * k + a]! * direction[a]!;
    if (y[i] === 0) change = -change;
    if (change < least) least = change;
    if (change > most) most = change;
  }
  return most > 1e-3 && least >= -1e-7 * most;
}
