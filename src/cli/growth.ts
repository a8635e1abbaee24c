import { parseArgs } from 'node:util';
import { checkDose } from '../ingest/check-dose.js';
import { readTable } from '../ingest/node/read-table.js';
import { formatGrowthSummary } from '../report/growth-summary.js';
import { jsonText } from '../report/json-text.js';
import type { GrowthDesign } from '../summarize/growth/design.js';
import { growthSummary } from '../summarize/growth/growth-summary.js';
import { type NormWanted, normFromJson } from '../summarize/growth/norm-from-json.js';
import { type FlagWords, withFlags } from './in-flags.js';
import { readJson } from './read-json.js';
import { formatOptions, numberOf, rangeOf, readingHelp } from './reading.js';
import { UsageError } from './usage-error.js';

/** What `efficacy growth --help` prints. */
export const growthHelp: string = `Usage: efficacy growth FILE --scale KIND --before NAME --after NAME --minutes NAME --weeks NUMBER [options]

How much students grew, how much of it is more than they would have grown without the product, and for how many minutes of use,
from a file with a row for each student who was offered the product, users or not (.csv, .csv.gz, Parquet or Arrow).

What grew
  --scale KIND         what the scores mean (required): vertical (one scale across grades), within-grade, nce, raw or
                       percentile (refused: percentile ranks are not subtracted)
  --same-test          both scores come from one grade's scale (within-grade) or one form (raw)
  --before NAME        column with the score before (required)
  --after NAME         column with the score after (required)
  --minutes NAME       column with the minutes of use between the tests, 0 for none (required)
  --weeks NUMBER       weeks in which students could have used the product, not those in which they did (required)

Without the product
  --treatment NAME     column that says who was offered the product; with --treated and --control
  --treated LABEL      its label for those who were
  --control LABEL      its label for those who were not
  --expected POINTS    growth over the same time without the product, from earlier years
  --norm FILE          the same from a norm table of students (JSON), with the next three; all students then stand in one grade
  --norm-subject NAME  the subject in the table
  --norm-before TIME   GRADE:SEASON:WEEK of the first test, such as 3:fall:4; weeks of instruction
  --norm-after TIME    the same of the later test

Who goes together
  --block NAME         column of the blocks within which the product was assigned, such as the school
  --cluster NAME       column of what varies together, such as the school or the class

Doses
  --dose MINUTES       recommended minutes a week, 45 unless given; may be given again

${readingHelp}
Output
  --level NUMBER       confidence level, 0.95 unless given
  --json               the whole result as JSON
  --markdown           the summary as Markdown
  --help               this text

Example
  efficacy growth students.csv --scale vertical --before fall --after spring --minutes minutes --weeks 24 \\
    --treatment arm --treated app --control usual --cluster school --dose 30 --dose 45
`;

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;

const parsed = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      scale: text,
      'same-test': flag,
      before: text,
      after: text,
      minutes: text,
      weeks: text,
      treatment: text,
      treated: text,
      control: text,
      expected: text,
      norm: text,
      'norm-subject': text,
      'norm-before': text,
      'norm-after': text,
      block: text,
      cluster: text,
      dose: texts,
      missing: texts,
      range: text,
      delimiter: text,
      decimal: text,
      encoding: text,
      level: text,
      json: flag,
      markdown: flag,
      help: flag,
    },
    allowPositionals: true,
    strict: true,
  });

type Values = ReturnType<typeof parsed>['values'];

/** What the library's options are called here. */
const words: FlagWords = [[/\bsay sameTest: true\b/g, 'add --same-test']];

/** Runs `efficacy growth` and returns what it prints. */
export function growthCommand(args: readonly string[]): Promise<string> {
  return withFlags('growth', words, () => growthOutput(args));
}

