import { parseArgs } from 'node:util';
import { checkDose } from '../ingest/check-dose.js';
import { readTable } from '../ingest/node/read-table.js';
import { jsonText } from '../report/json-text.js';
import { formatScreenTimeFrontier } from '../report/screen-time-frontier.js';
import { type FrontierOfArmsOptions, frontierOfArms } from '../summarize/growth/frontier-of-arms.js';
import { type FlagWords, withFlags } from './in-flags.js';
import { formatOptions, numberOf, readingHelp } from './reading.js';
import { UsageError } from './usage-error.js';

/** What `efficacy frontier --help` prints. */
export const frontierHelp: string = `Usage: efficacy frontier FILE --scale KIND --before NAME --after NAME --minutes NAME --weeks NUMBER
         --product NAME --control LABEL [options]

Which of several products brought more growth for no more minutes, how sure that is, and where 45 minutes a week fall, from a file
with a row for each student who was assigned one of them or none, users or not (.csv, .csv.gz, Parquet or Arrow).

What grew
  --scale KIND         what the scores mean (required): vertical (one scale across grades), within-grade, nce, raw or
                       percentile (refused: percentile ranks are not subtracted)
  --same-test          both scores come from one grade's scale (within-grade) or one form (raw)
  --before NAME        column with the score before (required)
  --after NAME         column with the score after (required)
  --minutes NAME       column with the minutes of use between the tests, 0 for none (required)
  --weeks NUMBER       weeks in which students could have used the products, not those in which they did (required)

Products
  --product NAME       column that says which product each student was assigned (required)
  --control LABEL      its label for those who were assigned none (required)
  --asks LABEL=MINUTES minutes a week that a product asks for; where all are given, products stand by them
  --displaces LABEL=SHARE   share of a product's minutes that is taken from instruction, 0 to 1
  --instruction MINUTES     instruction a week in the subject, of which the displaced minutes are a share
  --line MINUTES       the line to draw, 45 minutes a week unless given

Who goes together
  --cluster NAME       column of what varies together, such as the school or the class

${readingHelp.replace(/ *--range [^\n]*\n/, '')}
Output
  --level NUMBER       confidence level, 0.95 unless given
  --json               the whole result as JSON
  --markdown           the summary as Markdown
  --help               this text

Example
  efficacy frontier students.csv --scale vertical --before fall --after spring --minutes minutes --weeks 24 \\
    --product app --control none --asks Fractal=30 --asks Numberland=60 --cluster school
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
      product: text,
      control: text,
      asks: texts,
      displaces: texts,
      instruction: text,
      line: text,
      cluster: text,
      missing: texts,
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
const words: FlagWords = [
  [/\bsay sameTest: true\b/g, 'add --same-test'],
  [/\bdemands of products\b/g, '--asks of products'],
];

/** Runs `efficacy frontier` and returns what it prints. */
export function frontierCommand(args: readonly string[]): Promise<string> {
  return withFlags('frontier', words, () => frontierOutput(args));
}

async function frontierOutput(args: readonly string[]): Promise<string> {
  const { values, positionals } = parsed(args);
  if (values.help === true) return frontierHelp;
  if (values.json === true && values.markdown === true)
    throw new UsageError('efficacy frontier prints --json or --markdown, not both', 'frontier');
  const [path, extra] = positionals;
  if (path === undefined || extra !== undefined) throw new UsageError('efficacy frontier needs one file', 'frontier');
  const { before, after, ...options } = optionsOf(values);
  const numbers = [before, after, options.minutes];
  const labels = [options.arm.column, options.cluster].filter((name) => name !== undefined);
  const clash = numbers.find((name) => labels.includes(name));
  if (clash !== undefined)
    throw new UsageError(`efficacy frontier cannot take the column ${clash} both as numbers and as labels`, 'frontier');
  const table = await readTable(path, {
    columns: Object.fromEntries(numbers.map((name) => [name, 'number'])),
    only: [...new Set([...numbers, ...labels])],
    missing: values.missing ?? [],
    ...formatOptions(values),
  });
  checkDose(table, options.minutes);
  const frontier = frontierOfArms(table, { ...options, gain: { after, before } });
  if (values.json === true) return `${jsonText(frontier)}\n`;
  return formatScreenTimeFrontier(frontier, { format: values.markdown === true ? 'markdown' : 'text' });
}

type Options = Omit<FrontierOfArmsOptions, 'gain'> & { readonly before: string; readonly after: string };

function optionsOf(values: Values): Options {
  const need = (
    name: 'scale' | 'before' | 'after' | 'minutes' | 'weeks' | 'product' | 'control',
    what: string,
  ): string => {
    const value = values[name];
    if (value === undefined) throw new UsageError(`efficacy frontier needs --${name}, ${what}`, 'frontier');
    return value;
  };
  const number = (value: string, option: string, example: string): number =>
    numberOf(value, option, example, 'frontier');
  const { cluster, line, instruction, level } = values;
  const asked = amountsOf(values.asks ?? [], '--asks', '30');
  const displaced = amountsOf(values.displaces ?? [], '--displaces', '0.5');
  return {
    // Checked where it is used, which lists the choices.
    scale: need('scale', 'what the scores mean: vertical, within-grade, nce or raw') as Options['scale'],
    sameTest: values['same-test'] ?? false,
    before: need('before', 'the column with the score before'),
    after: need('after', 'the column with the score after'),
    minutes: need('minutes', 'the column with the minutes of use'),
    weeks: number(need('weeks', 'the weeks in which students could have used the products'), '--weeks', '24'),
    arm: {
      column: need('product', 'the column that says which product each student was assigned'),
      control: need('control', 'its label for those who were assigned none'),
    },
    demands: Object.fromEntries(
      [...new Set([...asked.keys(), ...displaced.keys()])].map((label) => {
        const [minutesDemanded, displacedShare] = [asked.get(label), displaced.get(label)];
        return [
          label,
          {
            ...(minutesDemanded !== undefined && { minutesDemanded }),
            ...(displacedShare !== undefined && { displacedShare }),
          },
        ];
      }),
    ),
    ...(cluster !== undefined && { cluster }),
    ...(line !== undefined && { line: number(line, '--line', '45') }),
    ...(instruction !== undefined && { instructionPerWeek: number(instruction, '--instruction', '300') }),
    ...(level !== undefined && { level: number(level, '--level', '0.95') }),
  };
}

/** The numbers of `--option LABEL=NUMBER`; a label may hold equals signs. */
function amountsOf(texts: readonly string[], option: string, example: string): ReadonlyMap<string, number> {
  const amounts = new Map<string, number>();
  for (const one of texts) {
    const at = one.lastIndexOf('=');
    const label = one.slice(0, at);
    if (at < 1)
      throw new UsageError(
        `efficacy frontier needs ${option} LABEL=NUMBER, such as A=${example}; got ${one}`,
        'frontier',
      );
    if (amounts.has(label)) throw new UsageError(`efficacy frontier got ${option} of ${label} twice`, 'frontier');
    amounts.set(label, numberOf(one.slice(at + 1), option, `${label}=${example}`, 'frontier'));
  }
  return amounts;
}
