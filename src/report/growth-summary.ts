import type { DifferenceOfGains } from '../estimate/growth/gain/ancova-gain.js';
import type { GrowthPerMinute, GrowthRate } from '../estimate/growth/rate/growth-result.js';
import type { GrowthArm, GrowthSummary } from '../summarize/growth/summary.js';
import { counted, grouped, printable } from '../support/text.js';
import type { ReportBlock, ReportDocument, ReportFormat } from './document.js';
import { documentAs } from './document-as.js';
import { intervalText, setText } from './interval-text.js';
import { decimalsFor, fixed, levelText } from './number-text.js';

/** Options of {@link formatGrowthSummary}. */
export interface FormatGrowthSummaryOptions {
  /**
   * Plain text or Markdown.
   * @defaultValue `'text'`
   */
  readonly format?: ReportFormat;
}

/**
 * A growth summary for a memo: what the figure may be read as, who grew, by how much more than without the product, at how many minutes.
 *
 * @param summary - from {@link growthSummary}
 * @returns plain text, or Markdown; ends with a line end
 *
 * @example
 * console.log(formatGrowthSummary(growthSummary(table, design)));
 */
export function formatGrowthSummary(summary: GrowthSummary, options: FormatGrowthSummaryOptions = {}): string {
  return documentAs(options.format ?? 'text', growthDocument(summary));
}

const readings: Readonly<Record<GrowthSummary['interpretation'], string>> = {
  descriptive: 'a description: what students grew and used, not what the use did',
  association: 'an association: students chose their minutes, and what made them use more may have made them grow more',
  'causal among compliers':
    'an effect of the offer if that was assigned at random, for each minute that it added among those whose minutes it changed; it says nothing of other students',
};

function growthDocument(summary: GrowthSummary): ReportDocument {
  const { treatment, control, interpretation } = summary;
  const names =
    treatment.label === null ? '' : ` of ${treatment.label}${control === null ? '' : ` beside ${control.label}`}`;
  const notes = notesOf(summary);
  return {
    title: `Growth${names}, and growth for minutes of use`,
    blocks: [
      { kind: 'facts', rows: [['Read as', readings[interpretation]], ...sampleFacts(summary)] },
      armTable(summary),
      { kind: 'facts', rows: [...ancovaFacts(summary), ...totalFacts(summary), ...rateFacts(summary)] },
      ...rateTable(summary),
      { kind: 'facts', rows: doseFacts(summary) },
      ...methodBlocks(summary),
      ...(notes.length === 0 ? [] : [{ kind: 'list', label: 'Notes', items: notes } as const]),
    ],
  };
}

function sampleFacts({ treatment, control, noArm, weeks }: GrowthSummary): readonly (readonly [string, string])[] {
  const arms = [treatment, ...(control === null ? [] : [control])];
  const lost = arms
    .filter(({ leftOut }) => leftOut.length > 0)
    .map(
      ({ label, assigned, n, leftOut }) =>
        `${grouped(assigned - n)} of ${grouped(assigned)}${label === null ? '' : ` ${label}`} (${leftOut.map(({ column, rows }) => `${grouped(rows)} without ${column}`).join(', ')})`,
    );
  return [
    ['Students', arms.map(({ n, label }) => `${grouped(n)}${label === null ? '' : ` ${label}`}`).join(', ')],
    ['Left out', lost.length === 0 ? 'nobody' : lost.join('; ')],
    ...(noArm === 0 ? [] : [['In neither arm', counted(noArm, 'row')] as const]),
    ['Between tests', `${fixed(weeks, Number.isInteger(weeks) ? 0 : 1)} weeks rostered`],
  ];
}

function armTable({ treatment, control, sd }: GrowthSummary): ReportBlock {
  const decimals = decimalsFor(sd);
  const row = (name: string, { label, n, gain, minutesPerWeek }: GrowthArm): readonly string[] => [
    label === null ? name : `${label} (${name})`,
    grouped(n),
    gain === null ? '-' : fixed(gain.estimate, decimals),
    gain === null ? '-' : fixed(gain.sdOfGain, decimals),
    fixed(minutesPerWeek, 1),
  ];
  return {
    kind: 'table',
    header: ['', 'n', 'mean gain', 'SD of gains', 'minutes a week'],
    rows: [row('offered', treatment), ...(control === null ? [] : [row('control', control)])],
  };
}

/** Both answers to how much more one arm gained; the one at equal first scores is the total effect of the causal rate, where there is one. */
function ancovaFacts({ ancova, rates }: GrowthSummary): readonly (readonly [string, string])[] {
  if (ancova === null) return [];
  const { gainScore, adjusted, unit } = ancova;
  const points = unit === 'nce' ? 'NCE' : 'points';
  const more = ({ estimate, standardError, interval }: DifferenceOfGains): string => {
    const decimals = decimalsFor(standardError ?? Math.abs(estimate));
    return `${fixed(estimate, decimals)} ${points} more than control, ${intervalText(interval, decimals)}`;
  };
  return [
    ['Mean gain', more(gainScore)],
    ...(rates.causal === null ? [['At equal first scores', more(adjusted)] as const] : []),
  ];
}

