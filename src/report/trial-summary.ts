import type { TrialArm, TrialSummary } from '../summarize/trial/summary.js';
import { counted, grouped } from '../support/text.js';
import type { ReportBlock, ReportDocument, ReportFormat } from './document.js';
import { documentMarkdown } from './document-markdown.js';
import { documentText } from './document-text.js';
import { decimalsFor, fixed, levelText, pText } from './number-text.js';

/** Options of {@link formatTrialSummary}. */
export interface FormatTrialSummaryOptions {
  /** @defaultValue `'text'` */
  readonly format?: ReportFormat;
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
  const document = trialDocument(summary);
  return options.format === 'markdown' ? documentMarkdown(document) : documentText(document);
}

function trialDocument(summary: TrialSummary): ReportDocument {
  const { treatment, control, outcome, notes, method } = summary;
  const list: readonly ReportBlock[] =
    notes.length === 0 ? [] : [{ kind: 'list', label: 'Notes', items: notes.map((note) => note.message) }];
  return {
    title: `Effect of ${treatment.label} against ${control.label} on ${outcome}`,
    blocks: [
      { kind: 'facts', rows: sampleFacts(summary) },
      armTable(summary),
      { kind: 'facts', rows: resultFacts(summary) },
      { kind: 'text', label: 'Method', text: method },
      ...list,
    ],
  };
}

function sampleFacts(summary: TrialSummary): readonly (readonly [string, string])[] {
  const { treatment, control, rows, blocks, clusters } = summary;
  const others = rows.otherArms.map(({ label, rows: n }) => `${grouped(n)} in ${label}`);
  if (rows.noArm > 0) others.push(`${grouped(rows.noArm)} in no arm`);
  const leftOut = [treatment, control].map(leftOutText).filter((text) => text !== '');
  const design = [
    `${summary.assignment} assignment`,
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
  const level = levelText(summary.level);
  const between = (interval: { readonly lower: number; readonly upper: number } | null, places: number): string =>
    interval === null
      ? 'no interval'
      : `${level} interval ${fixed(interval.lower, places)} to ${fixed(interval.upper, places)}`;
  const verdict = summary.significant
    ? `favours ${summary[summary.favours === 'control' ? 'control' : 'treatment'].label}`
    : 'cannot be told from no effect';
  const test = `t = ${fixed(itt.statistic ?? 0)}, df = ${fixed(itt.df ?? 0, Number.isInteger(itt.df) ? 0 : 1)}, SE ${fixed(itt.standardError ?? 0, decimals)}`;
  return [
    ['Difference in means', `${fixed(unadjustedDifference, decimals)} points, unadjusted`],
    [
      'Intent to treat',
      `${fixed(itt.estimate, decimals)} points, ${between(itt.interval, decimals)}, ${pText(itt.pValue ?? 1)} (${test}): ${verdict}`,
    ],
    [
      "Hedges' g",
      `${fixed(g.estimate, 3)} SD, ${between(g.interval, 3)} (pooled SD ${fixed(g.pooledSd, decimalsFor(g.pooledSd))})`,
    ],
    [
      'Improvement index',
      `${improvementIndex > 0 ? '+' : ''}${fixed(improvementIndex, 1)} percentile points for the average control unit`,
    ],
  ];
}
