import { parseArgs } from 'node:util';
import { checkDose } from '../ingest/check-dose.js';
import { readTable } from '../ingest/node/read-table.js';
import { jsonText } from '../report/json-text.js';
import { formatTrialFamily } from '../report/trial-family.js';
import { formatTrialRating } from '../report/trial-rating.js';
import { type FormatTrialSummaryOptions, formatTrialSummary } from '../report/trial-summary.js';
import type { AnalysisPlan } from '../summarize/plan/analysis-plan.js';
import type { TrialEvidence } from '../summarize/rating/trial-evidence.js';
import { trialRating } from '../summarize/rating/trial-rating.js';
import type { TrialDesign } from '../summarize/trial/design.js';
import type { TrialSummary } from '../summarize/trial/summary.js';
import { type TrialFamily, trialFamily } from '../summarize/trial/trial-family.js';
import { trialSummary } from '../summarize/trial/trial-summary.js';
import { EfficacyError } from '../support/errors.js';
import { type FlagWords, withFlags } from './in-flags.js';
import { readJson } from './read-json.js';
import { formatOptions, numberOf, rangeOf, readingHelp } from './reading.js';
import { UsageError } from './usage-error.js';

/** What `efficacy trial --help` prints. */
export const trialHelp: string = `Usage: efficacy trial FILE --outcome NAME --treatment NAME --treated LABEL --control LABEL [options]

The effect of a treatment that was assigned at random, from a CSV file (.csv, .csv.gz), a Parquet or an Arrow file with a row for each pupil.

Who was compared
  --outcome NAME       column with the score after the treatment (required); given again, several
                       outcomes are judged as one family of tests
  --treatment NAME     column that says who was assigned to what (required)
  --treated LABEL      its label for the treatment (required)
  --control LABEL      its label for the control (required)
  --block NAME         column of the blocks within which pupils were assigned, such as the school
  --cluster NAME       column of what was assigned together, such as the class
  --assigned-within-clusters   pupils were assigned one by one, and --cluster only says who belongs together
  --unit NAME          column of pupil ids: an id that stands twice is an error
  --dose NAME          column of an amount of use that is only checked: one below 0 is an error

Adjustment
  --baseline NAME      column with the same score before the treatment
  --covariate NAME     numeric column to adjust for; may be given again
  --factor NAME        column of labels to adjust for; may be given again
  --weights NAME       column of sampling weights

Further questions
  --received NAME      who took part, 0 or 1: take-up by arm, and the effect on those whom assignment moved
                       (two-stage least squares with the Anderson-Rubin interval)
  --received-label YES:NO      the two labels of that column, where it holds labels
  --minutes NAME       minutes of use, 0 for none: minutes by arm, and the effect per hour of use
  --subgroup NAME      effect within each label of a column, and whether the effects differ; may be given again
  --sites              effect in each block, in the order of their labels; needs --block
  --multiplicity RULE  holm (the default), benjamini-hochberg, bonferroni, hochberg, hommel or
                       benjamini-yekutieli, over subgroups and over outcomes
  --tests NUMBER       tests in the family of outcomes, where there are more than are named here
  --profile NAME       wwc-5.0 or wwc-4.1: g and its test as the What Works Clearinghouse computes them
                       and whether the analysed pupils were alike before, on every covariate
  --attrition-boundary NAME    cautious or optimistic: attrition by that profile; the file then has everybody
                       who was assigned
  --outcome-type NAME  achievement (the default), behavior or other, for the profile
  --icc NUMBER         intraclass correlation of assigned clusters, for the profile
  --plan FILE          a plan that efficacy plan made: says whether this is what was planned
  --rate FILE          what the data cannot show, as JSON: rates the trial by the profile, with the ESSA tier, the
                       EEF padlocks and the CONSORT flow; what is not said there is asked for ({} asks for all)
  --details            the probability of superiority, bounds on the share who benefit, and what the design
                       could have detected
  --power NUMBER       power of that detection, 0.8 unless given

${readingHelp}
Output
  --level NUMBER       confidence level, 0.95 unless given
  --lower-is-better    the outcome is better when it is lower, as absences are
  --json               the whole result as JSON
  --markdown           the summary as Markdown
  --help               this text

Example
  efficacy trial examples/data/star.csv --outcome readk --treatment stark --treated small --control regular --block schoolidk

  efficacy trial pupils.csv --outcome post --baseline pre --treatment arm --treated app --control usual \\
    --block school --minutes minutes --subgroup grade --profile wwc-5.0 --details
`;

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;

