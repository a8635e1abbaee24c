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
import { checkAlpha } from './tost.js';

/** How much harm is still accepted. */
export interface NonInferiorityOptions extends MarginOptions {
  /** The largest harm that does not matter, above 0. To be fixed before the data are seen: there is no default. */
  readonly margin: number;
  /**
   * Whether more of the outcome is better. For absences, say, it is not: then harm is an increase.
   * @defaultValue `true`
   */
  readonly higherIsBetter?: boolean;
  /**
   * Level of the one-sided test; the interval has level 1 - 2 alpha.
   * @defaultValue 0.025
   */
  readonly alpha?: number;
}

/**
 * `non-inferior`: harm as large as the margin is rejected. `inferior`: harm is larger than the margin, as a one-sided test at the same level
 * says. `inconclusive`: neither, which is no evidence that there is no harm.
 */
export type NonInferiorityConclusion = 'non-inferior' | 'inferior' | 'inconclusive';

/** A one-sided test against a margin of harm. */
export interface NonInferiorityTest {
  /** Which result this is. */
  readonly kind: 'non-inferiority-test';
  /** Treatment minus control, in the unit of the outcome. */
  readonly estimate: number;
  /** Of the difference, in the same unit. */
  readonly standardError: number;
  /** Degrees of freedom; null for the normal distribution. */
  readonly df: number | null;
  /** The difference that is just too much harm, in the unit of the outcome: below 0 where higher is better, above 0 where lower is. */
  readonly bound: number;
  /** The standard deviation that a margin in SDs was multiplied by; null for a raw one. */
  readonly sd: number | null;
  /** Which side is harm, as stated. */
  readonly higherIsBetter: boolean;
  /** The estimate less the bound, over the standard error. */
  readonly statistic: number;
  /** One-sided, of the hypothesis that harm is as large as the margin or larger. */
  readonly pValue: number;
  /** Level of the one-sided test. */
  readonly alpha: number;
  /** Level 1 - 2 alpha: on the good side of the bound exactly when the test rejects. */
  readonly interval: Interval;
  /** What the test says, in a word. */
  readonly conclusion: NonInferiorityConclusion;
  /** Whether the interval lies on the good side of 0 as well, which may be claimed at the same alpha. */
  readonly superior: boolean;
  /** Unit of estimate, bound and interval: `'points'` for groups, that of a result that names one, else `'raw'`. */
  readonly unit: string;
  /** What was done, in words. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * Test of non-inferiority: whether harm as large as a margin is ruled out.
 *
 * @param source - as `tost` takes it
 * @returns the difference, treatment minus control, in the unit of the outcome; `conclusion` in a word
 * @throws {@link EfficacyError} `invalid_argument` for a margin that is not above 0 or an alpha outside 0 to 0.5; else as `tost`
 *
 * @example
 * nonInferiority({ treatment, control }, { margin: 0.1, scale: 'sd' }).conclusion; // 'non-inferior'
 *
 * @see Piaggio et al. (2012), JAMA 308(24), 2594-2604 (CONSORT extension); Morikawa & Yoshida (1995), J. Biopharm. Stat. 5(3), 297-306, for
 * superiority at the same level.
 */
export function nonInferiority(source: ComparisonSource, options: NonInferiorityOptions): NonInferiorityTest {
  const who = 'nonInferiority';
  const { margin, higherIsBetter = true, alpha = 0.025, scale = 'raw' } = options;
  checkAlpha(alpha, who);
  need(margin > 0 && margin < Number.POSITIVE_INFINITY, 'invalid_argument', who, 'a margin above 0', margin);
  const found = testedDifference(source, options, who);
  const { estimate, standardError, df, marginUnit } = found;
  const bound = (higherIsBetter ? -1 : 1) * margin * marginUnit;
  const better = (value: number): OneSidedTest => (higherIsBetter ? testAbove(found, value) : testBelow(found, value));
  const worse = higherIsBetter ? testBelow(found, bound) : testAbove(found, bound);
  const { statistic, pValue } = better(bound);
  return {
    kind: 'non-inferiority-test',
    estimate,
    standardError,
    df,
    bound,
    sd: scale === 'sd' ? marginUnit : null,
    higherIsBetter,
    statistic,
    pValue,
    alpha,
    interval: tInference(estimate, standardError, df, 1 - 2 * alpha).interval,
    conclusion: pValue <= alpha ? 'non-inferior' : worse.pValue <= alpha ? 'inferior' : 'inconclusive',
    superior: better(0).pValue <= alpha,
    unit: found.unit,
    method: `one-sided test of a margin; ${found.method}`,
    notes: found.notes,
  };
}
