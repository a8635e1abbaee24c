import { cholesky } from '../../numeric/linalg/cholesky.js';
import { solveCholesky } from '../../numeric/linalg/cholesky-solve.js';
import { multiplyInto } from '../../numeric/linalg/matrix.js';
import { EfficacyError } from '../../support/errors.js';
import type { LinearModel } from './model.js';
import { uncentre } from './uncentre.js';

/** Weighted sums of the coefficients as they were given: C b. */
export function sumsOfCoefficients({ system, solution }: LinearModel, rows: Float64Array): Float64Array {
  const q = rows.length / system.size;
  const out = new Float64Array(q);
  multiplyInto(out, rows, uncentre(system, solution.coefficients), q, system.size, 1);
  return out;
}

/** Covariance of those sums: C V C', for V of size x size. */
export function covarianceOfSums(rows: Float64Array, vcov: Float64Array, size: number): Float64Array {
  const q = rows.length / size;
  const half = new Float64Array(q * size);
  multiplyInto(half, rows, vcov, q, size, size);
  const out = new Float64Array(q * q);
  for (let a = 0; a < q; a++) {
    for (let b = 0; b < q; b++) {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += half[a * size + j]! * rows[b * size + j]!;
      out[a * q + b] = sum;
    }
  }
  return out;
}

/**
 * x'V^-1 x.
 *
 * @throws {@link EfficacyError} `invalid_argument` where V is singular
 */
export function waldStatistic(v: Float64Array, x: Float64Array, who: string): number {
  const factor = cholesky(v, x.length);
  const [repeated] = factor.dropped;
  if (repeated !== undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs constraints that do not follow from one another; constraint ${repeated + 1} follows from those before it, or its covariance is 0`,
      { constraint: repeated + 1 },
    );
  }
  return solveCholesky(factor, x).reduce((sum, s, i) => sum + s * x[i]!, 0);
}
