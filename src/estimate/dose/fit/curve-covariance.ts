import { choleskyInto, choleskyInverseInto, qr } from '../../../numeric/linalg/index.js';
import type { DoseCurve } from '../curves/curve.js';
import type { DoseCells } from './dose-cells.js';

/**
 * Covariances of the estimates: equal variances by derivatives of the curve (`'classical'`, as R's nls) or by the second derivatives of
 * the sum of squares (`'observed'`, as R's drc), robust to unequal variances, or robust to clusters.
 */
export type DoseVcov = 'classical' | 'observed' | 'HC0' | 'HC1' | 'HC2' | 'HC3' | 'CR0' | 'CR1' | 'CR1S';

/** The names of all {@link DoseVcov}. */
export const doseVcovTypes: readonly DoseVcov[] = [
  'classical',
  'observed',
  'HC0',
  'HC1',
  'HC2',
  'HC3',
  'CR0',
  'CR1',
  'CR1S',
];

/**
 * Covariance matrix of the parameters of a fitted curve, from parts alone: rows in a part share their gradient and leverage, so that
 * their squared residuals sum to `m2 + n (mean - curve)^2`.
 *
 * @param free - indices of the parameters that were estimated and stand on no bound
 * @param variance - residual variance, for `'classical'` and `'observed'`
 * @param estimated - parameters that count for the degrees of freedom
 * @returns a matrix over all parameters, 0 for those that are known; null where the data do not determine them
 *
 * @see White (1980), Econometrica 48, 817-838, for the sandwich; Seber & Wild (1989), Nonlinear Regression, 2.1.2; Cameron & Miller (2015),
 * J. Human Resources 50(2), 317-372, II.
 */
export function curveCovariance(
  curve: DoseCurve,
  cells: DoseCells,
  parameters: Float64Array,
  free: readonly number[],
  type: DoseVcov,
  variance: number,
  estimated: number,
): number[][] | null {
  const p = curve.names.length;
  const k = free.length;
  const plain = type === 'classical' || type === 'observed';
  const bread =
    type === 'observed'
      ? inverseOfCurvature(curve, cells, parameters, free)
      : inverseOfSquares(curve, cells, parameters, free);
  if (bread === null) return null;
  const { n, clusters } = cells;
  const meat = new Float64Array(k * k);
  const all = new Float64Array(p);
  const g = new Float64Array(k);
  const addSquare = (v: Float64Array, factor: number): void => {
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) meat[a * k + b]! += factor * v[a]! * v[b]!;
  };
  const scores = new Map<number, Float64Array>();
  for (const part of plain ? [] : cells.parts) {
    curve.gradientInto(all, 0, part.dose, parameters);
    free.forEach((j, a) => {
      g[a] = all[j]!;
    });
    const away = part.mean - curve.value(part.dose, parameters);
    if (type.startsWith('CR')) {
      const score = scores.get(part.cluster) ?? new Float64Array(k);
      scores.set(part.cluster, score);
      for (let a = 0; a < k; a++) score[a]! += part.weight * part.n * away * g[a]!;
      continue;
    }
    const leverage = part.weight * quadratic(bread, g, k);
    const factor = { HC0: 1, HC1: n / (n - estimated), HC2: 1 / (1 - leverage), HC3: 1 / (1 - leverage) ** 2 }[
      type as 'HC0'
    ];
    addSquare(g, factor * part.weight ** 2 * (part.m2 + part.n * away * away));
  }
  const groups = clusters ?? 0;
  const few = { CR0: 1, CR1: groups / (groups - 1), CR1S: (groups / (groups - 1)) * ((n - 1) / (n - estimated)) }[
    type as 'CR0'
  ];
  for (const score of scores.values()) addSquare(score, few);

  const vcov = Array.from({ length: p }, () => new Array<number>(p).fill(0));
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      let sum = 0;
      if (plain) sum = variance * bread[a * k + b]!;
      else
        for (let c = 0; c < k; c++)
          for (let d = 0; d < k; d++) sum += bread[a * k + c]! * meat[c * k + d]! * bread[d * k + b]!;
      vcov[free[a]!]![free[b]!] = sum;
    }
  }
  return vcov.every((row) => row.every(Number.isFinite)) ? vcov : null;
}

