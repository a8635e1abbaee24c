import * as fisherF from '../../numeric/distributions/fisher-f.js';
import type { WorkingVariance } from './working-variance.js';

/**
 * Which distribution a Wald statistic Q of q constraints is held against, by clubSandwich's names: chi-squared; F with clusters less 1; or
 * Hotelling's T squared with degrees of freedom that match the covariance's moments under the working model (HTA, HTZ); or sums of squared t
 * (EDF, EDT).
 */
export type WaldTestType = 'chi-squared' | 'naive-F' | 'HTA' | 'HTZ' | 'EDF' | 'EDT';

/** All of them. */
export const waldTestTypes: readonly WaldTestType[] = ['chi-squared', 'naive-F', 'HTA', 'HTZ', 'EDF', 'EDT'];

/** A statistic and the distribution that it is held against: F, or chi-squared / q where `denominatorDf` is Infinity. */
export interface WaldReference {
  readonly statistic: number;
  readonly denominatorDf: number;
}

/** Chance of a statistic at least as large. */
export function waldPValue({ statistic, denominatorDf }: WaldReference, q: number): number {
  return fisherF.sf(statistic, q, denominatorDf);
}

/** T squared with `eta` degrees of freedom as an F: (eta - q + 1)/(eta q) Q on q and eta - q + 1. */
export function hotelling(wald: number, q: number, eta: number): WaldReference {
  const denominatorDf = eta - q + 1;
  return { statistic: (Math.max(0, denominatorDf) / eta) * (wald / q), denominatorDf };
}

/**
 * Degrees of freedom of the Wishart distribution that is nearest to the covariance of the constraints, scaled to mean I under the working
 * model. HTZ matches the total variance of its elements; HTA fits all covariances of its elements by least squares.
 *
 * @see Tipton & Pustejovsky (2015), J. Educ. Behav. Stat. 40(6), 604-634; Pustejovsky & Tipton (2018), JBES 36(4), 672-683.
 */
export function wishartDf(working: WorkingVariance, q: number, type: 'HTA' | 'HTZ'): number {
  const covariance = (s: number, t: number, u: number, v: number): number =>
    working.product(s, u, t, v) + working.product(s, v, t, u);
  if (type === 'HTZ') {
    let total = 0;
    for (let s = 0; s < q; s++) for (let t = 0; t < q; t++) total += covariance(s, t, s, t);
    return (q * (q + 1)) / total;
  }
  let fit = 0;
  let squares = 0;
  for (let s = 0; s < q; s++) {
    for (let t = 0; t < q; t++) {
      for (let u = 0; u < q; u++) {
        for (let v = 0; v < q; v++) {
          const c = covariance(s, t, u, v);
          fit += (Number(s === u && t === v) + Number(s === v && t === u)) * c;
          squares += c * c;
        }
      }
    }
  }
  return fit / squares;
}

/**
 * Q as a sum of squared t statistics, one for each eigenvector of the scaled covariance, with their degrees of freedom.
 *
 * @see Fai & Cornelius (1996), J. Stat. Comput. Simul. 54(4), 363-378, for EDF; Alexander & Govern (1994), J. Educ. Stat. 19(2), 91-101, for EDT.
 */
export function eigenReference(type: 'EDF' | 'EDT', t: Float64Array, df: Float64Array): WaldReference {
  const q = t.length;
  if (type === 'EDT') {
    const z = t.map((x, i) => normalized(x, df[i]!));
    return { statistic: z.reduce((sum, x) => sum + x * x, 0) / q, denominatorDf: Number.POSITIVE_INFINITY };
  }
  const wald = t.reduce((sum, x) => sum + x * x, 0);
  if (df.some((n) => !(n > 4))) return { statistic: wald / q, denominatorDf: Number.NaN };
  const mean = df.reduce((sum, n) => sum + n / (n - 2), 0);
  const variance = df.reduce((sum, n) => sum + (2 * n * n * (n - 1)) / ((n - 2) ** 2 * (n - 4)), 0);
  const excess = q * variance - 2 * mean * mean;
  if (!(excess > 0)) return { statistic: wald / mean, denominatorDf: Number.POSITIVE_INFINITY };
  const denominatorDf = 4 + (2 * mean * mean * (q + 2)) / excess;
  return { statistic: (denominatorDf / (denominatorDf - 2)) * (wald / mean), denominatorDf };
}

/** A t statistic as the z of the same chance, to the accuracy of Alexander & Govern's expansion. */
function normalized(t: number, df: number): number {
  const a = df - 0.5;
  const b = 48 * a * a;
  const c = Math.sqrt(a * Math.log1p((t * t) / df));
  const over = 10 * b * b + 8 * b * c ** 4 + 1000 * b;
  return c + (c ** 3 + 3 * c) / b - (4 * c ** 7 + 33 * c ** 5 + 240 * c ** 3 + 855 * c) / over;
}
