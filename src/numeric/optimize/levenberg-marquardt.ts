import { need } from '../../support/need.js';
import { epsilon, max, sqrt } from '../math.js';
import { moved } from './bounds.js';
import { type IterationOptions, iterate } from './convergence.js';
import { type Curve, residualProblem } from './curve.js';
import { type CurveFit, describeFit } from './curve-fit.js';
import { bentStep, dampedStep } from './damped-step.js';
import { type View, viewFrom } from './view.js';

/** Settings of {@link levenbergMarquardt}. */
export interface LevenbergMarquardtOptions extends IterationOptions {
  /**
   * Relative offset below which the fit has converged: how far the estimates are from the minimum, in standard errors.
   * @defaultValue `1e-12`
   */
  readonly tolerance?: number;
  /**
   * Iterations after which to give up.
   * @defaultValue `2000`
   */
  readonly maxIterations?: number;
}

/** Offset at which a fit that cannot get better has converged all the same. */
const acceptableOffset = 1e-5;

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
  const name = 'levenbergMarquardt';
  const { tolerance = 1e-12 } = options;
  const problem = residualProblem(name, curve, options);
  const negligible = 16 * epsilon * problem.size;
  const first = viewFrom(null, Float64Array.from(curve.start), problem);
  need(
    first !== null,
    'not_finite',
    name,
    'a start where curve and derivatives are finite (start elsewhere)',
    curve.start,
  );
  let here = first;
  let lambda = 1e-3;

  const ended = iterate(2000, options, () => {
    if (here.offset <= tolerance || sqrt(here.rss) <= negligible) return 'converged';
    // Sums of squares that differ by less differ by rounding; steps are then judged by the gap they leave.
    const noise = 1e-13 * here.rss + here.rounding * sqrt(here.rss);
    for (let growth = 2; lambda < 1e30; growth *= 2) {
      const [straight, promised] = dampedStep(here, here.projected, lambda, problem);
      const quiet = promised <= noise;
      const step = quiet ? straight : bentStep(here, straight, lambda, problem);
      const target = step && moved(here.x, step, 1, problem.box);
      if (target?.every((value, j) => value === here.x[j])) break;
      const next: View | null = target && viewFrom(here, target, problem, here.rss + (quiet ? 10 * noise : 0));
      if (quiet && !(next && next.gap < 0.9 * here.gap)) break;
      if (next) {
        const gain = quiet ? 1 : (here.rss - next.rss) / promised;
        lambda = max(lambda * max(1 / 3, 1 - (2 * gain - 1) ** 3), 1e-20);
        here = next;
        return null;
      }
      lambda *= growth;
    }
    return here.offset <= acceptableOffset || here.gap <= 4 * here.rounding ? 'converged' : 'stalled';
  });
  const rss = sqrt(here.rss) <= negligible ? 0 : here.rss;
  return describeFit(here, problem, rss, curve.jacobian ? 1e-13 : 1e-9, ended);
}
