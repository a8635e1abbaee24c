import type { Interval } from '../../support/interval.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { tInference } from '../t-inference.js';
import {
  type ComparisonSource,
  type MarginOptions,
  type OneSidedTest,
  testAbove,
  testBelow,
  testedDifference,
} from './tested-difference.js';

/** Within which bounds a difference does not matter. */
export interface TostOptions extends MarginOptions {
  /** One number above 0 for bounds on both sides of 0, or both bounds. To be fixed before the data are seen: there is no default. */
  readonly bounds: number | { readonly lower: number; readonly upper: number };
  /**
   * Level of each of the two one-sided tests; the interval has level 1 - 2 alpha.
   * @defaultValue 0.05
   */
  readonly alpha?: number;
}

/**
 * `equivalent`: both bounds are rejected. `not-equivalent`: the difference lies beyond a bound, as a one-sided test at the same level says.
 * `inconclusive`: neither, which is no evidence of equivalence.
 */
export type EquivalenceConclusion = 'equivalent' | 'not-equivalent' | 'inconclusive';

/** Two one-sided tests. */
export interface EquivalenceTest {
  /** Which result this is. */
  readonly kind: 'equivalence-test';
  /** Treatment minus control, in the unit of the outcome. */
  readonly estimate: number;
  /** Of the difference, in the same unit. */
  readonly standardError: number;
  /** Degrees of freedom; null for the normal distribution. */
  readonly df: number | null;
  /** Bounds in the unit of the outcome. */
  readonly bounds: { readonly lower: number; readonly upper: number };
  /** The standard deviation that bounds in SDs were multiplied by; null for raw bounds. */
  readonly sd: number | null;
  /** Test of the hypothesis that the difference is at or below the lower bound. */
  readonly aboveLower: OneSidedTest;
  /** Test of the hypothesis that the difference is at or above the upper bound. */
  readonly belowUpper: OneSidedTest;
  /** The larger of both p-values: that of equivalence. */
  readonly pValue: number;
  /** Level of each one-sided test. */
  readonly alpha: number;
  /** Level 1 - 2 alpha: within the bounds exactly when both tests reject. */
  readonly interval: Interval;
  /** Two-sided test of no difference at all: a difference may be there and not matter. */
  readonly difference: { readonly statistic: number; readonly pValue: number };
  /** What the tests say, in a word. */
  readonly conclusion: EquivalenceConclusion;
  /** Unit of estimate, bounds and interval: `'points'` for groups, that of a result that names one, else `'raw'`. */
  readonly unit: string;
  /** What was done, in words. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * Two one-sided tests of equivalence: whether a difference is shown to lie within bounds inside which it does not matter.
 *
 * @param source - two groups, or an estimate with its standard error and degrees of freedom (of a clustered or adjusted analysis as well), or a
 * published one with its interval
 * @returns the difference, treatment minus control, in the unit of the outcome; `conclusion` in a word
 * @throws {@link EfficacyError} `invalid_argument` for bounds that are not in order or not about anything, an alpha outside 0 to 0.5 or SDs without
 * groups or an `sd`; `too_few_observations`, `zero_variance`, `no_data`; `out_of_domain` for a standard error or df of 0
 *
 * @example
 * tost({ treatment, control }, { bounds: 0.2, scale: 'sd' }).conclusion; // 'equivalent'
 * tost(differenceByDesign(table, { outcome: 'post', treatment, cluster: 'school' }), { bounds: { lower: -3, upper: 3 } }).pValue;
 *
 * @see Schuirmann (1987), J. Pharmacokinet. Biopharm. 15(6), 657-680; Lakens (2017), Soc. Psychol. Personal. Sci. 8(4), 355-362, eq. 1 to 5.
 */
export function tost(source: ComparisonSource, options: TostOptions): EquivalenceTest {
  const who = 'tost';
  const { bounds, alpha = 0.05, scale = 'raw' } = options;
  checkAlpha(alpha, who);
  const { lower, upper } = typeof bounds === 'number' ? { lower: -bounds, upper: bounds } : bounds;
  need(
    Number.isFinite(lower) && Number.isFinite(upper) && lower < upper,
    'invalid_argument',
    who,
    'bounds, the lower below the upper (a single one above 0)',
    `${lower} and ${upper}`,
  );
  const found = testedDifference(source, options, who);
  const { estimate, standardError, df, marginUnit } = found;
  const raw = { lower: lower * marginUnit, upper: upper * marginUnit };
  const aboveLower = testAbove(found, raw.lower);
  const belowUpper = testBelow(found, raw.upper);
  const { statistic, pValue, interval } = tInference(estimate, standardError, df, 1 - 2 * alpha);
  const larger = Math.max(aboveLower.pValue, belowUpper.pValue);
  const beyond = Math.min(testBelow(found, raw.lower).pValue, testAbove(found, raw.upper).pValue);
  return {
    kind: 'equivalence-test',
    estimate,
    standardError,
    df,
    bounds: raw,
    sd: scale === 'sd' ? marginUnit : null,
    aboveLower,
    belowUpper,
    pValue: larger,
    alpha,
    interval,
    difference: { statistic, pValue },
    conclusion: larger <= alpha ? 'equivalent' : beyond <= alpha ? 'not-equivalent' : 'inconclusive',
    unit: found.unit,
    method: `two one-sided tests; ${found.method}`,
    notes: found.notes,
  };
}

/** One-sided levels. */
export function checkAlpha(alpha: number, who: string): void {
  need(alpha > 0 && alpha < 0.5, 'invalid_argument', who, 'an alpha between 0 and 0.5', alpha);
}
