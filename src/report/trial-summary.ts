import type { TrialArm, TrialSummary } from '../summarize/trial/summary.js';
import { counted, grouped } from '../support/text.js';
import type { ReportBlock, ReportDocument, ReportFormat } from './document.js';
import { documentAs } from './document-as.js';
import { intervalText } from './interval-text.js';
import { decimalsFor, fixed, pText } from './number-text.js';
import { partBlocks, partNotes } from './trial-parts.js';

/** Options of {@link formatTrialSummary}. */
export interface FormatTrialSummaryOptions {
  /**
   * Plain text or Markdown.
   * @defaultValue `'text'`
   */
  readonly format?: ReportFormat;
  /**
   * True adds what the record has beyond the answer: the probability of superiority, bounds on the share who benefit, the minimum detectable effect.
   * @defaultValue false
   */
  readonly details?: boolean;
}

/**
 * A trial summary for a memo: who was compared, who was left out, the effect with its interval, how it was made.
 *
 * @param summary - from {@link trialSummary}
 * @returns plain text, or Markdown; ends with a line end
 *
 * @example
 * console.log(formatTrialSummary(trialSummary(table, design)));
 */
export function formatTrialSummary(summary: TrialSummary, options: FormatTrialSummaryOptions = {}): string {
  const { format = 'text', details = false } = options;
  return documentAs(format, trialDocument(summary, details));
}

/** A trial summary as a document. */
export function trialDocument(summary: TrialSummary, details: boolean): ReportDocument {
  const { treatment, control, outcome, method } = summary;
  const notes = [...summary.notes, ...partNotes(summary)];
  const list: readonly ReportBlock[] =
    notes.length === 0 ? [] : [{ kind: 'list', label: 'Notes', items: notes.map((note) => note.message) }];
  return {
    title: `Effect of ${treatment.label} against ${control.label} on ${outcome}`,
    blocks: [
      { kind: 'facts', rows: sampleFacts(summary) },
      armTable(summary),
      { kind: 'facts', rows: [...resultFacts(summary), ...(details ? detailFacts(summary) : [])] },
      ...partBlocks(summary),
      { kind: 'text', label: 'Method', text: method },
      ...list,
    ],
  };
}

const assignmentWords: Readonly<Record<TrialSummary['assignment'], string>> = {
  simple: 'simple',
  clustered: 'clustered',
  blocked: 'blocked',
  'blocked-clustered': 'blocked and clustered',
  'matched-pairs': 'matched pairs',
  'matched-pairs-clustered': 'matched pairs of clusters',
};

function sampleFacts(summary: TrialSummary): readonly (readonly [string, string])[] {
  const { treatment, control, rows, blocks, clusters } = summary;
  const others = rows.otherArms.map(({ label, rows: n }) => `${grouped(n)} in ${label}`);
  if (rows.noArm > 0) others.push(`${grouped(rows.noArm)} in no arm`);
  const leftOut = [treatment, control].map(leftOutText).filter((text) => text !== '');
  const design = [
    `${assignmentWords[summary.assignment]} assignment`,
    ...(blocks === null
      ? []
      : [
          `${counted(blocks.count, 'block')} (${summary.blocks?.column}), ${grouped(blocks.withBothArms)} with both arms`,
        ]),
    ...(clusters === null ? [] : [`${counted(clusters.count, 'cluster')} (${clusters.column})`]),
    ...(summary.adjustedFor.length === 0 ? [] : [`adjusted for ${summary.adjustedFor.join(', ')}`]),
  ];
  return [
    [
      'Compared',
      `${grouped(treatment.n)} ${treatment.label} (treatment) with ${grouped(control.n)} ${control.label} (control), by ${summary.treatmentColumn}`,
    ],
    [
      'Rows',
      `${grouped(rows.used)} of ${grouped(rows.total)} used${others.length === 0 ? '' : `; not compared: ${others.join(', ')}`}`,
    ],
    ['Left out', leftOut.length === 0 ? 'nobody of the two arms' : leftOut.join('; ')],
    ['Design', design.join('; ')],
  ];
}

function leftOutText({ label, assigned, n, leftOut }: TrialArm): string {
  if (leftOut.length === 0) return '';
  const lost = `${grouped(assigned - n)} of ${grouped(assigned)} ${label} (${fixed((100 * (assigned - n)) / assigned, 1)} %)`;
  const [only, second] = leftOut;
  if (second === undefined) return `${lost} without ${only?.column}`;
  return `${lost}: ${leftOut.map(({ column, rows }) => `${grouped(rows)} without ${column}`).join(', ')}`;
}

