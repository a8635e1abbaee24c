import { checkLevel } from '../../support/interval.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import type { TestedEstimate } from '../estimate.js';
import { isEnough } from '../regression/coefficient.js';
import { tInference } from '../t-inference.js';

/** The estimate from one completed data set. */
export interface ImputedEstimate {
  /** In any unit, the same for all. */
  readonly estimate: number;
  /** Above 0, in the same unit. */
  readonly standardError: number | null;
  /** Degrees of freedom of the analysis; null for the normal distribution. */
  readonly df?: number | null;
  /** Its unit, where it says so. */
  readonly unit?: string;
}

/** How imputations are pooled. */
export interface PoolImputationsOptions {
  /**
   * Degrees of freedom that the analysis would have had without missing values; null for a large sample (Rubin's own rule).
   * @defaultValue the smallest of the estimates'; null where none has any
   */
  readonly completeDf?: number | null;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** One estimate from several imputations. */
export interface PooledImputations extends TestedEstimate {
  /** Which result this is. */
  readonly kind: 'pooled-imputations';
  /** Square root of `totalVariance`, in the unit of the estimates. */
  readonly standardError: number;
  /** Imputations pooled. */
  readonly imputations: number;
  /** Mean of the squared standard errors, in squared units. */
  readonly withinVariance: number;
  /** Variance of the estimates, in squared units. */
  readonly betweenVariance: number;
  /** Within-variance plus (1 + 1/m) between-variance: the squared standard error. */
  readonly totalVariance: number;
  /** By what share missing values raise the variance: (1 + 1/m) between over within. */
  readonly relativeIncrease: number;
  /** Share of the information that is missing, from 0 to 1, with the finite number of imputations allowed for. */
  readonly missingInformation: number;
  /** The degrees of freedom that the complete data would have; null for a large sample. */
  readonly completeDf: number | null;
}

/**
 * Pools the estimates from several imputed data sets by Rubin's rules, with Barnard and Rubin's degrees of freedom. Impute and estimate
 * elsewhere, once for each completed data set; this adds up what they say.
 *
 * @param estimates - one for each imputation: any results of this library, or numbers
 * @returns the mean of the estimates, in their unit and with their sign
 * @throws {@link EfficacyError} `too_few_observations` for fewer than 2 imputations, `out_of_domain` for a standard error or degrees of freedom that
 * are not above 0, `not_finite`, `invalid_argument` for different units
 *
 * @example
 * poolImputations(completed.map((table) => differenceByDesign(table, options))).pValue;
 *
 * @see Rubin (1987), Multiple Imputation for Nonresponse in Surveys, eq. 3.1.2 to 3.1.10; Barnard & Rubin (1999), Biometrika 86(4), 948-955, eq. 3
 * to 5; White, Royston & Wood (2011), Statist. Med. 30(4), 377-399, on how many imputations.
 */
export function poolImputations(
  estimates: readonly ImputedEstimate[],
  options: PoolImputationsOptions = {},
): PooledImputations {
  const who = 'poolImputations';
  const { level = 0.95 } = options;
  checkLevel(who, level);
  const m = estimates.length;
  need(m >= 2, 'too_few_observations', who, 'the estimates of at least 2 imputations', m);
  estimates.forEach(({ estimate, standardError, df = null }, i) => {
    const which = `imputation ${i + 1}`;
    need(Number.isFinite(estimate), 'not_finite', who, `a finite estimate of ${which}`, estimate);
    need(
      standardError !== null && standardError > 0 && standardError < Number.POSITIVE_INFINITY,
      'out_of_domain',
      who,
      `a standard error above 0 of ${which}`,
      standardError,
    );
    need(isDf(df), 'out_of_domain', who, `df above 0 (null for the normal) of ${which}`, df);
  });
  const units = [...new Set(estimates.flatMap(({ unit }) => (unit === undefined ? [] : [unit])))];
  need(units.length <= 1, 'invalid_argument', who, 'estimates in one unit', units.join(' and '));
  const completeDf = options.completeDf === undefined ? smallestDf(estimates) : options.completeDf;
  need(isDf(completeDf), 'out_of_domain', who, 'completeDf above 0 (null for a large sample)', completeDf);

  const mean = estimates.reduce((sum, { estimate }) => sum + estimate / m, 0);
  const within = estimates.reduce((sum, { standardError }) => sum + (standardError ?? Number.NaN) ** 2 / m, 0);
  const between = estimates.reduce((sum, { estimate }) => sum + (estimate - mean) ** 2 / (m - 1), 0);
  const added = (1 + 1 / m) * between;
  const total = within + added;
  const df = degreesOfFreedom(m, added / total, completeDf);
  const increase = added / within;
  const standardError = Math.sqrt(total);
  return {
    kind: 'pooled-imputations',
    estimate: mean,
    standardError,
    df,
    ...(df === null || isEnough(df)
      ? tInference(mean, standardError, df, level)
      : { statistic: null, pValue: null, interval: null }),
    unit: units[0] ?? 'raw',
    method: `Rubin's rules over ${m} imputations, ${completeDf === null ? "Rubin's" : "Barnard and Rubin's"} degrees of freedom`,
    imputations: m,
    withinVariance: within,
    betweenVariance: between,
    totalVariance: total,
    relativeIncrease: increase,
    missingInformation: (increase + (df === null ? 0 : 2 / (df + 3))) / (1 + increase),
    completeDf,
    notes: notesOf(between, m, added / total, df),
  };
}

const isDf = (df: number | null): boolean => df === null || (df > 0 && df < Number.POSITIVE_INFINITY);

function smallestDf(estimates: readonly ImputedEstimate[]): number | null {
  const known = estimates.flatMap(({ df }) => (df === undefined || df === null ? [] : [df]));
  return known.length === 0 ? null : Math.min(...known);
}

/**
 * Barnard and Rubin's degrees of freedom.
 *
 * @param lambda - share of the variance that is due to missing values
 */
function degreesOfFreedom(m: number, lambda: number, complete: number | null): number | null {
  const large = lambda > 0 ? (m - 1) / lambda ** 2 : Number.POSITIVE_INFINITY;
  if (complete === null) return Number.isFinite(large) ? large : null;
  const observed = ((complete + 1) / (complete + 3)) * complete * (1 - lambda);
  return 1 / (1 / large + 1 / observed);
}

function notesOf(between: number, m: number, lambda: number, df: number | null): readonly Note[] {
  const notes: Note[] = [];
  if (df !== null && !isEnough(df)) {
    notes.push({ code: 'df_below_1', message: 'Fewer than 1 degree of freedom: no test and no interval.' });
  }
  if (between === 0) {
    notes.push({
      code: 'imputations_agree',
      message: 'All imputations give the same estimate: nothing that it uses was imputed.',
    });
  }
  if (100 * lambda > m) {
    notes.push({
      code: 'few_imputations',
      message: `Missing values are ${Math.round(100 * lambda)} % of the variance, and there are ${m} imputations: about as many as percent are advised.`,
    });
  }
  return notes;
}
