import { qr, solveQr } from '../../../numeric/linalg/index.js';
import { need } from '../../../support/need.js';
import { listed } from '../../../support/text.js';

/** Columns of a control function, of equal length. */
export interface ControlFunctionData {
  readonly dose: Float64Array;
  readonly response: Float64Array;
  /** Terms of the curve. */
  readonly curve: readonly Float64Array[];
  readonly instruments: readonly Float64Array[];
  readonly covariates: readonly Float64Array[];
  /** Number of the cluster of each row; null without. */
  readonly clusters: Uint32Array | null;
  readonly clusterCount: number | null;
  /** Names of the second stage's columns but the intercept, for messages: curve, residual, covariates. */
  readonly names: readonly string[];
}

/** Least squares with the residual of the first stage beside the curve. */
export interface ControlFunction {
  /** Terms of the curve first, then the residual. */
  readonly coefficients: readonly number[];
  /** Their covariance. */
  readonly covariance: readonly (readonly number[])[];
  readonly df: number;
}

/**
 * A control function: what the instruments do not explain of the dose stands beside the curve and takes up what the choice of the dose says of
 * the student.
 *
 * The covariance is that of both stages as one system of moments, since the residual is itself estimated: with X the second stage's columns, e its
 * residuals, Z, v those of the first, r the coefficient of v, each row (or cluster) adds X e + G (Z'Z)⁻¹ Z v to the score, with
 * G = r X'Z less e'Z in the row of v.
 *
 * @throws {@link EfficacyError} `collinear`, `too_few_observations`
 * @see Wooldridge (2015), J. Human Resources 50(2), 420-445; Newey (1984), Economics Letters 14, 201-206, for the covariance.
 */
export function controlFunction(data: ControlFunctionData, who: string): ControlFunction {
  const { dose, response, curve, instruments, covariates, clusters, clusterCount, names } = data;
  const n = dose.length;
  const z = design([...instruments, ...covariates], n);
  const first = qr(z.values, n, z.k);
  const kept = new Set(first.dropped);
  need(
    instruments.some((_, j) => !kept.has(j + 1)),
    'collinear',
    who,
    'instruments that the covariates do not determine',
    'none',
  );
  const fitted = projection(first.q, first.rank, dose);
  const v = dose.map((x, i) => x - fitted[i]!);
  const x = design([...curve, v, ...covariates], n);
  need(n > x.k, 'too_few_observations', who, `more than ${x.k} complete rows`, n);
  const second = qr(x.values, n, x.k);
  need(
    second.dropped.every((j) => j > curve.length + 1),
    'collinear',
    who,
    `instruments and doses that tell the terms of the curve apart; they do not for ${listed(second.dropped.map((j) => names[j - 1] ?? ''))}`,
    'too few',
  );
  const columns = Array.from({ length: x.k }, (_, j) => j).filter((j) => !second.dropped.includes(j));
  const beta = solveQr(second, response).map((b) => (Number.isNaN(b) ? 0 : b));
  const residual = response.map((y, i) => {
    let e = y;
    for (const j of columns) e -= x.values[i * x.k + j]! * beta[j]!;
    return e;
  });
  const at = curve.length + 1;
  const rho = beta[at]!;
  // G (Z'Z)⁻¹ Z_i = r P_i X less P_i e for the row of v, P the projection on the instruments.
  const projected = columns.map((j) => {
    const column = Float64Array.from({ length: n }, (_, i) => x.values[i * x.k + j]!);
    return projection(first.q, first.rank, column);
  });
  const ofResidual = projection(first.q, first.rank, residual);
  const groups = clusterCount ?? n;
  const size = columns.length;
  const scores = new Float64Array(groups * size);
  for (let i = 0; i < n; i++) {
    const group = clusters?.[i] ?? i;
    columns.forEach((j, c) => {
      const through = rho * projected[c]![i]! - (j === at ? ofResidual[i]! : 0);
      scores[group * size + c]! += x.values[i * x.k + j]! * residual[i]! + through * v[i]!;
    });
  }
  const factor = clusterCount === null ? n / (n - size) : clusterCount / (clusterCount - 1);
  const inverse = inverseGram(second.r, second.rank, x.k, columns);
  const wanted = Array.from({ length: curve.length + 1 }, (_, j) => j + 1).map((j) => columns.indexOf(j));
  const influence = wanted.map((c) =>
    Float64Array.from({ length: groups }, (_, g) => {
      let sum = 0;
      for (let m = 0; m < size; m++) sum += inverse[c * size + m]! * scores[g * size + m]!;
      return sum;
    }),
  );
  return {
    coefficients: wanted.map((c) => beta[columns[c]!]!),
    covariance: influence.map((a) => influence.map((b) => factor * a.reduce((sum, s, g) => sum + s * b[g]!, 0))),
    df: clusterCount === null ? n - size : clusterCount - 1,
  };
}

/** An intercept and columns, row-major. */
function design(columns: readonly Float64Array[], n: number): { readonly values: Float64Array; readonly k: number } {
  const k = columns.length + 1;
  const values = new Float64Array(n * k);
  for (let i = 0; i < n; i++) {
    values[i * k] = 1;
    for (let j = 1; j < k; j++) values[i * k + j] = columns[j - 1]![i]!;
  }
  return { values, k };
}

/** Q Q'y. */
function projection(q: Float64Array, rank: number, y: Float64Array): Float64Array {
  const along = new Float64Array(rank);
  for (let i = 0; i < y.length; i++) for (let j = 0; j < rank; j++) along[j]! += q[i * rank + j]! * y[i]!;
  return y.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < rank; j++) sum += q[i * rank + j]! * along[j]!;
    return sum;
  });
}

/** (R'R)⁻¹ of the kept columns. */
function inverseGram(r: Float64Array, rank: number, k: number, columns: readonly number[]): Float64Array {
  const inverse = new Float64Array(rank * rank);
  for (let c = 0; c < rank; c++) {
    for (let i = c; i >= 0; i--) {
      let sum = i === c ? 1 : 0;
      for (let m = i + 1; m <= c; m++) sum -= r[i * k + columns[m]!]! * inverse[m * rank + c]!;
      inverse[i * rank + c] = sum / r[i * k + columns[i]!]!;
    }
  }
  const out = new Float64Array(rank * rank);
  for (let i = 0; i < rank; i++)
    for (let j = 0; j < rank; j++) {
      let sum = 0;
      for (let m = Math.max(i, j); m < rank; m++) sum += inverse[i * rank + m]! * inverse[j * rank + m]!;
      out[i * rank + j] = sum;
    }
  return out;
}
