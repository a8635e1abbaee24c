import { parseArgs } from 'node:util';
import { checkDose } from '../ingest/check-dose.js';
import type { ReadCsvOptions } from '../ingest/node/read-csv.js';
import { readTable } from '../ingest/node/read-table.js';
import { jsonText } from '../report/json-text.js';
import { formatTrialSummary } from '../report/trial-summary.js';
import type { TrialDesign } from '../summarize/trial/design.js';
import { trialSummary } from '../summarize/trial/trial-summary.js';
import { UsageError } from './usage-error.js';

/** What `efficacy trial --help` prints. */
export const trialHelp = `Usage: efficacy trial FILE --outcome NAME --treatment NAME --treated LABEL --control LABEL [options]

The effect of a treatment that was assigned at random, from a CSV file (.csv, .csv.gz), a Parquet or an Arrow file with a row for each pupil.

Who was compared
  --outcome NAME       column with the score after the treatment (required)
  --treatment NAME     column that says who was assigned to what (required)
  --treated LABEL      its label for the treatment (required)
  --control LABEL      its label for the control (required)
  --block NAME         column of the blocks within which pupils were assigned, such as the school
  --cluster NAME       column of what was assigned together, such as the class
  --assigned-within-clusters   pupils were assigned one by one, and --cluster only says who belongs together
  --unit NAME          column of pupil ids: an id that stands twice is an error
  --dose NAME          column of minutes or other amounts of use: one below 0 is an error

Adjustment
  --baseline NAME      column with the same score before the treatment
  --covariate NAME     numeric column to adjust for; may be given again
  --factor NAME        column of labels to adjust for; may be given again
  --weights NAME       column of sampling weights

Reading the file
  --missing TEXT       a cell that means missing, beside the empty one: --missing NA; may be given again
                       (one that starts with a minus needs the equals sign: --missing=-999)
  --range LOW:HIGH     lowest and highest possible score; one outside is an error
  --delimiter CHAR     , (the default) ; | or tab
  --decimal CHAR       . (the default) or ,
  --encoding NAME      utf-8 (the default) or windows-1252

Output
  --level NUMBER       confidence level, 0.95 unless given
  --lower-is-better    the outcome is better when it is lower, as absences are
  --json               the whole result as JSON
  --markdown           the summary as Markdown
  --help               this text

Example
  efficacy trial examples/data/star.csv --outcome readk --treatment stark --treated small --control regular --block schoolidk
`;

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;

const optionTypes = {
  outcome: text,
  treatment: text,
  treated: text,
  control: text,
  block: text,
  cluster: text,
  'assigned-within-clusters': flag,
  unit: text,
  baseline: text,
  covariate: texts,
  factor: texts,
  weights: text,
  dose: text,
  missing: texts,
  range: text,
  delimiter: text,
  decimal: text,
  encoding: text,
  level: text,
  'lower-is-better': flag,
  json: flag,
  markdown: flag,
  help: flag,
} as const;

/** Runs `efficacy trial` and returns what it prints. */
export async function trialCommand(args: readonly string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: optionTypes,
    allowPositionals: true,
    strict: true,
  });
  if (values.help === true) return trialHelp;
  if (values.json === true && values.markdown === true)
    throw new UsageError('efficacy trial prints --json or --markdown, not both', 'trial');
  const [path, extra] = positionals;
  if (path === undefined) throw new UsageError('efficacy trial needs a CSV file', 'trial');
  if (extra !== undefined) throw new UsageError(`efficacy trial takes one file; got ${path} and ${extra}`, 'trial');

  const need = (name: 'outcome' | 'treatment' | 'treated' | 'control', what: string): string => {
    const value = values[name];
    if (value === undefined) throw new UsageError(`efficacy trial needs --${name}, ${what}`, 'trial');
    return value;
  };
  const outcome = need('outcome', 'the column with the score after the treatment');
  const column = need('treatment', 'the column that says who was assigned to what');
  const treated = need('treated', 'the label of the treatment');
  const control = need('control', 'the label of the control');
  const { block, cluster, unit, baseline, weights, dose, covariate = [], factor = [] } = values;

  const numbers = [outcome, baseline, weights, dose, ...covariate].filter((name) => name !== undefined);
  const labels = [column, block, cluster, unit, ...factor].filter((name) => name !== undefined);
  const clash = numbers.find((name) => labels.includes(name));
  if (clash !== undefined)
    throw new UsageError(`efficacy trial cannot take the column ${clash} both as numbers and as labels`, 'trial');

  const design: TrialDesign = {
    outcome,
    treatment: { column, treated, control },
    covariates: [...covariate, ...factor],
    assignedWithinClusters: values['assigned-within-clusters'] ?? false,
    higherIsBetter: values['lower-is-better'] !== true,
    ...(block !== undefined && { block }),
    ...(cluster !== undefined && { cluster }),
    ...(unit !== undefined && { unit }),
    ...(baseline !== undefined && { baseline }),
    ...(weights !== undefined && { weights: { column: weights, kind: 'sampling' } }),
    ...(values.range !== undefined && { range: rangeOf(values.range) }),
    ...(values.level !== undefined && { level: numberOf(values.level, '--level', '0.95') }),
  };
  const table = await readTable(path, {
    columns: Object.fromEntries(numbers.map((name) => [name, 'number'])),
    only: [...new Set([...numbers, ...labels])],
    missing: values.missing ?? [],
    ...formatOptions(values),
  });
  if (dose !== undefined) checkDose(table, dose);
  const summary = trialSummary(table, design);
  if (values.json === true) return `${jsonText(summary)}\n`;
  return formatTrialSummary(summary, { format: values.markdown === true ? 'markdown' : 'text' });
}

function formatOptions(values: { delimiter?: string; decimal?: string; encoding?: string }): ReadCsvOptions {
  const delimiter = values.delimiter === 'tab' || values.delimiter === '\\t' ? '\t' : values.delimiter;
  // Checked by the reader, which names the choices.
  return {
    ...(delimiter !== undefined && { delimiter: delimiter as ',' }),
    ...(values.decimal !== undefined && { decimal: values.decimal as '.' }),
    ...(values.encoding !== undefined && { encoding: values.encoding as 'utf-8' }),
  };
}

function numberOf(value: string, option: string, example: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number))
    throw new UsageError(`efficacy trial needs a number for ${option}, such as ${example}; got ${value}`, 'trial');
  return number;
}

function rangeOf(value: string): readonly [number, number] {
  const parts = value.split(':');
  if (parts.length !== 2)
    throw new UsageError(`efficacy trial needs --range LOW:HIGH, such as 0:100; got ${value}`, 'trial');
  const [low, high] = parts.map((part) => numberOf(part, '--range', '0:100')) as [number, number];
  return [low, high];
}
