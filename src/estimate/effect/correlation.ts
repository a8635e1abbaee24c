import { moments } from '../../aggregate/moments.js';
import * as studentT from '../../numeric/distributions/student-t.js';
import { EfficacyError } from '../../support/errors.js';
import { checkLevel, type Interval } from '../../support/interval.js';
import type { Note } from '../../support/notes.js';
import type { Estimate, TestedEstimate } from '../estimate.js';
import { tInference } from '../t-inference.js';
import { fisherLimits } from './fisher-limits.js';
import { noncentralLimitsOfT } from './noncentral-limits.js';
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
  /** @defaultValue 0.95 */
  readonly level?: number;
}

/** A product-moment correlation. */
export interface Correlation extends TestedEstimate {
  readonly kind: 'correlation';
  /** Student's t of the hypothesis that the correlation is 0; null where it is -1 or 1. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly intervalMethod: 'fisher-z';
  readonly varianceFormula: string;
  readonly correction: 'none' | 'olkin-pratt';
  readonly n: number;
}

/**
 * Pearson's correlation with the limits of Fisher's z.
 *
 * @param data - r and the number of pairs, at least 4, or the pairs themselves
 * @returns from -1 to 1; the limits are those of the uncorrected r
 * @throws {@link EfficacyError} `zero_variance` naming the constant variable, `too_few_observations`, `length_mismatch`, `not_finite`,
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

/** Fisher's z of a correlation. */
export interface FisherZ extends TestedEstimate {
  readonly kind: 'fisher-z';
  readonly standardError: number;
  readonly interval: Interval;
  readonly n: number;
}

/**
 * Fisher's z: the inverse hyperbolic tangent of a correlation, whose standard error does not depend on it.
 *
 * @param data - r and the number of pairs, at least 4, or the pairs themselves
 * @returns any number; tanh takes it back
 * @throws {@link EfficacyError} `out_of_domain` for a correlation of -1 or 1, and as {@link correlation}
 *
 * @example
 * fisherZ({ r: 0.42, n: 33 }).estimate; // 0.448
 *
 * @see Fisher (1921), Metron 1, 3-32.
 */
export function fisherZ(data: Correlated, options: { readonly level?: number } = {}): FisherZ {
  const who = 'fisherZ';
  const { level = 0.95 } = options;
  checkLevel(who, level);
  const { r, n } = correlated(who, data);
  if (Math.abs(r) === 1) {
    throw new EfficacyError('out_of_domain', `${who} has no value for a correlation of ${r}`, { r });
  }
  const estimate = Math.atanh(r);
  const standardError = 1 / Math.sqrt(n - 3);
  return {
    kind: 'fisher-z',
    estimate,
    standardError,
    df: null,
    ...tInference(estimate, standardError, null, level),
    unit: 'fisher z',
    method: "Fisher's z; variance 1/(n - 3); normal interval",
    n,
    notes: [],
  };
}

/** A correlation read off a t statistic. */
export interface CorrelationFromT extends Estimate {
  readonly kind: 'correlation-from-t';
  readonly standardError: null;
  readonly interval: Interval;
  readonly intervalMethod: 'noncentral-t';
}

/**
 * The (partial) correlation that a t statistic amounts to, t/√(t² + df), with the limits of its noncentrality read in the same way.
 *
 * @param t - of a difference between arms or of a regression coefficient
 * @param df - its error degrees of freedom, above 0
 * @returns from -1 to 1, with the sign of t
 * @throws {@link EfficacyError} `invalid_argument`
 *
 * @example
 * correlationFromT(1.9, 240).estimate; // 0.122
 *
 * @see Rosenthal (1994), in The Handbook of Research Synthesis, eq. 16-15; Smithson (2003), Confidence Intervals (limits).
 */
export function correlationFromT(t: number, df: number, options: { readonly level?: number } = {}): CorrelationFromT {
  const who = 'correlationFromT';
  const { level = 0.95 } = options;
  checkLevel(who, level);
  if (!(Number.isFinite(t) && df > 0 && Number.isFinite(df))) {
    throw new EfficacyError('invalid_argument', `${who} needs a finite t and df above 0; got ${t} and ${df}`, {
      t: String(t),
      df: String(df),
    });
  }
  const of = (x: number): number => x / Math.hypot(x, Math.sqrt(df));
  const ncp = noncentralLimitsOfT(who, t, df, level);
  return {
    kind: 'correlation-from-t',
    estimate: of(t) + 0, // 0 for -0
    standardError: null,
    df,
    interval: { lower: of(ncp.lower), upper: of(ncp.upper), level },
    intervalMethod: 'noncentral-t',
    unit: 'correlation',
    method: 't/√(t² + df); limits of the noncentrality of t',
    notes: [{ code: 'no_standard_error', message: 'The limits come from the noncentral t distribution directly.' }],
  };
}

function correlated(who: string, data: Correlated): { readonly r: number; readonly n: number } {
  const { r, n } = 'r' in data ? data : pearson(who, data.x, data.y);
  if (!(r >= -1 && r <= 1)) {
    throw new EfficacyError('invalid_argument', `${who} needs a correlation from -1 to 1; got ${r}`, { r: String(r) });
  }
  if (!(Number.isInteger(n) && n >= 4)) {
    throw new EfficacyError('too_few_observations', `${who} needs at least 4 pairs; got ${n}`, { n: String(n) });
  }
  return { r: r + 0, n }; // 0 for -0
}

function pearson(who: string, x: ArrayLike<number>, y: ArrayLike<number>) {
  if (x.length !== y.length) {
    throw new EfficacyError('length_mismatch', `${who} needs as many x as y; got ${x.length} and ${y.length}`, {
      x: x.length,
      y: y.length,
    });
  }
  const of = { x: moments(x), y: moments(y) };
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