function totalFacts({ rates, headline }: GrowthSummary): readonly (readonly [string, string])[] {
  const rate = headline === null ? null : rates[headline];
  if (rate === null || rate.totalEffect === null) return [];
  const { estimate, interval } = rate.totalEffect;
  const decimals = decimalsFor(rate.totalEffect.standardError ?? Math.abs(estimate));
  const expected =
    rate.expectedGrowth === null
      ? 'effect of the offer, at equal first scores'
      : `beyond the ${fixed(rate.expectedGrowth.points, decimals)} expected without the product (${sourceOf(rate.expectedGrowth)})`;
  return [
    [
      'Total effect',
      `${fixed(estimate, decimals)} points for each student offered it, ${intervalText(interval, decimals)}: ${expected}`,
    ],
  ];
}

function sourceOf({ from, norm }: NonNullable<GrowthPerMinute['expectedGrowth']>): string {
  if (from === 'norm') return `norm ${printable(norm ?? '')}`;
  return from === 'control' ? 'control arm' : 'as stated';
}

function rateFacts({ rates }: GrowthSummary): readonly (readonly [string, string])[] {
  const { causal, ratioOfMeans, marginal } = rates;
  return [
    ...rateFact('Causal rate', causal, causal?.slope ?? null),
    ...rateFact('Excess rate', ratioOfMeans, ratioOfMeans?.excess ?? null),
    ...rateFact('Raw rate', ratioOfMeans, ratioOfMeans?.raw ?? null, '; credits all growth to the product'),
    ...rateFact('Slope', marginal, marginal?.slope ?? null, '; an association'),
  ];
}

/** Each rate for a minute, an hour and a week of 45 minutes, in points and in SDs. */
function rateTable({ rates: { causal, ratioOfMeans, marginal } }: GrowthSummary): readonly ReportBlock[] {
  const points = [causal, ratioOfMeans, marginal].some((rate) => rate?.unit === 'nce/minute') ? 'NCE' : 'points';
  const three = (values: readonly (number | null)[]): readonly string[] =>
    values.map((x) => (x === null ? '-' : fixed(x, decimalsFor(Math.abs(x)))));
  const row = (label: string, figure: GrowthRate | null | undefined): readonly (readonly string[])[] =>
    figure === null || figure === undefined
      ? []
      : [
          [`${label}, ${points}`, ...three([figure.estimate, figure.perHour, figure.per45Minutes])],
          [`${label}, SD`, ...three([figure.sdPerMinute, figure.sdPerHour, figure.sdPer45Minutes])],
        ];
  const rows = [
    ...row('Causal rate', causal?.slope),
    ...row('Excess rate', ratioOfMeans?.excess),
    ...row('Raw rate', ratioOfMeans?.raw),
    ...row('Slope', marginal?.slope),
  ];
  return rows.length === 0 ? [] : [{ kind: 'table', header: ['', 'a minute', 'an hour', '45 minutes'], rows }];
}

function rateFact(
  label: string,
  rate: GrowthPerMinute | null,
  figure: GrowthRate | null,
  warning = '',
): readonly (readonly [string, string])[] {
  if (rate === null || figure === null) return [];
  const perHour = figure.perHour;
  const decimals = decimalsFor(60 * (figure.standardError ?? Math.abs(figure.estimate)));
  const hourly = figure.interval && {
    ...figure.interval,
    lower: 60 * figure.interval.lower,
    upper: 60 * figure.interval.upper,
  };
  const set = figure.confidenceSet;
  const open = set?.pieces.some(({ lower, upper }) => lower === null || upper === null) ?? false;
  const points = rate.unit === 'nce/minute' ? 'NCE' : 'points';
  const between =
    open && set !== null
      ? setText({ level: set.level, pieces: set.pieces.map(timesSixty) }, decimals)
      : intervalText(hourly, decimals);
  return [[label, `${fixed(perHour, decimals)} ${points} for an hour of use, ${between}${warning}`]];
}

const timesSixty = ({ lower, upper }: { readonly lower: number | null; readonly upper: number | null }) => ({
  lower: lower === null ? null : 60 * lower,
  upper: upper === null ? null : 60 * upper,
});

function doseFacts({ doses, treatment }: GrowthSummary): readonly (readonly [string, string])[] {
  return doses.map(({ dose, count, share, interval }) => [
    `${fixed(dose, Number.isInteger(dose) ? 0 : 1)} minutes a week`,
    `reached by ${fixed(100 * share, 1)} % (${grouped(count)} of ${grouped(treatment.n)}; ${levelText(interval.level)} interval ${fixed(100 * interval.lower, 1)} to ${fixed(100 * interval.upper, 1)} %)`,
  ]);
}

function methodBlocks({ rates, headline }: GrowthSummary): readonly ReportBlock[] {
  const rate = headline === null ? null : rates[headline];
  if (rate === null) return [];
  const method = `${rate.method.slice(0, 1).toUpperCase()}${rate.method.slice(1)}.`;
  return [{ kind: 'text', label: 'Method', text: method }];
}

function notesOf({ treatment, ancova, rates, notes }: GrowthSummary): readonly string[] {
  const all = [
    ...(ancova?.notes ?? []),
    ...(treatment.gain?.notes.filter(() => rates.ratioOfMeans?.excess === null) ?? []),
    ...Object.values(rates).flatMap((rate) => rate?.notes ?? []),
    ...notes,
  ];
  return [
    ...new Set(all.map(({ message }) => message)),
    'A rate favours small doses: rank no products by it, and read nothing from it beyond the minutes observed.',
  ];
}