const optionTypes = {
  outcome: texts,
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
  received: text,
  'received-label': text,
  minutes: text,
  subgroup: texts,
  sites: flag,
  multiplicity: text,
  tests: text,
  profile: text,
  'attrition-boundary': text,
  'outcome-type': text,
  icc: text,
  plan: text,
  rate: text,
  details: flag,
  power: text,
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

/** What the library's options are called here. */
const words: FlagWords = [
  [/received: \{ column: .*?, yes: \.\.\., no: \.\.\. \}/g, '--received-label YES:NO'],
  [/\bset assignedWithinClusters\b/g, 'add --assigned-within-clusters'],
  [/\bassignedWithinClusters\b/g, '--assigned-within-clusters'],
  [/\bprofile and attritionBoundary\b/g, '--profile and --attrition-boundary'],
  [/\battritionBoundary\b/g, '--attrition-boundary'],
  [/\boutcomeType\b/g, '--outcome-type'],
  [/\ban icc\b/g, '--icc'],
  [/\b(a|the) profile\b/g, '--profile'],
  [/\bname it as minutes\b/g, 'name it with --minutes'],
  [/\ba method among\b/g, '--multiplicity'],
  [/\ba power\b/g, '--power'],
  [/\ba whole number m of tests\b/g, '--tests, a whole number'],
  [/\bthe name of the block column to show sites\b/g, '--block, the column of the blocks, to show --sites'],
  [/\btreated and control are both\b/g, '--treated and --control are both'],
];

/** Runs `efficacy trial` and returns what it prints. */
export function trialCommand(args: readonly string[]): Promise<string> {
  return withFlags('trial', words, () => trialOutput(args));
}

async function trialOutput(args: readonly string[]): Promise<string> {
  const { values, positionals } = parsed(args);
  if (values.help === true) return trialHelp;
  if (values.json === true && values.markdown === true)
    throw new UsageError('efficacy trial prints --json or --markdown, not both', 'trial');
  const [path, extra] = positionals;
  if (path === undefined) throw new UsageError('efficacy trial needs a file', 'trial');
  if (extra !== undefined) throw new UsageError(`efficacy trial takes one file; got ${path} and ${extra}`, 'trial');
  const { outcome: outcomes = [], dose, minutes, covariate = [], factor = [], subgroup = [] } = values;
  if (outcomes.length === 0)
    throw new UsageError('efficacy trial needs --outcome, the column with the score after the treatment', 'trial');
  const design = designOf(values);
  const { column } = design.treatment;
  const received = typeof design.received === 'string' ? design.received : undefined;
  const labelled = typeof design.received === 'object' ? design.received.column : undefined;
  const { block, cluster, unit, baseline, weights } = values;
  const numbers = [...outcomes, baseline, weights, dose, minutes, received, ...covariate].filter(
    (x) => x !== undefined,
  );
  const labels = [column, block, cluster, unit, labelled, ...factor, ...subgroup].filter((x) => x !== undefined);
  const clash = numbers.find((name) => labels.includes(name));
  if (clash !== undefined)
    throw new UsageError(`efficacy trial cannot take the column ${clash} both as numbers and as labels`, 'trial');

  const plan = values.plan === undefined ? undefined : await readPlan(values.plan);
  if (values.rate !== undefined && design.profile === undefined)
    throw new UsageError('efficacy trial needs --profile, the edition that --rate goes by', 'trial');
  const evidence = values.rate === undefined ? undefined : ((await readJson(values.rate)) as TrialEvidence);
  const table = await readTable(path, {
    columns: Object.fromEntries(numbers.map((name) => [name, 'number'])),
    only: [...new Set([...numbers, ...labels])],
    missing: values.missing ?? [],
    ...formatOptions(values),
  });
  for (const amount of [dose, minutes]) if (amount !== undefined) checkDose(table, amount);
  const shown = { format: values.markdown === true ? 'markdown' : 'text', details: values.details ?? false } as const;
  const [only, second] = outcomes;
  if (second === undefined) {
    if (values.tests !== undefined)
      throw new UsageError('efficacy trial has --tests for several outcomes only', 'trial');
    const summary = trialSummary(table, { ...design, outcome: only as string }, plan === undefined ? {} : { plan });
    return printed(summary, formatTrialSummary, evidence, values.json === true, shown);
  }
  const family = trialFamily(
    table,
    outcomes.map((outcome) => ({ ...design, outcome })),
    {
      ...(plan !== undefined && { plan }),
      ...(design.multiplicity !== undefined && { multiplicity: design.multiplicity }),
      ...(values.tests !== undefined && { m: numberOf(values.tests, '--tests', '4', 'trial') }),
    },
  );
  return printed(family, formatTrialFamily, evidence, values.json === true, shown);
}

/** A result, and with evidence its rating: as `{ trial, rating }` in JSON. */
function printed<T extends TrialSummary | TrialFamily>(
  trial: T,
  format: (trial: T, shown: FormatTrialSummaryOptions) => string,
  evidence: TrialEvidence | undefined,
  json: boolean,
  shown: FormatTrialSummaryOptions,
): string {
  if (evidence === undefined) return json ? `${jsonText(trial)}\n` : format(trial, shown);
  const rating = trialRating(trial, evidence);
  return json ? `${jsonText({ trial, rating })}\n` : `${format(trial, shown)}\n${formatTrialRating(rating, shown)}`;
}

const parsed = (args: readonly string[]) =>
  parseArgs({ args: [...args], options: optionTypes, allowPositionals: true, strict: true });

type Values = ReturnType<typeof parsed>['values'];

/** What the options say of the design, but for the outcome. */
function designOf(values: Values): Omit<TrialDesign, 'outcome'> {
  const need = (name: 'treatment' | 'treated' | 'control', what: string): string => {
    const value = values[name];
    if (value === undefined) throw new UsageError(`efficacy trial needs --${name}, ${what}`, 'trial');
    return value;
  };
  const treatment = {
    column: need('treatment', 'the column that says who was assigned to what'),
    treated: need('treated', 'the label of the treatment'),
    control: need('control', 'the label of the control'),
  };
  const { block, cluster, unit, baseline, weights, minutes, covariate = [], factor = [], subgroup = [] } = values;
  const number = (name: 'level' | 'power' | 'icc', example: string): number | undefined =>
    values[name] === undefined ? undefined : numberOf(values[name], `--${name}`, example, 'trial');
  // Names of rules, profiles and types are checked where they are used, which lists the choices.
  const said = {
    block,
    cluster,
    unit,
    baseline,
    minutes,
    weights: weights === undefined ? undefined : ({ column: weights, kind: 'sampling' } as const),
    range: values.range === undefined ? undefined : rangeOf(values.range, 'trial'),
    level: number('level', '0.95'),
    power: number('power', '0.8'),
    icc: number('icc', '0.2'),
    received: receivedOf(values),
    multiplicity: values.multiplicity as 'holm' | undefined,
    profile: values.profile as 'wwc-5.0' | undefined,
    attritionBoundary: values['attrition-boundary'] as 'cautious' | undefined,
    outcomeType: values['outcome-type'] as 'achievement' | undefined,
  };
  return {
    treatment,
    covariates: [...covariate, ...factor],
    assignedWithinClusters: values['assigned-within-clusters'] ?? false,
    higherIsBetter: values['lower-is-better'] !== true,
    subgroups: subgroup,
    sites: values.sites ?? false,
    ...(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Defined<typeof said>),
  };
}

/** The members that have a value. */
type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

function receivedOf({ received, 'received-label': label }: Values): TrialDesign['received'] {
  if (label === undefined) return received;
  const [yes, no, more] = label.split(':');
  if (received === undefined || yes === undefined || no === undefined || more !== undefined)
    throw new UsageError(
      `efficacy trial needs --received NAME --received-label YES:NO, such as attended:absent; got ${label}`,
      'trial',
    );
  return { column: received, yes, no };
}

/** A plan from its file. */
async function readPlan(path: string): Promise<AnalysisPlan> {
  const plan = await readJson(path);
  if (typeof plan === 'object' && plan !== null && 'kind' in plan && plan.kind === 'analysis-plan')
    return plan as AnalysisPlan;
  throw new EfficacyError('wrong_file', `efficacy trial needs a plan that efficacy plan made; ${path} holds none`);
}