function armTable({ treatment, control, clusters }: TrialSummary): ReportBlock {
  const decimals = decimalsFor(Math.max(treatment.sd, control.sd));
  const row = (name: string, arm: TrialArm): readonly string[] => [
    `${arm.label} (${name})`,
    ...(clusters === null ? [] : [grouped(arm.clusters ?? 0)]),
    grouped(arm.n),
    fixed(arm.mean, decimals),
    fixed(arm.sd, decimals),
  ];
  return {
    kind: 'table',
    header: ['', ...(clusters === null ? [] : ['clusters']), 'n', 'mean', 'SD'],
    rows: [row('treatment', treatment), row('control', control)],
  };
}

function resultFacts(summary: TrialSummary): readonly (readonly [string, string])[] {
  const { intentToTreat: itt, hedgesG: g, improvementIndex, unadjustedDifference } = summary;
  const decimals = decimalsFor(itt.standardError ?? 1);
  const verdict = summary.significant
    ? `favours ${summary[summary.favours === 'control' ? 'control' : 'treatment'].label}`
    : 'cannot be told from no effect';
  const test = `t = ${fixed(itt.statistic ?? 0)}, df = ${fixed(itt.df ?? 0, Number.isInteger(itt.df) ? 0 : 1)}, SE ${fixed(itt.standardError ?? 0, decimals)}`;
  return [
    ['Difference in means', `${fixed(unadjustedDifference, decimals)} points, unadjusted`],
    [
      'Intent to treat',
      `${fixed(itt.estimate, decimals)} points, ${intervalText(itt.interval, decimals)}, ${pText(itt.pValue ?? 1)} (${test}): ${verdict}`,
    ],
    ...unadjustedFacts(summary),
    [
      "Hedges' g",
      `${fixed(g.estimate, 3)} SD, ${intervalText(g.interval, 3)} (pooled SD ${fixed(g.pooledSd, decimalsFor(g.pooledSd))})`,
    ],
    [
      'Improvement index',
      `${improvementIndex > 0 ? '+' : ''}${fixed(improvementIndex, 1)} percentile points for the average control unit`,
    ],
  ];
}

/** The estimate without covariates beside the adjusted one. */
function unadjustedFacts({ unadjusted, adjustedFor }: TrialSummary): readonly (readonly [string, string])[] {
  if (unadjusted === null) return [];
  const decimals = decimalsFor(unadjusted.standardError ?? 1);
  const test = unadjusted.pValue === null ? '' : `, ${pText(unadjusted.pValue)}`;
  return [
    [
      'Without covariates',
      `${fixed(unadjusted.estimate, decimals)} points, ${intervalText(unadjusted.interval, decimals)}${test}: the same rows and design, not adjusted for ${adjustedFor.join(', ')}`,
    ],
  ];
}

function detailFacts(summary: TrialSummary): readonly (readonly [string, string])[] {
  const { probabilityOfSuperiority: superiority, shareWhoBenefit: benefit, treatment, control } = summary;
  const { minimumDetectable: detectable } = summary;
  const percent = (x: number): string => `${fixed(100 * x, 1)} %`;
  const limits = superiority.interval;
  const between = limits === null ? '' : ` (${percent(limits.lower)} to ${percent(limits.upper)})`;
  const observed =
    superiority.observed === null ? '' : `; in ${percent(superiority.observed)} of all pairs in the data, unadjusted`;
  return [
    [
      'Two at random',
      `${percent(superiority.estimate)}${between} chance that of two drawn at random, one from each arm, the one of ${treatment.label} is higher than that of ${control.label}${observed}; this is not the share who gained`,
    ],
    ...(benefit === null
      ? []
      : [
          [
            'Who benefits',
            `between ${percent(benefit.benefit.lower)} and ${percent(benefit.benefit.upper)} of pupils; no trial tells the share itself, since nobody is seen under both arms`,
          ] as const,
        ]),
    ...(detectable === null
      ? []
      : [
          [
            'Could detect',
            `${fixed(detectable.points, decimalsFor(detectable.points))} points (${fixed(detectable.sd, 3)} SD) with power ${percent(detectable.power)}: ${fixed(detectable.multiplier, 3)} standard errors on ${fixed(detectable.df, Number.isInteger(detectable.df) ? 0 : 1)} df`,
          ] as const,
        ]),
  ];
}