/** `(J'WJ)^-1` on the free parameters, by orthogonal triangles of scaled columns; null when they are not independent. */
function inverseOfSquares(
  curve: DoseCurve,
  { dose, weight }: DoseCells,
  parameters: Float64Array,
  free: readonly number[],
): Float64Array | null {
  const k = free.length;
  const rows = dose.length;
  const all = new Float64Array(curve.names.length);
  const jacobian = new Float64Array(rows * k);
  const scale = new Float64Array(k);
  for (let c = 0; c < rows; c++) {
    curve.gradientInto(all, 0, dose[c]!, parameters);
    free.forEach((j, a) => {
      const value = Math.sqrt(weight[c]!) * all[j]!;
      jacobian[c * k + a] = value;
      scale[a]! += value * value;
    });
  }
  if (rows < k || !scale.every((s) => s > 0 && s < Infinity)) return null;
  const lengths = scale.map(Math.sqrt);
  for (let at = 0; at < jacobian.length; at++) jacobian[at]! /= lengths[at % k]!;
  const { r, rank } = qr(jacobian, rows, k, { tolerance: 1e-12 });
  if (rank < k) return null;
  const lower = new Float64Array(k * k);
  for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) lower[a * k + b] = r[b * k + a]!;
  const inverse = new Float64Array(k * k);
  choleskyInverseInto(inverse, lower, k);
  return inverse.map((value, at) => value / lengths[Math.floor(at / k)]! / lengths[at % k]!);
}

/** Half the second derivatives of the sum of squares, inverted; null unless the estimates are at a true minimum. */
function inverseOfCurvature(
  curve: DoseCurve,
  { dose, weight, mean }: DoseCells,
  parameters: Float64Array,
  free: readonly number[],
): Float64Array | null {
  const k = free.length;
  const at = parameters.slice();
  const all = new Float64Array(curve.names.length);
  const slopes = (): Float64Array => {
    const sum = new Float64Array(k);
    for (let c = 0; c < dose.length; c++) {
      curve.gradientInto(all, 0, dose[c]!, at);
      const pull = weight[c]! * (curve.value(dose[c]!, at) - mean[c]!);
      free.forEach((j, a) => {
        sum[a]! += pull * all[j]!;
      });
    }
    return sum;
  };
  const second = new Float64Array(k * k);
  free.forEach((j, b) => {
    const step = 1e-5 * Math.max(Math.abs(parameters[j]!), 1e-3);
    const [above, below] = [step, -step].map((h) => {
      at[j] = parameters[j]! + h;
      return slopes();
    });
    at[j] = parameters[j]!;
    for (let a = 0; a < k; a++) second[a * k + b] = (above![a]! - below![a]!) / (2 * step);
  });
  const scale = Float64Array.from({ length: k }, (_, a) => Math.sqrt(second[a * k + a]!));
  if (!scale.every((s) => s > 0 && s < Infinity)) return null;
  const symmetric = second.map((value, i) => {
    const [a, b] = [Math.floor(i / k), i % k];
    return (value + second[b * k + a]!) / 2 / scale[a]! / scale[b]!;
  });
  const lower = new Float64Array(k * k);
  if (choleskyInto(lower, symmetric, k, 1e-11) < k) return null;
  const inverse = new Float64Array(k * k);
  choleskyInverseInto(inverse, lower, k);
  return inverse.map((value, i) => value / scale[Math.floor(i / k)]! / scale[i % k]!);
}

function quadratic(a: Float64Array, g: Float64Array, k: number): number {
  let sum = 0;
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) sum += g[i]! * a[i * k + j]! * g[j]!;
  return sum;
}
