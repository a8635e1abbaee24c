import { EfficacyError } from '../../support/errors.js';
import { clamp } from './bounds.js';
import { type ConvergenceStatus, checkAborted, type IterationOptions } from './convergence.js';
import { type Curve, type ResidualProblem, residualProblem } from './curve.js';
import { type CurveFit, describeFit } from './curve-fit.js';
import { acceleration, type DampedStep, dampedStep } from './damped-step.js';
import { type Point, pointAt, type View, viewFrom } from './view.js';

/** Settings of {@link levenbergMarquardt}. */
export interface LevenbergMarquardtOptions extends IterationOptions {
  /**
   * Relative offset below which the fit has converged: how far the estimates are from the minimum, in standard errors.
   * @defaultValue `1e-12`
   */
  readonly tolerance?: number;
  /** @defaultValue `2000` */
  readonly maxIterations?: number;
}

/** Offset at which a fit that cannot get better has converged all the same. */
const acceptableOffset = 1e-5;
/** Iterations in which changes drown in rounding and the gap does not shrink, before giving up on digits. */
const patience = 5;

/**
 * Fits a nonlinear curve by least squares, within bounds, with standard errors.
 *
 * Levenberg-Marquardt by orthogonal triangles, with second-order correction of each step. A step to where the curve is not finite
 * is not taken. The fit has converged when the relative offset says that it stands at a minimum, never because steps became short.
 * Residuals as small as rounding count as 0, with standard errors 0. A minimum may be a local one: {@link multiStart} tries others.
 *
 * @param curve - observations, predictions, start, perhaps derivatives, bounds and weights
 * @param options - tolerance, iterations, abort signal
 * @returns estimates with standard errors, and how the iteration ended: look at `status`, or use {@link requireConverged}
 * @throws {@link EfficacyError} `too_few_observations` with fewer observations than parameters, `not_finite` for observations that are
 * not finite or a start where the curve or its derivatives are not, `out_of_domain` for observations below 1e-140, `invalid_weight`,
 * `length_mismatch`, `invalid_argument` for a start outside the bounds, `aborted`
 *
 * @example
 * const dose = [0, 1, 2, 4];
 * const { parameters } = requireConverged(levenbergMarquardt({
 *   observed: [0.1, 1.9, 2.9, 3.6],
 *   predict: ([top, rate], out) => dose.forEach((x, i) => { out[i] = top * (1 - Math.exp(-rate * x)); }),
 *   start: [3, 1],
 * }));
 *
 * @see Moré (1978), Lecture Notes in Mathematics 630, 105-116; Nielsen (1999), IMM-REP-1999-05, for the damping; Transtrum & Sethna
 * (2012), arXiv:1201.5885; Bates & Watts (1981), Technometrics 23, 179-183, for the relative offset.
 */
export function levenbergMarquardt(curve: Curve, options: LevenbergMarquardtOptions = {}): CurveFit {
  const { maxIterations = 2000, tolerance = 1e-12, signal } = options;
  const problem = residualProblem('levenbergMarquardt', curve);
  let here = startingView(problem, curve);
  let best = here;
  let status: ConvergenceStatus = 'max_iterations';
  let lambda = 1e-3;
  let drowned = 0;
  let iterations = 0;

  for (; iterations < maxIterations; iterations++) {
    checkAborted('levenbergMarquardt', signal, iterations);
    if (here.gap < 0.9 * best.gap) drowned = 0;
    if (drowned === 0 || here.gap < best.gap) best = here;
    if (here.offset <= tolerance || Math.sqrt(here.rss) <= problem.negligible) {
      status = 'converged';
      break;
    }
    // Sums of squares that differ by less differ by rounding; steps are then judged by the gap they leave.
    const noise = 1e-13 * here.rss + here.rounding * Math.sqrt(here.rss);
    let next: View | null = null;
    for (let growth = 2; !next && drowned < patience && lambda < 1e30; growth *= 2) {
      const damped = stepInside(here, lambda, problem);
      const quiet = damped.predicted <= noise;
      // A bend seen at a tenth of so short a step would be rounding.
      const straight = quiet || damped.length <= 1e4 * here.rounding;
      const target = straight ? plainTarget(here, damped, problem) : correctedTarget(here, damped, problem);
      if (target?.every((value, j) => value === here.x[j])) break;
      const trial = target && pointAt(target, problem);
      if (trial && trial.rss < here.rss + (quiet ? 10 * noise : 0)) next = viewFrom(here, trial, problem);
      if (next) {
        const gain = quiet ? 1 : (here.rss - next.rss) / damped.predicted;
        lambda = Math.max(lambda * Math.max(1 / 3, 1 - (2 * gain - 1) ** 3), 1e-20);
        if (quiet) drowned++;
      } else {
        lambda *= growth;
      }
    }
    if (!next) {
      status = best.offset <= acceptableOffset || best.gap <= 4 * best.rounding ? 'converged' : 'stalled';
      break;
    }
    here = next;
  }
  return describeFit(status === 'max_iterations' ? here : best, problem, { status, iterations });
}

function startingView(problem: ResidualProblem, curve: Curve): View {
  const point = pointAt(Float64Array.from(curve.start), problem);
  const view = point && viewFrom(null, point, problem);
  if (!view) {
    throw new EfficacyError(
      'not_finite',
      `levenbergMarquardt needs a start where the curve ${point ? 'has finite derivatives' : 'is finite'}, got ${curve.start}; start elsewhere`,
      { start: curve.start },
    );
  }
  return view;
}

/** The damped step, after holding the parameters that stand on a bound and would be pushed through it. */
function stepInside({ x, linear }: View, lambda: number, { box }: ResidualProblem): DampedStep {
  let damped = dampedStep(linear, lambda, linear.columns);
  for (;;) {
    const { step, columns } = damped;
    const staying = columns.filter(
      (j) => !(x[j]! <= box.lower[j]! && step[j]! < 0) && !(x[j]! >= box.upper[j]! && step[j]! > 0),
    );
    if (staying.length === columns.length) return damped;
    damped = dampedStep(linear, lambda, staying);
  }
}

/** Where the step leads, cut off at the bounds. */
function plainTarget({ x }: Point, { step }: DampedStep, { box }: ResidualProblem, share = 1): Float64Array {
  return x.map((value, j) => clamp(value + share * step[j]!, box.lower[j]!, box.upper[j]!));
}

/** Where the step leads along the curved surface, looked at a tenth of the way; null when the surface bends too much for it. */
function correctedTarget(here: View, damped: DampedStep, problem: ResidualProblem): Float64Array | null {
  const h = 0.1;
  const ahead = pointAt(plainTarget(here, damped, problem, h), problem);
  if (!ahead) return null;
  const { jacobian } = here.linear;
  const bending = ahead.residuals;
  for (let i = 0; i < bending.length; i++) {
    let slope = 0;
    for (const j of damped.columns) slope += jacobian[j * bending.length + i]! * damped.step[j]!;
    bending[i] = (2 / h) * ((bending[i]! - here.residuals[i]!) / h - slope);
  }
  const correction = acceleration(here.linear, damped, bending);
  if (!correction) return null;
  return plainTarget(here, { ...damped, step: damped.step.map((value, j) => value + correction[j]! / 2) }, problem);
}
