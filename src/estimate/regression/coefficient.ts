import type { Interval } from '../../support/interval.js';
import type { Note } from '../../support/notes.js';
import { listed } from '../../support/text.js';
import { tInference } from '../t-inference.js';
import type { Covariance } from './covariance.js';
import type { LinearModel } from './model.js';
import { uncentre } from './uncentre.js';

/** One coefficient. */
export interface Coefficient {
  /** The term: a column, a label of a column (`arm=treated`) or a product (`a:b`). */
  readonly term: string;
  /** Change of the outcome, in its points, for one unit more of the term. */
  readonly estimate: number;
  /** In the same unit; null, with a note, where the data cannot tell it. */
  readonly standardError: number | null;
  /** Degrees of freedom of the t distribution; null for the normal, and without a standard error. With CR2 each coefficient has its own. */
  readonly df: number | null;
  /** The estimate over its standard error; null, with a note, below 1 degree of freedom. */
  readonly statistic: number | null;
  /** Two-sided, of the hypothesis that the coefficient is 0. */
  readonly pValue: number | null;
  /** In the same unit as the estimate. */
  readonly interval: Interval | null;
}

/** The coefficients of a model as they were given, and what is to be said of those without a test. */
export function coefficientsOf(
  model: LinearModel,
  covariance: Covariance | null,
  level: number,
): { readonly coefficients: readonly Coefficient[]; readonly notes: readonly Note[] } {
  const { system, solution, names, kept } = model;
  const estimates = uncentre(system, solution.coefficients);
  const coefficients = kept.map((i): Coefficient => {
    const [term, estimate] = [names[i]!, estimates[i]!];
    if (covariance === null || covariance.unknown.includes(i)) {
      return { term, estimate, standardError: null, df: null, ...untested };
    }
    return tested(term, estimate, covariance.vcov[i * (system.size + 1)]!, covariance.df[i]!, level);
  });
  const notes: Note[] = [];
  if (covariance === null) {
    notes.push({
      code: 'no_residual_df',
      message:
        'As many coefficients as rows leave no residual degrees of freedom: nothing is known of the uncertainty.',
    });
  }
  const unsure = coefficients.filter((c) => c.df !== null && !isEnough(c.df));
  if (unsure.length > 0) {
    notes.push({
      code: 'df_below_1',
      message: `Fewer than 1 degree of freedom for ${listed(unsure.map((c) => c.term))}: no test and no interval.`,
    });
  }
  return { coefficients, notes };
}

/** Whether a t or F distribution has the 1 degree of freedom that a test needs, but for rounding: Satterthwaite's are never truly below. */
export function isEnough(df: number): boolean {
  return df >= 1 - 1e-9;
}

const untested = { statistic: null, pValue: null, interval: null } as const;

function tested(term: string, estimate: number, variance: number, df: number, level: number): Coefficient {
  const standardError = Math.sqrt(Math.max(0, variance));
  const shown = Number.isFinite(df) ? df : null;
  if (!isEnough(df)) return { term, estimate, standardError, df: shown, ...untested };
  if (standardError === 0) {
    const interval = { lower: estimate, upper: estimate, level };
    return { term, estimate, standardError, df: shown, ...untested, interval };
  }
  return { term, estimate, standardError, df: shown, ...tInference(estimate, standardError, shown, level) };
}
