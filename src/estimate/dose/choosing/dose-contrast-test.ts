import * as studentT from '../../../numeric/distributions/student-t.js';
import { need } from '../../../support/need.js';
import { maxT } from '../../max-t.js';
import { type DoseCells, type DoseData, doseCells } from '../fit/dose-cells.js';
import { type CandidateShape, optimalContrast, standardizedContrasts, standardShapes } from './candidate-shapes.js';

/** How {@link doseContrastTest} tests. */
export interface DoseContrastTestOptions {
  /** Shapes thought possible, stated before the data were seen. */
  readonly candidates: readonly CandidateShape[];
  /** Whether the response is thought to rise with the dose. @defaultValue `'rises'` */
  readonly response?: 'rises' | 'falls';
  /**
   * Chance of any false alarm, one-sided.
   * @defaultValue 0.025
   */
  readonly alpha?: number;
}

/** The contrast of one shape. */
export interface DoseContrast {
  /** Of the candidate. */
  readonly name: string;
  /** One for each dose; sum 0, sum of squares 1. */
  readonly coefficients: readonly number[];
  /** The contrast of the means. */
  readonly estimate: number;
  /** From the pooled variance within doses. */
  readonly standardError: number;
  /** The contrast by its standard error. */
  readonly statistic: number;
  /** One-sided, adjusted for all candidates; below 1e-4 it is between that of the contrast alone and Bonferroni's. */
  readonly pValue: number;
  /** Whether the statistic exceeds the critical value. */
  readonly significant: boolean;
}

/** Whether the response depends on the dose, by the best contrast for each shape. */
export interface DoseContrastTest {
  /** Which result this is. */
  readonly kind: 'dose-contrast-test';
  /** Distinct doses, ascending. */
  readonly doses: readonly number[];
  /** Students. */
  readonly n: number;
  /** One for each candidate, as they were given. */
  readonly contrasts: readonly DoseContrast[];
  /** Correlations of the contrasts. */
  readonly correlation: readonly (readonly number[])[];
  /** What a statistic must exceed. */
  readonly criticalValue: number;
  /** Students less doses. */
  readonly df: number;
  /** Smallest adjusted p-value: that of the hypothesis that no mean differs. */
  readonly pValue: number;
  /** What was done. */
  readonly method: string;
}

/**
 * The multiple comparison step of MCP-Mod: is there a dose-response at all, and which of the shapes that were thought possible show it?
 *
 * Means by dose with their pooled variance, and for each shape the contrast that has the most power for it; the largest statistic has
 * a multivariate t distribution.
 *
 * @param data - of a trial in which doses were assigned; rows, or moments by dose
 * @throws {@link EfficacyError} `invalid_argument` for candidates that say nothing, clusters or sampling weights, or means alone;
 * `too_few_observations` without degrees of freedom; `zero_variance`; and what bad data give
 *
 * @example
 * doseContrastTest(data, { candidates: [{ model: 'linear' }, { model: 'emax', guess: { ed50: 40 } }] }).pValue;
 *
 * @see Bretz, Pinheiro & Branson (2005), Biometrics 61, 738-748, section 3.
 */
export function doseContrastTest(data: DoseData, options: DoseContrastTestOptions): DoseContrastTest {
  const who = 'doseContrastTest';
  const { candidates, response = 'rises', alpha = 0.025 } = options;
  checkAlpha(alpha, who);
  need(
    response === 'rises' || response === 'falls',
    'invalid_argument',
    who,
    "a response that 'rises' or 'falls'",
    response,
  );
  const cells = trialCells(data, who);
  const { dose, weight, mean, n, within } = cells;
  const df = n - dose.length;
  const variance = within / df;
  const shapes = standardShapes(candidates, dose, who);
  const sign = response === 'rises' ? 1 : -1;
  const coefficients = shapes.map(({ means }) => optimalContrast(means, weight).map((c) => sign * c));
  const rows = standardizedContrasts(coefficients, weight);
  const largest = maxT(rows, df);
  const criticalValue = largest.critical(alpha);
  const contrasts = shapes.map(({ name }, m): DoseContrast => {
    const own = coefficients[m]!;
    const estimate = own.reduce((sum, c, i) => sum + c * mean[i]!, 0);
    const standardError = Math.sqrt(variance * own.reduce((sum, c, i) => sum + (c * c) / weight[i]!, 0));
    const statistic = estimate / standardError;
    // The integral is good to a few 1e-5; in the tails its bounds are better.
    const alone = studentT.sf(statistic, df);
    const pValue = Math.min(1, Math.max(alone, Math.min(1 - largest.atMost(statistic), shapes.length * alone)));
    return {
      name,
      coefficients: own,
      estimate,
      standardError,
      statistic,
      pValue,
      significant: statistic > criticalValue,
    };
  });
  return {
    kind: 'dose-contrast-test',
    doses: Array.from(dose),
    n,
    contrasts,
    correlation: rows.map((a) => rows.map((b) => a.reduce((sum, x, i) => sum + x * b[i]!, 0))),
    criticalValue,
    df,
    pValue: Math.min(...contrasts.map(({ pValue }) => pValue)),
    method: `optimal contrasts of ${dose.length} means, pooled variance, largest of ${contrasts.length} t statistics, one-sided`,
  };
}

export function checkAlpha(alpha: number, who: string): void {
  need(alpha > 0 && alpha < 0.5, 'invalid_argument', who, 'an alpha between 0 and 0.5, such as 0.025', alpha);
}

/** Means by dose of a trial, with a variance within doses. */
function trialCells(data: DoseData, who: string): DoseCells {
  const cells = doseCells(data, who);
  need(
    cells.clusters === null,
    'invalid_argument',
    who,
    'students assigned one by one (fit a curve with clusters instead)',
    'clusters',
  );
  need(
    cells.weightKind !== 'sampling' && !cells.meansOnly,
    'invalid_argument',
    who,
    'rows or moments, which have a variance',
    'others',
  );
  need(cells.dose.length > 1, 'zero_variance', who, 'at least two doses', cells.dose[0]);
  need(cells.n > cells.dose.length, 'too_few_observations', who, 'more observations than doses', cells.n);
  need(cells.within > 0, 'zero_variance', who, 'responses that vary within doses', 'none');
  return cells;
}
