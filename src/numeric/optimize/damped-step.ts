import { norm, solveUpper, solveUpperTransposed, triangularize } from './orthogonal.js';

/** A least-squares problem made linear around one point: minimize |r + J d| over steps d in some of the columns. */
export interface Linearization {
  readonly jacobian: Float64Array;
  readonly residuals: Float64Array;
  /** Scale of each parameter: steps are measured as `scale[j] * d[j]`. */
  readonly scale: Float64Array;
  readonly columns: readonly number[];
  /** The columns of J, scaled, turned into an upper triangle; column-major. */
  readonly triangle: Float64Array;
  /** -Q'r: what of the residuals the columns can explain. */
  readonly projected: Float64Array;
  /** Length of what they cannot. */
  readonly rest: number;
}

/** A step that solves such a problem, held back by damping. */
export interface DampedStep {
  /** The step for all parameters, 0 for those that stay. */
  readonly step: Float64Array;
  readonly columns: readonly number[];
  /** Length of the step in scaled units. */
  readonly length: number;
  /** Decrease of the residual sum of squares that the linear problem promises. */
  readonly predicted: number;
  /** Triangle T with T'T = A'A + lambda I, A the scaled columns. */
  readonly factor: Float64Array;
}

/** Takes the scaled `columns` of the derivatives apart by an orthogonal triangle. */
export function linearize(
  jacobian: Float64Array,
  residuals: Float64Array,
  scale: Float64Array,
  columns: readonly number[],
): Linearization {
  const n = residuals.length;
  const k = columns.length;
  const work = new Float64Array(n * (k + 1));
  columns.forEach((j, c) => {
    for (let i = 0; i < n; i++) work[c * n + i] = jacobian[j * n + i]! / scale[j]!;
  });
  for (let i = 0; i < n; i++) work[k * n + i] = -residuals[i]!;
  triangularize(work, n, k, k + 1);

  const triangle = new Float64Array(k * k);
  for (let c = 0; c < k; c++) for (let i = 0; i <= c; i++) triangle[c * k + i] = work[c * n + i]!;
  const turned = work.subarray(k * n);
  return {
    jacobian,
    residuals,
    scale,
    columns,
    triangle,
    projected: turned.slice(0, k),
    rest: norm(turned.subarray(k)),
  };
}

/**
 * The step d in `columns`, a part of the problem's columns, that minimizes |r + J d|^2 + lambda |scale d|^2.
 *
 * @see Moré (1978), The Levenberg-Marquardt algorithm, section 3: by orthogonal triangles, which keep the digits normal equations lose.
 */
export function dampedStep(at: Linearization, lambda: number, columns: readonly number[]): DampedStep {
  const all = at.columns.length;
  const k = columns.length;
  const places = columns.map((j) => at.columns.indexOf(j));
  const rows = all + k;
  const factor = new Float64Array(rows * (k + 1));
  places.forEach((place, c) => {
    for (let i = 0; i <= place; i++) factor[c * rows + i] = at.triangle[place * all + i]!;
    factor[c * rows + all + c] = Math.sqrt(lambda);
  });
  factor.set(at.projected, k * rows);
  triangularize(factor, rows, k, k + 1);
  const scaled = factor.slice(k * rows, k * rows + k);
  solveUpper(factor, rows, k, scaled);

  let predicted = 0;
  for (let i = 0; i < all; i++) {
    let moved = 0;
    for (let c = 0; c < k; c++) if (places[c]! >= i) moved += at.triangle[places[c]! * all + i]! * scaled[c]!;
    predicted += moved * (2 * at.projected[i]! - moved);
  }
  const step = spread(at, columns, scaled);
  return { step, columns, length: norm(scaled), predicted, factor };
}

/**
 * The second-order correction of a step along the curved surface of predictions, or null when it is too long to be trusted.
 *
 * @param bending - second derivative of the residuals along the step
 * @see Transtrum & Sethna (2012), arXiv:1201.5885, equations 12 and 15.
 */
export function acceleration(at: Linearization, damped: DampedStep, bending: Float64Array): Float64Array | null {
  const { columns, factor } = damped;
  const n = at.residuals.length;
  const k = columns.length;
  const rows = at.columns.length + k;
  const scaled = Float64Array.from(columns, (j) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum -= at.jacobian[j * n + i]! * bending[i]!;
    return sum / at.scale[j]!;
  });
  solveUpperTransposed(factor, rows, k, scaled);
  solveUpper(factor, rows, k, scaled);
  return 2 * norm(scaled) <= 0.75 * damped.length ? spread(at, columns, scaled) : null;
}

function spread({ scale }: Linearization, columns: readonly number[], scaled: Float64Array): Float64Array {
  const full = new Float64Array(scale.length);
  columns.forEach((j, c) => {
    full[j] = scaled[c]! / scale[j]!;
  });
  return full;
}
