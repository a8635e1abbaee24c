import { need } from '../../support/need.js';
import { norm } from '../linalg/householder.js';
import { abs, finite, floor, sqrt, zeros } from '../math.js';
import { type Box, type BoxBounds, boxAround } from './bounds.js';
import { type IterationOptions, stopIfAborted } from './convergence.js';
import { differenceJacobian } from './difference.js';

/** A curve, or any vector of predictions, to be fitted to observations by least squares. */
export interface Curve extends BoxBounds {
  /** What was observed, n numbers. To minimize a sum of squares that has no observations, give zeros. */
  readonly observed: ArrayLike<number>;
  /** Writes the n predictions for these parameters to `predicted`; not finite where the model has none. */
  readonly predict: (parameters: Float64Array, predicted: Float64Array) => void;
  /**
   * Writes the derivatives: `derivatives[i * p + j]` is that of prediction i by parameter j.
   * @defaultValue central differences, 2p predictions an iteration; estimates keep about 7 to 10 digits
   */
  readonly jacobian?: (parameters: Float64Array, derivatives: Float64Array) => void;
  /** Where to start, p numbers within the bounds. */
  readonly start: readonly number[];
  /** Inverse variances of the observations up to a common factor; an observation with weight 0 is left out. */
  readonly precisionWeights?: ArrayLike<number>;
}

/** A checked curve: weighted residuals, predicted minus observed, with their derivatives. */
export interface ResidualProblem {
  readonly rows: number;
  /** Rows with a positive weight. */
  readonly n: number;
  /** Size of each parameter where it starts, 1 when that is 0. */
  readonly typical: Float64Array;
  readonly box: Box;
  /** Length of the vector of weighted observations. */
  readonly size: number;
  /** Writes the residuals; false where they are not finite. */
  readonly residualsAt: (x: Float64Array, out: Float64Array) => boolean;
  /** Writes the derivatives, column-major; false where differences find none. */
  readonly slopesAt: (x: Float64Array, residuals: Float64Array, reach: Float64Array, out: Float64Array) => boolean;
  readonly calls: () => number;
}

/** Checks a curve, counts its evaluations, and stops where the caller wants it. */
export function residualProblem(name: string, curve: Curve, { signal }: IterationOptions): ResidualProblem {
  const { observed, predict, jacobian, start, precisionWeights } = curve;
  const box = boxAround(name, start, curve);
  const rows = observed.length;
  const p = start.length;
  const weights = Float64Array.from(precisionWeights ?? zeros(rows).fill(1));
  need(weights.length === rows, 'length_mismatch', name, `one weight for each of ${rows} observations`, weights.length);
  const root = weights.map(sqrt);
  const odd = root.findIndex((w) => !(w < Infinity));
  need(odd < 0, 'invalid_weight', name, 'weights of 0 or more', `${weights[odd]} at index ${odd}`);
  const target = root.map((w, i) => (w === 0 ? 0 : typeof observed[i] === 'number' ? w * observed[i]! : Number.NaN));
  const hole = target.findIndex((y) => !finite(y));
  need(hole < 0, 'not_finite', name, 'finite observations', `${observed[hole]} at index ${hole}`);
  const n = root.filter((w) => w > 0).length;
  need(
    n >= p,
    'too_few_observations',
    name,
    `an observation for each of ${p} parameters (add data or fix parameters)`,
    n,
  );
  const size = norm(target);
  const vanishing = size < 1e-140 && target.some((y) => y !== 0);
  need(!vanishing, 'out_of_domain', name, 'observations whose squares do not vanish (use a smaller unit)', size);
  let calls = 0;

  const residualsAt = (x: Float64Array, out: Float64Array): boolean => {
    stopIfAborted(name, signal, calls++);
    predict(x, out);
    for (let i = 0; i < rows; i++) out[i] = root[i] === 0 ? 0 : root[i]! * out[i]! - target[i]!;
    return norm(out) < Infinity;
  };
  const slopesAt: ResidualProblem['slopesAt'] = (x, residuals, reach, out) => {
    if (!jacobian) return differenceJacobian(residualsAt, x, residuals, reach, box, out);
    const byRow = zeros(rows * p);
    jacobian(x, byRow);
    byRow.forEach((slope, at) => {
      const i = floor(at / p);
      out[(at % p) * rows + i] = root[i] === 0 ? 0 : root[i]! * slope;
    });
    return true;
  };
  const typical = Float64Array.from(start, (value) => abs(value) || 1);
  return { rows, n, typical, box, size, residualsAt, slopesAt, calls: () => calls };
}
