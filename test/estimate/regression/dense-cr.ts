/** A slow twin of cluster-robust inference: every matrix of the size of the rows is formed. */
import { inverseSquareRoot } from '../../../src/numeric/linalg/spectral.js';

type Matrix = number[][];

const multiply = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => (b[0] as number[]).map((_, j) => row.reduce((sum, x, i) => sum + x * (b[i]?.[j] ?? 0), 0)));
const transpose = (a: Matrix): Matrix => (a[0] as number[]).map((_, j) => a.map((row) => row[j] as number));
const add = (a: Matrix, b: Matrix, factor = 1): Matrix =>
  a.map((row, i) => row.map((x, j) => x + factor * (b[i]?.[j] ?? 0)));
const identity = (n: number): Matrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => Number(i === j)));
const diagonal = (w: readonly number[]): Matrix => w.map((x, i) => w.map((_, j) => (i === j ? x : 0)));
const column = (v: readonly number[]): Matrix => v.map((x) => [x]);

/** Gauss-Jordan with pivots. */
export function inverse(a: Matrix): Matrix {
  const n = a.length;
  const work = a.map((row, i) => [...row, ...(identity(n)[i] as number[])]);
  for (let j = 0; j < n; j++) {
    const best = work
      .slice(j)
      .reduce((at, row, i) => (Math.abs(row[j] ?? 0) > Math.abs(work[at]?.[j] ?? 0) ? i + j : at), j);
    [work[j], work[best]] = [work[best] as number[], work[j] as number[]];
    const pivot = work[j]?.[j] as number;
    work[j] = (work[j] as number[]).map((x) => x / pivot);
    work.forEach((row, i) => {
      const factor = row[j] as number;
      if (i !== j) work[i] = row.map((x, c) => x - factor * (work[j]?.[c] as number));
    });
  }
  return work.map((row) => row.slice(n));
}

export interface DenseCr {
  readonly vcov: Matrix;
  /** Satterthwaite's degrees of freedom of each coefficient. */
  readonly df: number[];
}

/** CR0, CR2 or CR3 of a weighted regression, by the definition. */
export function denseCr(
  x: Matrix,
  y: readonly number[],
  w: readonly number[],
  clusters: readonly string[],
  type: string,
): DenseCr {
  const n = y.length;
  const xw = multiply(transpose(x), diagonal(w)); // X'W
  const bread = inverse(multiply(xw, x));
  const maker = add(identity(n), multiply(multiply(x, bread), xw), -1); // I - H
  const residual = multiply(maker, column(y));
  const spread = multiply(maker, transpose(maker)); // of the residuals
  const groups = [...new Set(clusters)].map((c) => clusters.flatMap((d, i) => (c === d ? [i] : [])));
  const part = (a: Matrix, rows: readonly number[], columns: readonly number[]): Matrix =>
    rows.map((i) => columns.map((j) => a[i]?.[j] as number));
  const all = Array.from({ length: (x[0] as number[]).length }, (_, j) => j);
  const scores: Matrix[] = [];
  const weights: Matrix[] = []; // for each cluster k x n_g: M X'W A
  for (const g of groups) {
    const own = part(spread, g, g);
    const a =
      type === 'CR2'
        ? chunk(inverseSquareRoot(Float64Array.from(own.flat()), g.length), g.length)
        : type === 'CR3'
          ? inverse(part(maker, g, g))
          : identity(g.length);
    const xwa = multiply(part(xw, all, g), a);
    scores.push(multiply(xwa, part(residual, g, [0])));
    weights.push(multiply(bread, xwa));
  }
  const meat = scores.reduce(
    (sum, s) => add(sum, multiply(s, transpose(s))),
    all.map(() => all.map(() => 0)),
  );
  const df = all.map((j) => {
    const p = groups.map((g, gi) =>
      groups.map((h, hi) => {
        const [left, right] = [[weights[gi]?.[j] as number[]], [weights[hi]?.[j] as number[]]];
        return (multiply(multiply(left, part(spread, g, h)), transpose(right))[0] as number[])[0] as number;
      }),
    );
    const trace = p.reduce((sum, row, i) => sum + (row[i] as number), 0);
    return trace ** 2 / p.flat().reduce((sum, v) => sum + v * v, 0);
  });
  return { vcov: multiply(multiply(bread, meat), bread), df };
}

const chunk = (a: Float64Array, n: number): Matrix =>
  Array.from({ length: n }, (_, i) => [...a.subarray(i * n, i * n + n)]);
