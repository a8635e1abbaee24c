import { addDD, type DoubleDouble, divideDD, multiplyDD, sqrtDD, subtractDD, zeroDD } from '../sums/double-double.js';
import { packedIndex } from './packed.js';

/** x less `count` products. */
function less(x: DoubleDouble, count: number, product: (m: number) => DoubleDouble): DoubleDouble {
  let rest = x;
  for (let m = 0; m < count; m++) rest = subtractDD(rest, product(m));
  return rest;
}

/**
 * Cholesky factor of a packed matrix in double-double, or the first column of which the earlier ones leave no more than
 * its floor.
 */
export function choleskyDD(a: readonly DoubleDouble[], floors: readonly number[]): DoubleDouble[] | number {
  const l: DoubleDouble[] = [];
  for (let i = 0; i < floors.length; i++) {
    for (let j = 0; j <= i; j++) {
      const at = packedIndex(i, j);
      const left = less(a[at]!, j, (m) => multiplyDD(l[packedIndex(i, m)]!, l[packedIndex(j, m)]!));
      if (j < i) l[at] = divideDD(left, l[packedIndex(j, j)]!);
      else if (left.high > floors[i]!) l[at] = sqrtDD(left);
      else return i;
    }
  }
  return l;
}

/** x of `L x = b`. */
export function forwardSolveDD(l: readonly DoubleDouble[], b: readonly DoubleDouble[]): DoubleDouble[] {
  const x: DoubleDouble[] = [];
  b.forEach((bi, i) => {
    const left = less(bi, i, (m) => multiplyDD(l[packedIndex(i, m)]!, x[m]!));
    x.push(divideDD(left, l[packedIndex(i, i)]!));
  });
  return x;
}

/** x of `L' x = b`. */
export function backwardSolveDD(l: readonly DoubleDouble[], b: readonly DoubleDouble[]): DoubleDouble[] {
  const k = b.length;
  const x = b.slice();
  for (let i = k - 1; i >= 0; i--) {
    const left = less(b[i]!, k - 1 - i, (m) => multiplyDD(l[packedIndex(i + 1 + m, i)]!, x[i + 1 + m]!));
    x[i] = divideDD(left, l[packedIndex(i, i)]!);
  }
  return x;
}

/** Sum of squares of a vector. */
export function squaredLengthDD(x: readonly DoubleDouble[]): DoubleDouble {
  return x.reduce((sum, xi) => addDD(sum, multiplyDD(xi, xi)), zeroDD);
}
