import type { ConsortFlow, ConsortLevel, ConsortTally } from '../judge/consort/consort-flow.js';
import type { RatingStep } from '../judge/rating/rating-step.js';
import type { TrialQuestion } from '../summarize/rating/open-questions.js';
import type { RatedFinding, TrialRating } from '../summarize/rating/trial-rating.js';
import { counted, grouped } from '../support/text.js';
import type { ReportBlock, ReportDocument } from './document.js';
import { documentAs } from './document-as.js';
import { fixed, pText } from './number-text.js';
import type { FormatTrialSummaryOptions } from './trial-summary.js';

/**
 * A rating for a memo: verdicts with their reasons, what is still to be answered, the flow of participants, and every step with its rule.
 *
 * @param rating - from {@link trialRating}
 * @param options - with details, what a report must say and the data cannot prove (CONSORT) follows
 * @returns plain text, or Markdown; ends with a line end
 *
 * @example
 * console.log(formatTrialRating(trialRating(trial, evidence)));
 */
export function formatTrialRating(rating: TrialRating, options: FormatTrialSummaryOptions = {}): string {
  const { format = 'text', details = false } = options;
  return documentAs(format, ratingDocument(rating, details));
}

function ratingDocument(rating: TrialRating, details: boolean): ReportDocument {
  const { findings, essa, questions, notes, profile } = rating;
  const several = findings.length > 1;
  return {
    title: `Rating of ${findings.map(({ outcome }) => outcome).join(', ')} by ${profile}`,
    blocks: [
      { kind: 'facts', rows: verdictFacts(rating) },
      ...(questions.length === 0 ? [] : [questionList(questions)]),
      ...findings.flatMap((finding) => flowBlocks(finding, several)),
      ...findings.map(({ outcome, rating: { steps } }) =>
        stepsList(several ? `Steps of the WWC, ${outcome}` : 'Steps of the WWC', steps),
      ),
      ...essa.tiers.slice(0, 1).map(({ steps }) => stepsList('Steps to the strong tier', steps)),
      ...(details ? notProven(findings[0]?.flow) : []),
      { kind: 'text', label: 'Rules', text: rulesText(rating) },
      ...(notes.length === 0
        ? []
        : [{ kind: 'list' as const, label: 'Notes', items: notes.map(({ message }) => message) }]),
    ],
  };
}

type Facts = readonly (readonly [string, string])[];

const words = (verdict: string): string => verdict.replaceAll('-', ' ');

function verdictFacts({ findings, domain, essa, padlocks }: TrialRating): Facts {
  const several = findings.length > 1;
  const { padlocks: count, initial, lost } = padlocks;
  const security =
    count === null
      ? `cannot be rated${initial === null ? '' : `; ${initial} of 5 before threats`}`
      : `${count} of 5: ${initial} by design, detectable effect and attrition, less ${lost} for threats`;
  return [
    ...findings.map(
      ({ outcome, rating: { rating, reason } }) =>
        [several ? `WWC, ${outcome}` : 'WWC', `${words(rating)}. ${reason}`] as const,
    ),
    [
      'Findings',
      domain === null
        ? 'significance hangs on the number of main findings in the domain, which was not said'
        : `${domain.findings.map((one) => `${one.name}: benefit ${fixed(one.benefit, 3)} SD, ${pText(one.adjustedPValue)} corrected for ${counted(domain.m, 'finding')}`).join('; ')}: ${words(domain.character)}`,
    ],
    ['ESSA tier', `${words(essa.tier)}. ${essa.reason}`],
    ['EEF padlocks', security],
  ];
}

const questionList = (questions: readonly TrialQuestion[]): ReportBlock => ({
  kind: 'list',
  label: 'Still to be answered',
  items: questions.map(
    ({ question, outcome, answerIn }) => `${question}${outcome === null ? '' : ` (${outcome})`} [${answerIn}]`,
  ),
});

function flowBlocks({ outcome, flow }: RatedFinding, several: boolean): readonly ReportBlock[] {
  const of = several ? `Flow, ${outcome}` : 'Flow';
  const before =
    flow.assessed === null ? '' : `${grouped(flow.assessed)} assessed, ${tallyText(flow.excluded)} not assigned; `;
  return [
    {
      kind: 'text',
      label: of,
      text: `${before}${grouped(flow.randomized)} assigned, ${grouped(flow.analysed)} analysed.`,
    },
    levelTable(flow, 'students'),
    ...(flow.clusters === null ? [] : [levelTable(flow.clusters, 'clusters')]),
  ];
}

const levelTable = ({ arms }: ConsortLevel, what: string): ReportBlock => ({
  kind: 'table',
  header: [what, 'assigned', 'received', 'lost', 'excluded', 'analysed'],
  rows: arms.map(({ name, allocated, received, lost, excluded, analysed }) => [
    name,
    grouped(allocated),
    received === null ? '-' : grouped(received),
    tallyText(lost),
    tallyText(excluded),
    grouped(analysed),
  ]),
});

function tallyText({ total, reasons }: ConsortTally): string {
  const why = reasons.filter(({ n }) => n > 0);
  if (why.length === 0) return '0';
  const [only] = why;
  return why.length === 1
    ? `${grouped(total)} (${only?.reason})`
    : `${grouped(total)} (${why.map(({ reason, n }) => `${grouped(n)} ${reason}`).join(', ')})`;
}

function stepsList(label: string, steps: readonly RatingStep[]): ReportBlock {
  const items = steps.map(({ question, answer, passes, confidence }) => {
    const mark = passes === null ? 'open' : passes ? 'yes' : 'no';
    return `${mark}: ${question} ${answer}${confidence === 'unverified' ? ' (rule unverified)' : ''}`;
  });
  return { kind: 'list', label, items };
}

function notProven(flow: ConsortFlow | undefined): readonly ReportBlock[] {
  const items = flow?.notProven.map(({ item, topic, what, byData }) => {
    const part = byData === 'in-part' ? ' (the data show a part)' : '';
    return `${item}, ${topic}: ${what}${part}`;
  });
  return items === undefined ? [] : [{ kind: 'list', label: 'A report must say, and no data prove', items }];
}

/** Where the rules stand, and which of them were not read there. */
function rulesText({ findings, essa, padlocks }: TrialRating): string {
  const rules = [
    ...findings.flatMap(({ rating }) => rating.steps.map((rule) => ({ by: 'WWC', ...rule }))),
    ...essa.tiers.flatMap(({ steps }) => steps.map((rule) => ({ by: 'ESSA', ...rule }))),
    ...[...padlocks.criteria, ...padlocks.threats].map((rule) => ({ by: 'EEF', ...rule })),
  ];
  const sources = [...new Set(rules.map(({ source }) => source))];
  const unread = new Set(
    rules.flatMap(({ by, step, confidence }) => (confidence === 'unverified' ? [`${by} ${step}`] : [])),
  );
  const note =
    unread.size === 0
      ? ''
      : ` Known from other literature and not read in the source (unverified): ${[...unread].join(', ')}.`;
  return `${sources.join('; ')}.${note}`;
}
