import type { FrontierEntry, FrontierPair, ScreenTimeFrontier } from '../estimate/growth/frontier/frontier-result.js';
import type { ReportBlock, ReportDocument, ReportFormat } from './document.js';
import { documentAs } from './document-as.js';
import { setText } from './interval-text.js';
import { decimalsFor, fixed, levelText, pText } from './number-text.js';

/** Options of {@link formatScreenTimeFrontier}. */
export interface FormatScreenTimeFrontierOptions {
  /**
   * Plain text or Markdown.
   * @defaultValue `'text'`
   */
  readonly format?: ReportFormat;
}

/**
 * A frontier for a memo: products by their minutes, with total effect and doses beside the rate, who is beaten and how surely, and all pairs.
 *
 * @param frontier - from {@link screenTimeFrontier} or {@link frontierOfArms}
 * @returns plain text, or Markdown; ends with a line end
 *
 * @example
 * console.log(formatScreenTimeFrontier(frontierOfArms(table, options)));
 */
export function formatScreenTimeFrontier(
  frontier: ScreenTimeFrontier,
  options: FormatScreenTimeFrontierOptions = {},
): string {
  return documentAs(options.format ?? 'text', frontierDocument(frontier));
}

const units = { points: 'points', nce: 'NCE', sd: 'SD' } as const;

const readings: Readonly<Record<FrontierEntry['interpretation'], string>> = {
  descriptive: 'growth beyond what was expected; an effect only where students were assigned to products at random',
  association: 'an association: students chose their minutes',
  'causal among compliers':
    'an effect of the offer if that was assigned at random, among those whose minutes it changed',
};

function frontierDocument(frontier: ScreenTimeFrontier): ReportDocument {
  const { products, pairs, axis, weeks, level, multiplicity, notes } = frontier;
  const reading = new Set(products.map(({ interpretation }) => interpretation));
  const compared = pairs.filter(({ perHour }) => perHour !== null).length;
  return {
    title: `Growth against weekly minutes of ${products.length} products`,
    blocks: [
      {
        kind: 'facts',
        rows: [
          ...[...reading].map((one) => ['Read as', readings[one]] as const),
          ['Ordered by', axis === 'demanded' ? 'minutes a week that each asks for' : 'minutes a week observed'],
          ['Period', `${fixed(weeks, Number.isInteger(weeks) ? 0 : 1)} weeks`],
          ...lineFacts(frontier),
          ...products.map((one) => [one.product, standing(one)] as const),
          ...displacedFacts(products),
        ],
      },
      productTable(frontier),
      {
        kind: 'text',
        label: 'Columns',
        text: `minutes a week that a product asks for, that all who were assigned it used on average, the second as a share of the first, and between which its users' doses lie; the total effect in ${units[frontier.unit]} for each student assigned it, and the same for an hour of use.`,
      },
      pairTable(frontier),
      {
        kind: 'text',
        label: 'Method',
        text: `${sentence(frontier.method)} Intervals of differences hold at ${levelText(level)} for all ${pairs.length} total effects at once, and for all ${compared} rates at once${multiplicity.families.some(({ df }) => df !== null) ? ' (the smallest degrees of freedom for all)' : ''}.`,
      },
      { kind: 'list', label: 'Notes', items: [...notes.map(({ message }) => message), never] },
    ],
  };
}

const never =
  'A rate favours small doses: no product is ranked by it, and it says nothing of more minutes than its users had.';

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

function lineFacts({ line, products }: ScreenTimeFrontier): readonly (readonly [string, string])[] {
  const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));
  const rows: (readonly [string, string])[] = [
    [
      `${fixed(line.minutesPerWeek, 0)} minutes a week`,
      `at or below: ${list(line.within)}; above: ${list(line.beyond)}`,
    ],
  ];
  const outside = products.filter(({ lineInDoses }) => lineInDoses === 'above');
  if (outside.length > 0)
    rows.push([
      'Hardly reached by',
      `${outside.map(({ product }) => product).join(', ')}: the line lies above the doses of its users`,
    ]);
  return rows;
}

