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
