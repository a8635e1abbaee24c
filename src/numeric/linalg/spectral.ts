import { need } from '../../support/need.js';
import { abs, epsilon, finite, max, sqrt, zeros } from '../math.js';
import { symmetricEigen } from './eigen.js';
import { needMatrix } from './matrix.js';

/**
 * A function of a symmetric matrix: the same eigenvectors, `f` of the eigenvalues.
 *
 * @param a - k x k, row-major; only the lower triangle is read
 * @returns k x k, row-major
 * @throws {@link EfficacyError} `length_mismatch`, `not_finite` (also when `f` gives a value that is not)
 *
 * @example
 * spectralFunction(Float64Array.of(4, 0, 0, 9), 2, sqrt); // [2, 0, 0, 3]
 */
export function spectralFunction(a: Float64Array, k: number, f: (eigenvalue: number) => number): Float64Array {
  const { values, vectors } = symmetricEigen(a, k);
  const images = values.map(f);
  images.forEach((image, i) => {
    need(finite(image), 'not_finite', 'spectralFunction', 'f finite on eigenvalues', `f(${values[i]}) = ${image}`);
  });
  const out = zeros(k * k);
  spectralInto(out, images, vectors, k);
  return out;
}

/** Writes `V' diag(values) V`, for eigenvectors in the rows of V. No checks, no allocation. */
export function spectralInto(out: Float64Array, values: Float64Array, vectors: Float64Array, k: number): void {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let m = 0; m < k; m++) sum += values[m]! * vectors[m * k + i]! * vectors[m * k + j]!;
      out[i * k + j] = sum;
      out[j * k + i] = sum;
    }
  }
}

/**
 * The symmetric inverse square root of a positive semidefinite matrix; where that is singular, of its Moore-Penrose
 * inverse: eigenvalues of at most `k^2 2^-52` times the largest diagonal element count as 0.
 *
 * @param a - k x k, row-major; only the lower triangle is read
 * @throws {@link EfficacyError} `length_mismatch`, `not_finite`, and `out_of_domain` for a negative eigenvalue
 */
export function inverseSquareRoot(a: Float64Array, k: number): Float64Array {
  needMatrix('inverseSquareRoot', a, k, k);
  let largest = 0;
  for (let i = 0; i < k; i++) largest = max(largest, abs(a[i * k + i]!));
  const zero = largest * k ** 2 * epsilon;
  return spectralFunction(a, k, (value) => {
    need(value >= -zero, 'out_of_domain', 'inverseSquareRoot', 'eigenvalues of 0 or more', value);
    return value > zero ? 1 / sqrt(value) : 0;
  });
}
