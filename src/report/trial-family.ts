import type { TrialFamily } from '../summarize/trial/trial-family.js';
import { counted, grouped } from '../support/text.js';
import type { ReportBlock, ReportDocument } from './document.js';
import { documentAs } from './document-as.js';
import { decimalsFor, fixed, levelText, pCell } from './number-text.js';
import { planBlock } from './trial-parts.js';
import { type FormatTrialSummaryOptions, trialDocument } from './trial-summary.js';

/**
 * Several outcomes for a memo: one line each, with p values as they are and adjusted for the family.
 *
 * @param family - from {@link trialFamily}
 * @param options - with details, the summary of each outcome follows
 * @returns plain text, or Markdown; ends with a line end
 *
 * @example
 * console.log(formatTrialFamily(trialFamily(table, designs)));
 */
export function formatTrialFamily(family: TrialFamily, options: FormatTrialSummaryOptions = {}): string {
  const { format = 'text', details = false } = options;
  const summaries = details ? family.members.map(({ summary }) => trialDocument(summary, true)) : [];
  return [familyDocument(family), ...summaries].map((document) => documentAs(format, document)).join('\n');
}

function familyDocument({ members, multiplicity, plan, notes }: TrialFamily): ReportDocument {
  const { method, m, level } = multiplicity;
  const summaries = members.map(({ summary }) => summary);
  const arms = new Set(summaries.map(({ treatment, control }) => `${treatment.label} against ${control.label}`));
  const table: ReportBlock = {
    kind: 'table',
    header: ['outcome', 'n', 'lost', 'effect', 'from', 'to', 'SD', 'p', 'adjusted p'],
    rows: members.map(({ summary, adjustedPValue }) => {
      const { outcome, rows, treatment, control, intentToTreat: itt, hedgesG } = summary;
      const assigned = treatment.assigned + control.assigned;
      const decimals = decimalsFor(itt.standardError ?? 1);
      const limits =
        itt.interval === null ? ['-', '-'] : [itt.interval.lower, itt.interval.upper].map((x) => fixed(x, decimals));
      return [
        outcome,
        grouped(rows.used),
        `${fixed((100 * (assigned - rows.used)) / assigned, 1)} %`,
        fixed(itt.estimate, decimals),
        ...limits,
        fixed(hedgesG.estimate, 3),
        pCell(itt.pValue),
        pCell(adjustedPValue),
      ];
    }),
  };
  return {
    title: `Effects of ${[...arms].join(', ')} on ${counted(members.length, 'outcome')}`,
    blocks: [
      table,
      {
        kind: 'text',
        label: 'Method',
        text: `Effects of assignment in points, with their ${levelText(1 - level)} intervals, not adjusted for their number; lost is the share of both arms without an analysis; SD is Hedges' g. p values adjusted by ${method} over a family of ${counted(m, 'test')}.`,
      },
      ...(plan === null ? [] : [planBlock(plan)]),
      ...(notes.length === 0
        ? []
        : [{ kind: 'list' as const, label: 'Notes', items: notes.map(({ message }) => message) }]),
    ],
  };
}
