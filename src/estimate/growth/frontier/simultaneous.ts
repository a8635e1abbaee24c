import * as studentT from '../../../numeric/distributions/student-t.js';
import { findRoot } from '../../../numeric/optimize/index.js';
import { need } from '../../../support/need.js';
import { maxT } from '../../max-t.js';
import { tInference } from '../../t-inference.js';
import { combination, covarianceOfTwo, type MeanVector, varianceOf } from '../rate/mean-vector.js';
import type { FrontierDifference } from './frontier-result.js';

/** Differences with intervals that hold all at once. */
export interface SimultaneousDifferences {
  readonly differences: readonly FrontierDifference[];
  /** Null where there are none. */
  readonly critical: number | null;
  /** Null for the normal distribution. */
  readonly df: number | null;
}

/** Degrees of freedom as results have them. */
export const dfOrNull = (df: number): number | null => (df === Infinity ? null : df);

/**
 * Simultaneous intervals of differences between forms of the same estimates: the largest of the correlated t statistics decides.
 *
 * @param forms - coefficients of each (linearized) quantity
 * @param estimates - of each quantity
 * @param pairs - which two are compared, the first minus the second
 *
 * @see Hothorn, Bretz & Westfall (2008), Biometrical Journal 50(3), 346-363, 3.
 */
export function simultaneousDifferences(
  forms: readonly (readonly number[])[],
  estimates: readonly number[],
  pairs: readonly (readonly [number, number])[],
  vector: MeanVector,
  level: number,
  who: string,
): SimultaneousDifferences {
  if (pairs.length === 0) return { differences: [], critical: null, df: null };
  const single = pairs.map(([i, j]) => {
    const form = forms[i]!.map((x, k) => x - forms[j]![k]!);
    const { variance, df } = varianceOf(form, vector);
    need(variance > 0, 'zero_variance', who, 'products whose difference varies', 'a variance of 0');
    return { estimate: estimates[i]! - estimates[j]!, standardError: Math.sqrt(variance), df };
  });
  const df = Math.min(...single.map((one) => one.df));
  const critical =
    pairs.length === 1 ? studentT.isf((1 - level) / 2, df) : jointQuantile(forms, pairs, vector, df, level);
  const differences = single.map((one) => {
    const { interval } = tInference(one.estimate, one.standardError, dfOrNull(one.df), level);
    const half = critical * one.standardError;
    const simultaneous = { lower: one.estimate - half, upper: one.estimate + half, level };
    return { ...one, df: dfOrNull(one.df), interval, simultaneous };
  });
  return { differences, critical, df: dfOrNull(df) };
}

function jointQuantile(
  forms: readonly (readonly number[])[],
  pairs: readonly (readonly [number, number])[],
  vector: MeanVector,
  df: number,
  level: number,
): number {
  const root = rootOf(forms.map((c) => forms.map((d) => covarianceOfTwo(c, d, vector))));
  const rows = pairs.map(([i, j]) => {
    const row = root[i]!.map((x, k) => x - root[j]![k]!);
    const length = Math.hypot(...row);
    return row.map((x) => x / length);
  });
  const { atMost } = maxT([...rows, ...rows.map((row) => row.map((x) => -x))], dfOrNull(df));
  // Not below the quantile of one difference, nor above Bonferroni's; a little more on both sides, for the error of the rule.
  const tail = (1 - level) / 2;
  const [low, high] = [studentT.isf(tail, df) * 0.999, studentT.isf(tail / pairs.length, df) * 1.001];
  return findRoot((limit) => atMost(limit) - level, low, high, { tolerance: 1e-7 }).root;
}

/** A matrix times whose transpose is this covariance, by Cholesky; directions without variance are left out. */
function rootOf(covariance: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const root = covariance.map((row) => row.map(() => 0));
  covariance.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const known = root[i]!.slice(0, j).reduce((sum, x, k) => sum + x * root[j]![k]!, 0);
      const left = row[j]! - known;
      const pivot = root[j]![j]!;
      if (j < i) root[i]![j] = pivot > 0 ? left / pivot : 0;
      else root[i]![i] = left > 1e-12 * row[i]! ? Math.sqrt(left) : 0;
    }
  });
  return root;
}

/** The estimate of a form, and one-sided evidence that it is above 0. */
export function evidenceAbove(form: readonly number[], vector: MeanVector): number {
  const { variance, df } = varianceOf(form, vector);
  const estimate = combination(form, vector);
  if (variance > 0) return studentT.sf(estimate / Math.sqrt(variance), df);
  return estimate > 0 ? 0 : 1;
}
