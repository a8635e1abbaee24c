import { needOneOf, needRecord } from '../../estimate/effect/needs.js';
import { EfficacyError } from '../../support/errors.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { checkEffect } from '../check-effect.js';
import { type Evidence, isNoEvidence, type NoEvidence, type NotEligible, notEligible } from '../no-evidence.js';
import { type GrowthTable, growthOf } from './growth-table.js';

/** Whose growth an effect is compared with. None of these has a default. */
export interface GrowthOptions {
  /** The grade at whose end the year of growth ends, 1 to 12. */
  readonly grade: number;
  /** The subject that the outcome tests. */
  readonly subject: 'reading' | 'math';
  /** Where annual growth comes from: `hill2008`, or a table of your own. */
  readonly table: GrowthTable;
}

/** Options of {@link monthsOfProgress}. */
export interface MonthsOptions extends GrowthOptions {
  /** Months of a school year. @defaultValue 9 */
  readonly monthsPerYear?: number;
}

/** An effect beside a year of growth. */
export interface ShareOfAnnualGrowth {
  /** Which quantity this is. */
  readonly kind: 'share-of-annual-growth';
  /** The effect that was given, in standard deviations. */
  readonly estimate: number;
  /** The effect over a year's growth: 0.5 is half a year. */
  readonly share: number;
  /** A year's growth, in standard deviations. */
  readonly annualGrowth: number;
  /** The grade at whose end the year of growth ends. */
  readonly grade: number;
  /** The subject that the outcome tests. */
  readonly subject: 'reading' | 'math';
  /** Name of the table that was read. */
  readonly table: string;
  /** Where the growth is printed. */
  readonly source: string;
  /** Whether the growth was read there. */
  readonly confidence: 'verified' | 'unverified';
  /** The caution that goes with every translation into time. */
  readonly notes: readonly Note[];
}

/** The same in months. */
export interface MonthsOfProgress extends Omit<ShareOfAnnualGrowth, 'kind'> {
  /** Which quantity this is. */
  readonly kind: 'months-of-progress';
  /** Negative is less progress than the control group made. */
  readonly months: number;
  /** Months of a school year that were reckoned with. */
  readonly monthsPerYear: number;
}

/** Annual growth below this makes any effect look like months: the upper grades in reading. */
const leastGrowth = 0.1;

const caution: Note = {
  code: 'translated_effect',
  message:
    'Time is a poor unit for effects: growth falls from 1.5 to 0.06 SD a year over the grades, so that equal effects become unequal times. Report the effect and its percentile gain first (Baird & Pane 2019).',
};

/**
 * An effect as a share of the growth that students of a grade make in a year.
 *
 * @param evidence - an effect in standard deviations, treatment minus control, or {@link NoEvidence}, which is handed back
 * @returns the share with a caution, or a refusal: no such row, hardly any growth in a year, or an effect of more than a year
 * @throws {@link EfficacyError} `not_finite`, `invalid_argument` without grade, subject or table
 *
 * @example
 * shareOfAnnualGrowth({ estimate: 0.1 }, { grade: 4, subject: 'math', table: hill2008 }); // 0.19 of a year
 *
 * @see Hill, Bloom, Black & Lipsey (2008), Child Development Perspectives 2(3); Baird & Pane (2019), Educational Researcher 48(4), 217-228.
 */
export function shareOfAnnualGrowth(
  evidence: Evidence,
  options: GrowthOptions,
): ShareOfAnnualGrowth | NotEligible | NoEvidence {
  return compare(evidence, options, 'shareOfAnnualGrowth');
}

/**
 * An effect in months of a school year's growth: {@link shareOfAnnualGrowth} times the months of a year.
 *
 * @param evidence - an effect in standard deviations, treatment minus control, or {@link NoEvidence}, which is handed back
 * @returns months with a caution, or a refusal with its reason
 * @throws {@link EfficacyError} as {@link shareOfAnnualGrowth}
 *
 * @example
 * monthsOfProgress({ estimate: 0.1 }, { grade: 4, subject: 'math', table: hill2008 }); // 1.7 months of 9
 */
export function monthsOfProgress(
  evidence: Evidence,
  options: MonthsOptions,
): MonthsOfProgress | NotEligible | NoEvidence {
  const who = 'monthsOfProgress';
  needRecord(options, who, 'options with grade, subject and table');
  const { monthsPerYear = 9 } = options;
  if (!(Number.isFinite(monthsPerYear) && monthsPerYear > 0 && monthsPerYear <= 12)) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs the months of a school year, above 0 up to 12; got ${monthsPerYear}`,
    );
  }
  const share = compare(evidence, options, who);
  if (share.kind !== 'share-of-annual-growth') return share;
  return { ...share, kind: 'months-of-progress', months: share.share * monthsPerYear, monthsPerYear };
}

function compare(
  evidence: Evidence,
  options: GrowthOptions,
  who: string,
): ShareOfAnnualGrowth | NotEligible | NoEvidence {
  needRecord(options, who, 'options with grade, subject and table');
  needRecord(evidence, who, 'evidence: a result with its estimate, or noEvidence(...)');
  const { grade, subject, table } = options;
  needRecord(table, who, 'a table of annual growth, such as hill2008');
  for (const name of ['id', 'source'] as const)
    need(
      typeof table[name] === 'string',
      'invalid_argument',
      who,
      `the ${name} of the table as text`,
      String(table[name]),
    );
  needOneOf(table.confidence, ['verified', 'unverified'], who, 'confidence of the table');
  if (!(Number.isInteger(grade) && (subject === 'reading' || subject === 'math') && Array.isArray(table?.rows))) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs a whole grade, a subject ("reading" or "math") and a table of annual growth; got grade ${grade}, subject ${String(subject)}`,
    );
  }
  if (isNoEvidence(evidence)) return evidence;
  checkEffect(evidence.estimate, who);
  const estimate = evidence.estimate + 0; // 0 for -0
  const row = growthOf(table, subject, grade, who);
  const refuse = (reason: string, message: string): NotEligible => notEligible(table.id, reason, message);
  if (row === null) return refuse('not-in-table', `"${table.id}" has no growth for ${subject} in grade ${grade}`);
  if (row.gain < leastGrowth) {
    return refuse(
      'annual-growth-near-zero',
      `students grow ${row.gain} SD a year in ${subject} at grade ${grade}: any effect would be months or years of that`,
    );
  }
  if (Math.abs(estimate) > row.gain) {
    return refuse(
      'beyond-one-year',
      `an effect of ${estimate} SD is more than the ${row.gain} SD of a year: growth beyond it is not in the table`,
    );
  }
  return {
    kind: 'share-of-annual-growth',
    estimate,
    share: estimate / row.gain,
    annualGrowth: row.gain,
    grade,
    subject,
    table: table.id,
    source: table.source,
    confidence: table.confidence,
    notes: [caution],
  };
}
