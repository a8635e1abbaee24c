import { type Sample, sd } from '../../aggregate/moments.js';
import * as normal from '../../numeric/distributions/normal.js';
import * as studentT from '../../numeric/distributions/student-t.js';
import { checkLevel, type Interval } from '../../support/interval.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { isEnough } from '../regression/coefficient.js';
import { differenceInMeans } from '../trial/difference-in-means.js';
import { pooledSd, twoGroups } from '../two-groups.js';

/** Two independent groups, as values or as moments; `momentsOf` makes those from published figures. */
export interface GroupsToCompare {
  /** Values or moments of the outcome in the treatment group. */
  readonly treatment: Sample;
  /** The same of the control group, in the same unit. */
  readonly control: Sample;
}

/** An effect with its standard error: any result of this library that has one, or a published one. */
export interface EstimateToCompare {
  /** Treatment minus control. */
  readonly estimate: number;
  /** Above 0, in the same unit; of a result that has none, null, nothing can be tested. */
  readonly standardError: number | null;
  /** Degrees of freedom of Student's t, 1 or more; null for the normal distribution. */
  readonly df: number | null;
  /** Its unit, where it says so. */
  readonly unit?: string;
}

/** An effect of which a confidence interval was published. */
export interface IntervalToCompare {
  /** Treatment minus control. */
  readonly estimate: number;
  /** Two-sided, and even about the estimate. */
  readonly interval: Interval;
  /**
   * Degrees of freedom by which the interval was made, 1 or more.
   * @defaultValue `null`, the normal distribution
   */
  readonly df?: number | null;
  /** Its unit, where it says so. */
  readonly unit?: string;
}

/** What is held against a margin. */
export type ComparisonSource = GroupsToCompare | EstimateToCompare | IntervalToCompare;

/** How the margin is to be read, and how groups are compared. */
export interface MarginOptions {
  /**
   * Unit of the margin: that of the outcome, or its standard deviations.
   * @defaultValue `'raw'`
   */
  readonly scale?: 'raw' | 'sd';
  /**
   * The standard deviation that a margin in `'sd'` means, in the unit of the outcome.
   * @defaultValue the pooled one of the groups; needed where there are none
   */
  readonly sd?: number;
  /**
   * For groups: each with its own variance (Welch), or one pooled variance.
   * @defaultValue `'unequal'`
   */
  readonly variances?: 'unequal' | 'pooled';
}

/** A difference that can be tested against any value, and the unit of margins. */
export interface TestedDifference {
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number | null;
  readonly unit: string;
  /** What 1 of the margin is in the unit of the estimate. */
  readonly marginUnit: number;
  /** What was done, in words. */
  readonly method: string;
  readonly notes: readonly Note[];
}

/**
 * The difference, its standard error and what a margin is measured in.
 *
 * @throws {@link EfficacyError} `invalid_argument`, `out_of_domain`, and as `differenceInMeans`
 */
export function testedDifference(source: ComparisonSource, options: MarginOptions, who: string): TestedDifference {
  const { scale = 'raw', sd: given } = options;
  need(scale === 'raw' || scale === 'sd', 'invalid_argument', who, "the scale 'raw' or 'sd'", scale);
  need(
    given === undefined || (given > 0 && given < Number.POSITIVE_INFINITY && scale === 'sd'),
    'invalid_argument',
    who,
    "an sd above 0, and only with scale 'sd'",
    given,
  );
  const found = differenceOf(source, options, who);
  if (scale === 'raw') return { ...found, marginUnit: 1 };
  if (given !== undefined) return { ...found, marginUnit: given };
  need(
    'treatment' in source,
    'invalid_argument',
    who,
    "the sd of the outcome, to read a margin in SDs (or scale 'raw')",
    'none',
  );
  const note = {
    code: 'sd_estimated',
    message: 'The margin is in standard deviations of this sample: it is taken as if that were known beforehand.',
  };
  const marginUnit = pooledSd(twoGroups(source.treatment, source.control, who), who);
  return { ...found, marginUnit, notes: [...found.notes, note] };
}

function differenceOf(
  source: ComparisonSource,
  options: MarginOptions,
  who: string,
): Omit<TestedDifference, 'marginUnit'> {
  if ('treatment' in source) {
    const { treatment, control } = twoGroups(source.treatment, source.control, who);
    requireSpread(sd(treatment), sd(control), who);
    const { variances = 'unequal' } = options;
    const { estimate, standardError, df, method } = differenceInMeans(treatment, control, { variances });
    return { estimate, standardError, df, unit: 'points', method, notes: [] };
  }
  const { estimate, df = null, unit = 'raw' } = source;
  need(Number.isFinite(estimate), 'not_finite', who, 'a finite estimate', estimate);
  need(
    df === null || (isEnough(df) && df < Number.POSITIVE_INFINITY),
    'out_of_domain',
    who,
    'df of 1 or more (null for the normal)',
    df,
  );
  if ('standardError' in source) {
    const { standardError } = source;
    need(
      standardError !== null && standardError > 0 && standardError < Number.POSITIVE_INFINITY,
      'out_of_domain',
      who,
      'a standard error above 0',
      standardError,
    );
    return { estimate, standardError, df, unit, method: 'estimate with its standard error', notes: [] };
  }
  const { lower, upper, level } = source.interval;
  checkLevel(who, level);
  need(
    lower < estimate && estimate < upper && upper - lower < Number.POSITIVE_INFINITY,
    'out_of_domain',
    who,
    'a bounded interval about the estimate',
    `${lower} to ${upper} about ${estimate}`,
  );
  const tail = (1 - level) / 2;
  const standardError = (upper - lower) / (2 * (df === null ? normal.isf(tail) : studentT.isf(tail, df)));
  const known = standardError > 0 && standardError < Number.POSITIVE_INFINITY;
  need(known, 'out_of_domain', who, 'an interval whose level tells a standard error, such as 0.95', level);
  const uneven = Math.abs(upper + lower - 2 * estimate) > 0.1 * (upper - lower);
  const note = {
    code: 'uneven_interval',
    message:
      'The interval is not even about the estimate: it was made on another scale (of a logarithm, say); test there.',
  };
  return {
    estimate,
    standardError,
    df,
    unit,
    method: 'standard error from the width of the interval',
    notes: uneven ? [note] : [],
  };
}

function requireSpread(a: number, b: number, who: string): void {
  need(a > 0 || b > 0, 'zero_variance', who, 'a group that varies (a margin says nothing about constants)', 'none');
}

/** One-sided tests of a value, and the interval of both. */
export interface OneSidedTest {
  /** The estimate less the value, over the standard error. */
  readonly statistic: number;
  /** One-sided. */
  readonly pValue: number;
}

/** Test of the hypothesis that the difference is at most a value: small when it is larger. */
export function testAbove({ estimate, standardError, df }: TestedDifference, value: number): OneSidedTest {
  const statistic = (estimate - value) / standardError;
  return { statistic, pValue: df === null ? normal.sf(statistic) : studentT.sf(statistic, df) };
}

/** Test of the hypothesis that the difference is at least a value: small when it is smaller. */
export function testBelow({ estimate, standardError, df }: TestedDifference, value: number): OneSidedTest {
  const statistic = (estimate - value) / standardError;
  return { statistic, pValue: df === null ? normal.cdf(statistic) : studentT.cdf(statistic, df) };
}