async function growthOutput(args: readonly string[]): Promise<string> {
  const { values, positionals } = parsed(args);
  if (values.help === true) return growthHelp;
  if (values.json === true && values.markdown === true)
    throw new UsageError('efficacy growth prints --json or --markdown, not both', 'growth');
  const [path, extra] = positionals;
  if (path === undefined || extra !== undefined) throw new UsageError('efficacy growth needs one file', 'growth');
  const design = designOf(values);
  const numbers = [design.before, design.after, design.minutes];
  const labels = [design.treatment?.column, design.block, design.cluster].filter((name) => name !== undefined);
  const clash = numbers.find((name) => labels.includes(name));
  if (clash !== undefined)
    throw new UsageError(`efficacy growth cannot take the column ${clash} both as numbers and as labels`, 'growth');
  const table = await readTable(path, {
    columns: Object.fromEntries(numbers.map((name) => [name, 'number'])),
    only: [...new Set([...numbers, ...labels])],
    missing: values.missing ?? [],
    ...formatOptions(values),
  });
  checkDose(table, design.minutes);
  const norm = await normOf(values);
  const summary = growthSummary(table, norm === null ? design : { ...design, expected: norm });
  if (values.json === true) return `${jsonText(summary)}\n`;
  return formatGrowthSummary(summary, { format: values.markdown === true ? 'markdown' : 'text' });
}

/** The norm that the options name; null where they name none. */
async function normOf(values: Values): Promise<ReturnType<typeof normFromJson> | null> {
  const { norm: path, 'norm-subject': subject, 'norm-before': before, 'norm-after': after, expected } = values;
  const given = [path, subject, before, after].filter((value) => value !== undefined);
  if (given.length === 0) return null;
  if (path === undefined || subject === undefined || before === undefined || after === undefined)
    throw new UsageError(
      'efficacy growth needs --norm, --norm-subject, --norm-before and --norm-after together, or none of them',
      'growth',
    );
  if (expected !== undefined) throw new UsageError('efficacy growth takes --expected or --norm, not both', 'growth');
  const [first, later] = [timeOf(before, '--norm-before'), timeOf(after, '--norm-after')];
  return normFromJson(await readJson(path), { subject, before: first, after: later });
}

/** `GRADE:SEASON:WEEK`. */
function timeOf(value: string, option: string): NormWanted['before'] {
  const [grade = '', season = '', week, more] = value.split(':');
  if (grade !== '' && season !== '' && week !== undefined && more === undefined)
    return { grade, season, week: numberOf(week, option, '3:fall:4', 'growth') };
  throw new UsageError(`efficacy growth needs ${option} GRADE:SEASON:WEEK, such as 3:fall:4; got ${value}`, 'growth');
}

function designOf(values: Values): GrowthDesign {
  const need = (name: 'scale' | 'before' | 'after' | 'minutes' | 'weeks', what: string): string => {
    const value = values[name];
    if (value === undefined) throw new UsageError(`efficacy growth needs --${name}, ${what}`, 'growth');
    return value;
  };
  const { treatment: column, treated, control, expected, block, cluster, dose, level, range } = values;
  const arms = [column, treated, control].filter((value) => value !== undefined).length;
  if (arms !== 0 && arms !== 3)
    throw new UsageError(
      'efficacy growth needs --treatment, --treated and --control together, or none of them',
      'growth',
    );
  const number = (value: string, option: string, example: string): number => numberOf(value, option, example, 'growth');
  return {
    // Checked where it is used, which lists the choices.
    scale: need('scale', 'what the scores mean: vertical, within-grade, nce or raw') as GrowthDesign['scale'],
    sameTest: values['same-test'] ?? false,
    before: need('before', 'the column with the score before'),
    after: need('after', 'the column with the score after'),
    minutes: need('minutes', 'the column with the minutes of use'),
    weeks: number(need('weeks', 'the weeks in which students could have used the product'), '--weeks', '24'),
    ...(column !== undefined &&
      treated !== undefined &&
      control !== undefined && { treatment: { column, treated, control } }),
    ...(expected !== undefined && { expected: number(expected, '--expected', '8.5') }),
    ...(block !== undefined && { block }),
    ...(cluster !== undefined && { cluster }),
    ...(dose !== undefined && { doses: dose.map((minutes) => number(minutes, '--dose', '45')) }),
    ...(range !== undefined && { range: rangeOf(range, 'growth') }),
    ...(level !== undefined && { level: number(level, '--level', '0.95') }),
  };
}
