import { parseArgs } from 'node:util';
import { checkDose } from '../ingest/check-dose.js';
import { readTable } from '../ingest/node/read-table.js';
import { formatDoseSummary } from '../report/dose-summary.js';
import { jsonText } from '../report/json-text.js';
import type { DoseDesign } from '../summarize/dose/design.js';
import { doseSummary } from '../summarize/dose/dose-summary.js';
import { withFlags } from './in-flags.js';
import { formatOptions, numberOf, rangeOf, readingHelp } from './reading.js';
import { UsageError } from './usage-error.js';

/** What `efficacy dose --help` prints. */
export const doseHelp: string = `Usage: efficacy dose FILE --dose NAME --response NAME [options]

How much use it takes, where it stops paying, and whether the curve is cause or selection, from a file with a row for each student, users or not
(.csv, .csv.gz, Parquet or Arrow). What the answer may be read as is the first thing that is printed.

What was taken and what came of it
  --dose NAME          column with the amount of use, such as minutes, 0 for none (required)
  --response NAME      column with the outcome or the gain (required)
  --unit WORD          unit of the dose, minute unless given
  --lower-is-better    a smaller response is better

Cause or selection
  --instrument NAME    column that moved the dose at random, such as the arm: the effect is causal among compliers; may be given again
  --covariate NAME     number that students had before the start; may be given again. Needs --seed
  --factor NAME        label that they had before the start, such as the grade; may be given again. Needs --seed
  --cluster NAME       column of what varies together, such as the school or the class
  --seed NUMBER        where the random numbers of the bootstrap start, a whole number
  --replicates NUMBER  samples of the bootstrap, 500 unless given

What is asked
  --recommended DOSE   dose that is recommended: effects are told at it, and who met it is audited
  --gain POINTS        gain over none whose dose is wanted; --gain=-4 with --lower-is-better
  --cost POINTS        points that a minute brings elsewhere: the dose where the next one is worth less is told;
                       --cost=-0.01 with --lower-is-better
  --cut DOSE           where a band of dose starts; may be given again
  --bands NUMBER       bands by natural breaks instead
  --model NAME         curve to choose from, such as emax; may be given again

${readingHelp}
Output
  --level NUMBER       confidence level, 0.95 unless given
  --json               the whole result as JSON
  --markdown           the summary as Markdown
  --help               this text

Example
  efficacy dose students.csv --dose minutes --response post --covariate pre --instrument arm --cluster school --seed 7 \\
    --recommended 900 --gain 4
`;

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;

const parsed = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      dose: text,
      response: text,
      unit: text,
      'lower-is-better': flag,
      instrument: texts,
      covariate: texts,
      factor: texts,
      cluster: text,
      seed: text,
      replicates: text,
      recommended: text,
      gain: text,
      cost: text,
      cut: texts,
      bands: text,
      model: texts,
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

/** Runs `efficacy dose` and returns what it prints. */
export function doseCommand(args: readonly string[]): Promise<string> {
  return withFlags('dose', [], () => doseOutput(args));
}

async function doseOutput(args: readonly string[]): Promise<string> {
  const { values, positionals } = parsed(args);
  if (values.help === true) return doseHelp;
  if (values.json === true && values.markdown === true)
    throw new UsageError('efficacy dose prints --json or --markdown, not both', 'dose');
  const [path, extra] = positionals;
  if (path === undefined || extra !== undefined) throw new UsageError('efficacy dose needs one file', 'dose');
  const design = designOf(values);
  const numbers = [design.dose, design.response, ...(values.covariate ?? [])];
  const labels = [...(design.instruments ?? []), ...(values.factor ?? []), design.cluster].filter(
    (name) => name !== undefined,
  );
  const clash = numbers.find((name) => labels.includes(name));
  if (clash !== undefined)
    throw new UsageError(`efficacy dose cannot take the column ${clash} both as numbers and as labels`, 'dose');
  const table = await readTable(path, {
    columns: Object.fromEntries([
      ...numbers.map((name) => [name, 'number'] as const),
      ...labels.map((name) => [name, 'text'] as const),
    ]),
    only: [...new Set([...numbers, ...labels])],
    missing: values.missing ?? [],
    ...formatOptions(values),
  });
  checkDose(table, design.dose);
  const summary = doseSummary(table, design);
  if (values.json === true) return `${jsonText(summary)}\n`;
  return formatDoseSummary(summary, { format: values.markdown === true ? 'markdown' : 'text' });
}

function designOf(values: Values): DoseDesign {
  const need = (name: 'dose' | 'response', what: string): string => {
    const value = values[name];
    if (value === undefined) throw new UsageError(`efficacy dose needs --${name}, ${what}`, 'dose');
    return value;
  };
  const number = (value: string, option: string, example: string): number => numberOf(value, option, example, 'dose');
  const whole = (value: string, option: string, example: string): number => {
    const found = number(value, option, example);
    if (Number.isSafeInteger(found) && found >= 0) return found;
    throw new UsageError(`efficacy dose needs a whole number for ${option}, such as ${example}; got ${value}`, 'dose');
  };
  const { covariate = [], factor = [], instrument, cluster, seed, replicates, recommended, gain, cost, level } = values;
  const { cut, bands, model, unit, range } = values;
  const covariates = [...covariate, ...factor];
  if (covariates.length > 0 && seed === undefined)
    throw new UsageError('efficacy dose needs --seed, a whole number, with --covariate or --factor', 'dose');
  if (cut !== undefined && bands !== undefined)
    throw new UsageError('efficacy dose takes --cut or --bands, not both', 'dose');
  return {
    dose: need('dose', 'the column with the amount of use'),
    response: need('response', 'the column with the outcome or the gain'),
    ...(covariates.length > 0 && { covariates }),
    ...(instrument !== undefined && { instruments: instrument }),
    ...(cluster !== undefined && { cluster }),
    ...(seed !== undefined && { seed: whole(seed, '--seed', '7') }),
    ...(replicates !== undefined && { replicates: whole(replicates, '--replicates', '500') }),
    ...(recommended !== undefined && { recommended: number(recommended, '--recommended', '900') }),
    ...(gain !== undefined && { gain: number(gain, '--gain', '4') }),
    ...(cost !== undefined && { costPerDose: number(cost, '--cost', '0.01') }),
    ...(cut !== undefined && { bands: { cuts: cut.map((dose) => number(dose, '--cut', '900')) } }),
    ...(bands !== undefined && { bands: { count: whole(bands, '--bands', '3') } }),
    // Checked where they are used, which lists the choices.
    ...(model !== undefined && { models: model as NonNullable<DoseDesign['models']> }),
    ...(values['lower-is-better'] === true && { higherIsBetter: false }),
    ...(range !== undefined && { range: rangeOf(range, 'dose') }),
    ...(unit !== undefined && { unit }),
    ...(level !== undefined && { level: number(level, '--level', '0.95') }),
  };
}
