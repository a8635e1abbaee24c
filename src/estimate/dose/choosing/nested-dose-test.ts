import * as chiSquared from '../../../numeric/distributions/chi-squared.js';
import * as fisherF from '../../../numeric/distributions/fisher-f.js';
import { need } from '../../../support/need.js';
import type { DoseResponseFit } from '../fit/dose-response-fit.js';
import { needSameData } from './compare-dose-models.js';

/** Two tests of the restrictions that make one curve of another. */
export interface NestedDoseTest {
  /** Which result this is. */
  readonly kind: 'nested-dose-test';
  /** How much the restrictions raise the sum of squares, by its residual variance and their number. */
  readonly statistic: number;
  /** Restrictions: parameters that the larger curve has more. */
  readonly dfNumerator: number;
  /** Observations less parameters of the larger curve. */
  readonly dfDenominator: number;
  /** By the F distribution. */
  readonly pValue: number;
  /** Twice the difference of the log-likelihoods, with its chi-squared p-value. */
  readonly likelihoodRatio: { readonly statistic: number; readonly df: number; readonly pValue: number };
  /** What was done. */
  readonly method: string;
}

/**
 * Tests whether a curve fits better than a special case of it: extra sum of squares (F) and likelihood ratio (chi-squared).
 *
 * @param smaller - the special case, such as `log-logistic-3`; null for no effect of the dose, one mean for all
 * @param larger - the curve it is a case of, fitted to the same data
 * @throws {@link EfficacyError} `invalid_argument` for fits of different data, in the wrong order, or with a robust covariance, for which the
 * sums of squares say nothing; `zero_variance` for a curve through all points
 *
 * @example
 * nestedDoseTest(null, fit).pValue; // does the dose matter at all?
 *
 * @see Seber & Wild (1989), Nonlinear Regression, eq. 5.23 and 5.24.
 */
export function nestedDoseTest(smaller: DoseResponseFit | null, larger: DoseResponseFit): NestedDoseTest {
  const who = 'nestedDoseTest';
  const restricted = smaller ?? oneMean(larger);
  if (smaller) needSameData([smaller, larger], who);
  const fits = [larger, ...(smaller ? [smaller] : [])];
  const robust = fits.find(({ vcovType }) => vcovType !== 'classical' && vcovType !== 'observed');
  need(robust === undefined, 'invalid_argument', who, 'fits with a covariance of equal variances', robust?.vcovType);
  const dfNumerator = larger.estimated - restricted.estimated;
  const ordered = dfNumerator > 0 && restricted.rss >= larger.rss * (1 - 1e-9);
  need(
    ordered,
    'invalid_argument',
    who,
    'a special case first, then the larger curve',
    `${restricted.estimated} and ${larger.estimated} parameters with sums of squares ${restricted.rss} and ${larger.rss}`,
  );
  const dfDenominator = larger.n - larger.estimated;
  need(larger.rss > 0, 'zero_variance', who, 'residuals', 'a curve through all points');
  const extra = Math.max(0, restricted.rss - larger.rss);
  const statistic = extra / dfNumerator / (larger.rss / dfDenominator);
  const ratio = larger.n * Math.log1p(extra / larger.rss);
  return {
    kind: 'nested-dose-test',
    statistic,
    dfNumerator,
    dfDenominator,
    pValue: fisherF.sf(statistic, dfNumerator, dfDenominator),
    likelihoodRatio: { statistic: ratio, df: dfNumerator, pValue: chiSquared.sf(ratio, dfNumerator) },
    method: 'extra sum of squares; likelihood ratio of the normal model',
  };
}

/** The fit of a single mean to the data of another fit. */
function oneMean({ cells }: DoseResponseFit): { readonly rss: number; readonly estimated: number } {
  const { mean, weight, within } = cells;
  const total = weight.reduce((sum, w) => sum + w, 0);
  const centre = mean.reduce((sum, y, i) => sum + weight[i]! * y, 0) / total;
  return { rss: within + mean.reduce((sum, y, i) => sum + weight[i]! * (y - centre) ** 2, 0), estimated: 1 };
}
