import { EfficacyError } from '../../support/errors.js';
import { type Box, type BoxBounds, boxAround } from './bounds.js';
import { differenceJacobian } from './difference.js';
import { norm } from './orthogonal.js';

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
  /** Whether derivatives are made from differences. */
  readonly differenced: boolean;
  /** Length of the vector of weighted observations. */
  readonly size: number;
  /** Residuals of this length are the rounding of predictions of that size. */
  readonly negligible: number;
  /** False where the curve has no finite value. */
  readonly residualsAt: (x: Float64Array, out: Float64Array) => boolean;
  /** Column-major; false where the curve has no finite derivative. */
  readonly derivativesAt: (x: Float64Array, residuals: Float64Array, reach: Float64Array, out: Float64Array) => boolean;
  readonly evaluations: () => number;
}

/** Checks a curve and counts its evaluations. */
export function residualProblem(name: string, curve: Curve): ResidualProblem {
  const box = boxAround(name, curve.start, curve);
  const rows = curve.observed.length;
  const p = curve.start.length;
  const root = rootWeights(name, curve, rows);
  const n = root.reduce((count, w) => count + Number(w > 0), 0);
  if (n < p) {
    throw new EfficacyError(
      'too_few_observations',
      `${name} needs at least as many observations as parameters, got ${n} for ${p}; add data or fix parameters`,
      { n, parameters: p },
    );
  }
  const target = root.map((w, i) => w * curve.observed[i]!);
  const size = norm(target);
  if (size < 1e-140 && target.some((one) => one !== 0)) {
    throw new EfficacyError(
      'out_of_domain',
      `${name} needs observations whose squares do not vanish, got a length of ${size}; measure them in a smaller unit`,
      { size },
    );
  }
  let evaluations = 0;

  const residualsAt = (x: Float64Array, out: Float64Array): boolean => {
    evaluations++;
    curve.predict(x, out);
    let finite = true;
    for (let i = 0; i < rows; i++) {
      const residual = root[i] === 0 ? 0 : root[i]! * out[i]! - target[i]!;
      if (!Number.isFinite(residual)) finite = false;
      out[i] = residual;
    }
    return finite;
  };

  const byRow = new Float64Array(curve.jacobian ? rows * p : 0);
  const derivativesAt: ResidualProblem['derivativesAt'] = (x, residuals, reach, out) => {
    if (!curve.jacobian) return differenceJacobian(residualsAt, x, residuals, reach, box, out);
    curve.jacobian(x, byRow);
    let finite = true;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < p; j++) {
        const slope = root[i] === 0 ? 0 : root[i]! * byRow[i * p + j]!;
        if (!Number.isFinite(slope)) finite = false;
        out[j * rows + i] = slope;
      }
    }
    return finite;
  };

  const typical = Float64Array.from(curve.start, (value) => Math.abs(value) || 1);
  return {
    rows,
    n,
    typical,
    box,
    differenced: !curve.jacobian,
    size,
    negligible: 16 * Number.EPSILON * size,
    residualsAt,
    derivativesAt,
    evaluations: () => evaluations,
  };
}

function rootWeights(name: string, { observed, precisionWeights }: Curve, rows: number): Float64Array {
  if (precisionWeights && precisionWeights.length !== rows) {
    throw new EfficacyError(
      'length_mismatch',
      `${name} needs one weight per observation, got ${precisionWeights.length} for ${rows}`,
      { observations: rows, weights: precisionWeights.length },
    );
  }
  return Float64Array.from({ length: rows }, (_, i) => {
    const weight = precisionWeights ? precisionWeights[i]! : 1;
    if (!(weight >= 0 && weight < Infinity)) {
      throw new EfficacyError('invalid_weight', `${name} needs weights of 0 or more, got ${weight} at index ${i}`, {
        index: i,
        value: weight,
      });
    }
    if (!Number.isFinite(observed[i]!)) {
      throw new EfficacyError('not_finite', `${name} needs finite observations, got ${observed[i]} at index ${i}`, {
        index: i,
        value: observed[i],
      });
    }
    return Math.sqrt(weight);
  });
}
