import { addDD, type DoubleDouble, divideDD, multiplyDD, sqrtDD, subtractDD, zeroDD } from '../sums/double-double.js';
import { packedIndex } from './packed.js';

/**
 * Cholesky factor of a packed matrix in double-double, or the first column of which the earlier ones leave no more than
 * its floor.
 */
export function choleskyDD(a: readonly DoubleDouble[], floors: readonly number[]): DoubleDouble[] | number {
  const l: DoubleDouble[] = [];
  for (let i = 0; i < floors.length; i++) {
    const row = solveDD(l, a.slice(packedIndex(i, 0), packedIndex(i, i)));
    const left = subtractDD(a[packedIndex(i, i)]!, squaredLengthDD(row));
    if (!(left.high > floors[i]!)) return i;
    l.push(...row, sqrtDD(left));
  }
  return l;
}

/** x of `L x = b`, or of `L' x = b`, for a packed L. */
export function solveDD(l: readonly DoubleDouble[], b: readonly DoubleDouble[], transposed = false): DoubleDouble[] {
  const k = b.length;
  const x = new Array<DoubleDouble>(k); // with holes, which forEach passes over
  for (let step = 0; step < k; step++) {
    const i = transposed ? k - 1 - step : step;
    let left = b[i]!;
    x.forEach((known, m) => {
      left = subtractDD(left, multiplyDD(l[transposed ? packedIndex(m, i) : packedIndex(i, m)]!, known));
    });
    x[i] = divideDD(left, l[packedIndex(i, i)]!);
  }
  return x;
}

/** Sum of squares of a vector. */
export const squaredLengthDD = (x: readonly DoubleDouble[]): DoubleDouble =>
  x.reduce((sum, xi) => addDD(sum, multiplyDD(xi, xi)), zeroDD);
