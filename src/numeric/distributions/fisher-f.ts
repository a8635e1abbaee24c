import { betaTail } from '../special/incomplete-beta.js';
import { inverseRegularizedBeta } from '../special/inverse-beta.js';
import { betaDeviance, betaKernel } from '../special/saddle-point.js';
import { checkPoint, checkPositive, checkProbability } from './domain.js';

/** Fisher's F distribution on f >= 0; both df are any numbers above 0, and df2 may be Infinity (f from 1e-280 then). */

/**
 * Density at f; Infinity at f = 0 where df1 < 2.
 *
 * @param df1 - numerator degrees of freedom, greater than 0 and finite
 * @param df2 - denominator degrees of freedom, greater than 0
 * @throws {@link EfficacyError} `out_of_domain` for other df, or NaN
 */
export function density(f: number, df1: number, df2: number): number {
  const finite = checked('fisherF.density', f, df1, df2);
  if (f < 0 || f === Infinity) return 0;
  if (f === 0) return df1 < 2 ? Infinity : df1 === 2 ? 1 : 0;
  const a = df1 / 2;
  const b = finite / 2;
  const { x, y, excess } = unitPoint(f, df1, finite);
  return betaKernel(a, b, betaDeviance(a, b, x, y, excess)) / f;
}

/**
 * Probability of a value up to f.
 *
 * @param df1 - numerator degrees of freedom, greater than 0 and finite
 * @param df2 - denominator degrees of freedom, greater than 0
 * @throws {@link EfficacyError} `out_of_domain` for other df, or NaN
 *
 * @example
 * cdf(4, 2, 20); // 0.9654283869663922
 */
export function cdf(f: number, df1: number, df2: number): number {
  return tail(f, df1, checked('fisherF.cdf', f, df1, df2), false);
}

/** Probability of a value above f, to full relative precision in the far tail. @throws as {@link cdf} */
export function sf(f: number, df1: number, df2: number): number {
  return tail(f, df1, checked('fisherF.sf', f, df1, df2), true);
}

/**
 * The f below which a value falls with probability p; 0 or Infinity where it is too small or large for a double.
 *
 * @param df1 - numerator degrees of freedom, greater than 0 and finite
 * @param df2 - denominator degrees of freedom, greater than 0
 * @throws {@link EfficacyError} `out_of_domain` for other df, or unless 0 <= p <= 1
 */
export function quantile(p: number, df1: number, df2: number): number {
  checkProbability('fisherF.quantile', p);
  return inverse(p, df1, checked('fisherF.quantile', 0, df1, df2), false);
}

/** The f above which a value falls with probability p. @throws as {@link quantile} */
export function isf(p: number, df1: number, df2: number): number {
  checkProbability('fisherF.isf', p);
  return inverse(p, df1, checked('fisherF.isf', 0, df1, df2), true);
}

/** The df2 to compute with: infinity is a df2 at which no double can tell the difference. */
function checked(name: string, f: number, df1: number, df2: number): number {
  checkPoint(name, 'f', f);
  checkPositive(name, 'df1', df1);
  const finite = Math.min(df2, 1e25);
  checkPositive(name, 'df2', finite);
  return finite;
}

/** df1 f / (df1 f + df2), which has the beta distribution with shapes df1/2 and df2/2. */
function unitPoint(f: number, df1: number, df2: number): { x: number; y: number; excess: number } {
  const odds = Math.min((df1 / df2) * f, Number.MAX_VALUE);
  const y = 1 / (1 + odds);
  return { x: odds * y, y, excess: Math.min(0.5 * df1 * ((f - 1) * y), 0.5 * df2) };
}

function tail(f: number, df1: number, df2: number, upper: boolean): number {
  if (f <= 0) return upper ? 1 : 0;
  if (f === Infinity) return upper ? 0 : 1;
  const { x, y, excess } = unitPoint(f, df1, df2);
  return betaTail(df1 / 2, df2 / 2, x, y, excess, upper);
}

function inverse(p: number, df1: number, df2: number, upper: boolean): number {
  const ratio = df2 / df1;
  const { x, y, logOdds } = inverseRegularizedBeta(p, df1 / 2, df2 / 2, upper);
  return x > 1e-290 && y > 1e-290 ? ratio * (x / y) : Math.exp(Math.log(ratio) + logOdds);
}
