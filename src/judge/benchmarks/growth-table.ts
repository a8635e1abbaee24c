import { EfficacyError } from '../../support/errors.js';

/** How much students grow in a year, in standard deviations, by grade and subject. */
export interface GrowthTable {
  /** Name of the table, for results. */
  readonly id: string;
  /** Where its figures are printed. */
  readonly source: string;
  /** Whether they were read there. */
  readonly confidence: 'verified' | 'unverified';
  /** A row for each grade and subject. */
  readonly rows: readonly GrowthRow[];
}

/** One year of growth. */
export interface GrowthRow {
  /** The subject that was tested. */
  readonly subject: 'reading' | 'math';
  /** The grade at whose end the year ends: 1 for the year from the spring of kindergarten to that of grade 1. */
  readonly grade: number;
  /** Growth from spring to spring, in standard deviations of students. */
  readonly gain: number;
}

const years = (subject: GrowthRow['subject'], gains: readonly number[]): readonly GrowthRow[] =>
  gains.map((gain, i) => ({ subject, grade: i + 1, gain }));

/** Average annual growth on nationally normed tests, seven in reading and six in mathematics. */
export const hill2008: GrowthTable = {
  id: 'hill-2008',
  source:
    'Hill, Bloom, Black & Lipsey (2008), Empirical benchmarks for interpreting effect sizes in research, Child Development Perspectives 2(3), 172-177, Table 1',
  confidence: 'unverified',
  rows: [
    ...years('reading', [1.52, 0.97, 0.6, 0.36, 0.4, 0.32, 0.23, 0.26, 0.24, 0.19, 0.19, 0.06]),
    ...years('math', [1.14, 1.03, 0.89, 0.52, 0.56, 0.41, 0.3, 0.32, 0.22, 0.25, 0.14, 0.01]),
  ],
};

/** The row of a grade and subject, or null; refuses a table with a row twice or a gain that is no number. */
export function growthOf(table: GrowthTable, subject: string, grade: number, who: string): GrowthRow | null {
  const odd = table.rows.find((row) => !Number.isInteger(row?.grade));
  if (odd !== undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs a whole grade in every row of the table "${table.id}"; got ${String(odd?.grade)}`,
      { table: table.id },
    );
  }
  const rows = table.rows.filter((row) => row.subject === subject && row.grade === grade);
  const [row] = rows;
  if (row === undefined) return null;
  if (rows.length === 1 && Number.isFinite(row.gain)) return row;
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs one finite gain for ${subject} in grade ${grade} in the table "${table.id}"; got ${rows.map(({ gain }) => gain).join(', ')}`,
    { table: table.id, subject, grade },
  );
}
