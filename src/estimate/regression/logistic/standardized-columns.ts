import { multiplyInto } from '../../../numeric/linalg/matrix.js';

/** Columns made alike for the search, and the way back. */
export interface StandardizedColumns {
  /** A column of ones and each column less its mean over its spread; row-major. */
  readonly x: Float64Array;
  readonly k: number;
  /** Coefficients of the columns as they came are this k x k matrix times those of the standardized. Row-major. */
  readonly back: Float64Array;
}

/** @param columns - none of them constant */
export function standardized(columns: readonly Float64Array[], n: number): StandardizedColumns {
  const k = columns.length + 1;
  const x = new Float64Array(n * k);
  const back = new Float64Array(k * k);
  back[0] = 1;
  for (let i = 0; i < n; i++) x[i * k] = 1;
  columns.forEach((column, at) => {
    const j = at + 1;
    const mean = column.reduce((m, value, i) => m + (value - m) / (i + 1), 0);
    const spread = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
    for (let i = 0; i < n; i++) x[i * k + j] = (column[i]! - mean) / spread;
    back[j * (k + 1)] = 1 / spread;
    back[j] = -mean / spread;
  });
  return { x, k, back };
}

/** A matrix of n rows times a vector of k. */
export function times(a: Float64Array, b: Float64Array, k: number, n: number = k): Float64Array {
  const out = new Float64Array(n);
  multiplyInto(out, a, b, n, k, 1);
  return out;
}

/** T V T'. */
export function turned(t: Float64Array, v: Float64Array, k: number): Float64Array {
  const row = (i: number): Float64Array => t.subarray(i * k, (i + 1) * k);
  return Float64Array.from({ length: k * k }, (_, at) => {
    const [i, j] = [Math.floor(at / k), at % k];
    let sum = 0;
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) sum += row(i)[a]! * v[a * k + b]! * row(j)[b]!;
    return sum;
  });
}
