import { EfficacyError } from '../../../support/errors.js';
import { need } from '../../../support/need.js';
import { listed } from '../../../support/text.js';
import type { ScaleKind } from '../scale/scale-kind.js';

/**
 * Norms of a test: means, spreads and correlations of a reference population. Published norms belong to their publishers; the user loads
 * them in this shape.
 */
export interface NormTable {
  /** A short name of its own, for results. */
  readonly id: string;
  /** Where it comes from: publisher, edition, year. */
  readonly source: string;
  /** What the means and SDs are of: the scores of students, or the mean scores of schools, whose SDs are far smaller. */
  readonly of: 'students' | 'schools';
  /** What the scores mean. */
  readonly scale: ScaleKind;
  /** Means and SDs by subject, grade and week of instruction. */
  readonly rows: readonly NormRow[];
  /** How scores at two times go together. */
  readonly correlations: readonly NormCorrelation[];
}

/** The reference population at one time. */
export interface NormRow {
  /** Such as `'math'`. */
  readonly subject: string;
  /** Such as `'3'` or `'K'`. */
  readonly grade: string;
  /** Weeks of instruction since the school year began. */
  readonly week: number;
  /** In points of the scale. */
  readonly mean: number;
  /** Above 0, in the unit of the mean. */
  readonly sd: number;
}

/** How scores at two times go together in the reference population. */
export interface NormCorrelation {
  /** As in the rows. */
  readonly subject: string;
  /** The earlier time. */
  readonly from: { readonly grade: string; readonly season: string };
  /** The later time. */
  readonly to: { readonly grade: string; readonly season: string };
  /** Above -1 and below 1. */
  readonly correlation: number;
}

/** When a test was taken. */
export interface TestTime {
  /** As in the table. */
  readonly grade: string;
  /** Word by which the table's correlations call that time, such as `'fall'`. */
  readonly season: string;
  /** Weeks of instruction since the school year began; means and SDs are interpolated between the table's weeks. */
  readonly week: number;
}

/** The part of a norm table that one growth needs. */
export interface GrowthNorm {
  /** What the figures are of: students' scores or schools' mean scores. */
  readonly of: NormTable['of'];
  /** What the scores mean: a growth rate takes a norm of scores of its own scale only. */
  readonly scale: ScaleKind;
  /** The reference population at the first test, in points. */
  readonly before: { readonly mean: number; readonly sd: number };
  /** The same at the later test. */
  readonly after: { readonly mean: number; readonly sd: number };
  /** Correlation of the scores before with those after. */
  readonly correlation: number;
  /** The table's id. */
  readonly table: string;
}

/**
 * The norm for growth from one test time to another, with means and SDs interpolated linearly in weeks of instruction.
 *
 * @throws {@link EfficacyError} `no_data` for a subject, grade or pair of times that the table does not have, or a week outside its weeks: norms
 * are never extrapolated; `invalid_argument` for a table that contradicts itself
 *
 * @example
 * growthNorm(norms, 'math', { grade: '3', season: 'fall', week: 4 }, { grade: '3', season: 'spring', week: 30 });
 */
export function growthNorm(table: NormTable, subject: string, before: TestTime, after: TestTime): GrowthNorm {
  const who = 'growthNorm';
  const pairs = table.correlations.filter(
    (row) =>
      row.subject === subject &&
      row.from.grade === before.grade &&
      row.from.season === before.season &&
      row.to.grade === after.grade &&
      row.to.season === after.season,
  );
  const [pair] = pairs;
  if (pair === undefined || pairs.length > 1) {
    throw new EfficacyError(
      pair === undefined ? 'no_data' : 'invalid_argument',
      `${who} found ${pairs.length === 0 ? 'no' : pairs.length} correlation of ${subject} from ${before.season} of grade ${before.grade} to ${after.season} of grade ${after.grade} in ${table.id}; it needs one`,
      { table: table.id, subject, before, after },
    );
  }
  const { correlation } = pair;
  need(Math.abs(correlation) < 1, 'invalid_argument', who, 'correlations above -1 and below 1', correlation);
  return {
    of: table.of,
    scale: table.scale,
    before: normAt(table, subject, before, who),
    after: normAt(table, subject, after, who),
    correlation,
    table: table.id,
  };
}

function normAt(table: NormTable, subject: string, { grade, week }: TestTime, who: string) {
  const rows = table.rows
    .filter((row) => row.subject === subject && row.grade === grade)
    .sort((a, b) => a.week - b.week);
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) {
    const there = [...new Set(table.rows.map((row) => `${row.subject} ${row.grade}`))];
    throw new EfficacyError(
      'no_data',
      `${who} found no ${subject} of grade ${grade} in ${table.id}, which has ${listed(there)}`,
      { table: table.id, subject, grade },
    );
  }
  for (const { mean, sd } of rows)
    need(Number.isFinite(mean) && sd > 0, 'invalid_argument', who, 'finite means and SDs above 0', `${mean} and ${sd}`);
  if (!(week >= first.week && week <= last.week)) {
    throw new EfficacyError(
      'no_data',
      `${who} needs a week of instruction from ${first.week} to ${last.week} for ${subject} of grade ${grade}; got ${week}, and norms are not extrapolated`,
      { table: table.id, subject, grade, week },
    );
  }
  const next = rows.find((row) => row.week >= week) ?? last;
  const previous = rows.filter((row) => row.week <= week).at(-1) ?? first;
  const part = next.week === previous.week ? 0 : (week - previous.week) / (next.week - previous.week);
  return {
    mean: previous.mean + part * (next.mean - previous.mean),
    sd: previous.sd + part * (next.sd - previous.sd),
  };
}