function standing({ dominatedBy }: FrontierEntry): string {
  if (dominatedBy.length === 0) return 'on the frontier: no other brought more growth for no more minutes';
  const told = dominatedBy.map(
    ({ product, adjustedPValue }) => `${product} (one-sided, Holm over all pairs: ${pText(adjustedPValue)})`,
  );
  return `beaten by ${told.join(', ')}: more growth for no more minutes`;
}

function displacedFacts(products: readonly FrontierEntry[]): readonly (readonly [string, string])[] {
  return products.flatMap(({ product, displaced }) => {
    if (displaced === null) return [];
    const { minutesPerWeek, hours, minutesPerWeekDemanded, shareOfInstruction } = displaced;
    const parts = [
      `${fixed(minutesPerWeek, 1)} minutes of instruction a week, ${fixed(hours, 1)} hours in all`,
      ...(shareOfInstruction === null ? [] : [`${fixed(100 * shareOfInstruction, 1)} % of the subject's instruction`]),
      ...(minutesPerWeekDemanded === null
        ? []
        : [`${fixed(minutesPerWeekDemanded, 1)} a week if all that it asks for were done`]),
    ];
    return [[`Displaced by ${product}`, parts.join('; ')] as const];
  });
}

function productTable({ products, unit, level }: ScreenTimeFrontier): ReportBlock {
  const effects = decimalsFor(Math.min(...products.map(({ totalEffect }) => totalEffect.standardError ?? 1)));
  const hours = decimalsFor(Math.min(...products.map(({ perHour }) => perHour.standardError ?? 1)));
  const share = (x: number | null): string => (x === null ? '-' : `${fixed(100 * x, 0)} %`);
  return {
    kind: 'table',
    header: [
      'product',
      'asks',
      'used',
      'done',
      'doses',
      units[unit],
      `${levelText(level)} interval`,
      'an hour',
      `${levelText(level)} set`,
    ],
    rows: products.map(({ product, minutesDemanded, minutesPerWeek, shareOfDemanded, doses, totalEffect, perHour }) => [
      product,
      minutesDemanded === null ? '-' : fixed(minutesDemanded, Number.isInteger(minutesDemanded) ? 0 : 1),
      fixed(minutesPerWeek.estimate, 1),
      share(shareOfDemanded),
      doses === null ? '-' : `${fixed(doses.lower, 0)} to ${fixed(doses.upper, 0)}`,
      fixed(totalEffect.estimate, effects),
      between(totalEffect.interval, effects),
      fixed(perHour.estimate, hours),
      setText(perHour.confidenceSet, hours).replace(/^.*? set /, ''),
    ]),
  };
}

const whys: Readonly<Record<Exclude<FrontierPair['rates'], 'compared'>, string>> = {
  'doses-do-not-overlap': 'doses do not overlap',
  'doses-unknown': 'doses unknown',
  'minutes-reach-zero': 'minutes reach 0',
};

function pairTable({ pairs, unit, level }: ScreenTimeFrontier): ReportBlock {
  const effects = decimalsFor(Math.min(...pairs.map(({ totalEffect }) => totalEffect.standardError)));
  const hours = decimalsFor(Math.min(...pairs.map(({ perHour }) => perHour?.standardError ?? 1)));
  return {
    kind: 'table',
    header: [
      'difference',
      'minutes',
      units[unit],
      `${levelText(level)} interval`,
      'an hour',
      `${levelText(level)} interval`,
    ],
    rows: pairs.map(({ first, second, minutesPerWeek, totalEffect, perHour, rates }) => [
      `${first} less ${second}`,
      fixed(minutesPerWeek.estimate, 1),
      fixed(totalEffect.estimate, effects),
      between(totalEffect.simultaneous, effects),
      perHour === null ? '-' : fixed(perHour.estimate, hours),
      perHour === null ? (rates === 'compared' ? '-' : whys[rates]) : between(perHour.simultaneous, hours),
    ]),
  };
}

const between = (interval: { readonly lower: number; readonly upper: number } | null, decimals: number): string =>
  interval === null ? '-' : `${fixed(interval.lower, decimals)} to ${fixed(interval.upper, decimals)}`;
