import { momentsOfSample } from '../../../aggregate/moments.js';
import * as studentT from '../../../numeric/distributions/student-t.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import type { TestedEstimate } from '../../estimate.js';
import { finiteValues } from '../finite-values.js';
import { needRecord } from '../needs.js';
import { fisherLimits } from './fisher-limits.js';
import { olkinPratt } from './olkin-pratt.js';

/** A correlation with the number of pairs behind it, or the pairs. */
export type Correlated =
  | { readonly r: number; readonly n: number }
  | { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> };

/** Options of {@link correlation}. */
export interface CorrelationOptions {
  /**
   * `'olkin-pratt'` takes the bias toward 0 out, for normal variables.
   * @defaultValue `'none'`
   */
  readonly correction?: 'none' | 'olkin-pratt';
  /** Confidence level, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number;
}

/** A product-moment correlation. */
export interface Correlation extends TestedEstimate {
  /** Which quantity this is. */
  readonly kind: 'correlation';
  /** Student's t of the hypothesis that the correlation is 0; null where it is -1 or 1. */
  readonly statistic: number | null;
  /** Two-sided, of the hypothesis that the correlation is 0; null where it is -1 or 1. */
  readonly pValue: number | null;
  /** How the limits were made. */
  readonly intervalMethod: 'fisher-z';
  /** The formula of the squared standard error. */
  readonly varianceFormula: string;
  /** The small-sample correction that was used. */
  readonly correction: 'none' | 'olkin-pratt';
  /** Pairs. */
  readonly n: number;
}

/**
 * Pearson's correlation with the limits of Fisher's z.
 *
 * @param data - r and the number of pairs, at least 4, or the pairs themselves
 * @returns from -1 to 1; the limits are those of the uncorrected r
 * @throws {@link EfficacyError} `zero_variance` naming the constant variable, `too_few_observations`, `no_data`, `length_mismatch`, `not_finite`,
 * `invalid_argument`
 *
 * @example
 * correlation({ r: 0.42, n: 33 }).interval; // { lower: 0.090, upper: 0.667, level: 0.95 }
 *
 * @see Fisher (1921), Metron 1, 3-32; Olkin & Pratt (1958), Annals of Mathematical Statistics 29(1), 201-211, eq. 2.3.
 */
export function correlation(data: Correlated, options: CorrelationOptions = {}): Correlation {
  const who = 'correlation';
  const { correction = 'none', level = 0.95 } = options;
  checkLevel(who, level);
  if (correction !== 'none' && correction !== 'olkin-pratt') {
    throw new EfficacyError(
      'invalid_argument',
      `${who} knows the corrections "none" and "olkin-pratt"; got ${String(correction)}`,
      { correction: String(correction) },
    );
  }
  const { r, n } = correlated(who, data);
  const estimate = correction === 'none' ? r : olkinPratt(r, n);
  const perfect = Math.abs(r) === 1;
  const t = perfect ? null : r * Math.sqrt((n - 2) / ((1 - r) * (1 + r)));
  return {
    kind: 'correlation',
    estimate,
    standardError: perfect ? null : (1 - estimate ** 2) / Math.sqrt(n - 1),
    df: n - 2,
    statistic: t,
    pValue: t === null ? null : Math.min(1, 2 * studentT.sf(Math.abs(t), n - 2)),
    interval: perfect ? null : fisherLimits(r, 1 / Math.sqrt(n - 3), null, level),
    intervalMethod: 'fisher-z',
    unit: 'correlation',
    method: `Pearson's correlation${correction === 'none' ? '' : ' without its bias (Olkin & Pratt)'}; Fisher's z interval; t test`,
    varianceFormula: '(1 - r²)²/(n - 1)',
    correction,
    n,
    notes: perfect ? [perfectNote] : [],
  };
}

const perfectNote: Note = {
  code: 'perfect_correlation',
  message: 'The variables lie on a line, so the standard error, the test and the interval are not defined.',
};

/** The correlation and its number of pairs. */
export function correlated(who: string, data: Correlated): { readonly r: number; readonly n: number } {
  needRecord(data, who, '{ r, n } or { x, y }');
  const { r, n } = 'r' in data ? data : pearson(who, data.x, data.y);
  if (!(typeof r === 'number' && r >= -1 && r <= 1)) {
    throw new EfficacyError('invalid_argument', `${who} needs a correlation from -1 to 1; got ${r}`, { r: String(r) });
  }
  if (!(Number.isInteger(n) && n >= 4)) {
    throw new EfficacyError('too_few_observations', `${who} needs at least 4 pairs; got ${n}`, { n: String(n) });
  }
  return { r: r + 0, n }; // 0 for -0
}

function pearson(who: string, xs: ArrayLike<number>, ys: ArrayLike<number>) {
  const x = finiteValues(who, 'x', xs);
  const y = finiteValues(who, 'y', ys);
  if (x.length !== y.length) {
    throw new EfficacyError('length_mismatch', `${who} needs as many x as y; got ${x.length} and ${y.length}`, {
      x: x.length,
      y: y.length,
    });
  }
  const of = { x: momentsOfSample(x, who, 'x'), y: momentsOfSample(y, who, 'y') };
  for (const [name, { n, m2, mean }] of Object.entries(of)) {
    if (n > 0 && m2 === 0) {
      throw new EfficacyError('zero_variance', `${who} needs variables that vary; every ${name} is ${mean}`, {
        variable: name,
        value: mean,
      });
    }
  }
  const [sx, sy] = [Math.sqrt(of.x.m2), Math.sqrt(of.y.m2)];
  let r = 0;
  for (let i = 0; i < x.length; i++) r += ((x[i]! - of.x.mean) / sx) * ((y[i]! - of.y.mean) / sy);
  return { r: Math.max(-1, Math.min(1, r)), n: x.length };
}
