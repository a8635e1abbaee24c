import type { AveragedDose } from '../estimate/dose/choosing/average-dose.js';
import type { DoseReading } from '../estimate/dose/reading/read-dose.js';
import type { DoseCurveSummary, DoseEstimand, DoseSummary, ReadDose } from '../summarize/dose/summary.js';
import { counted, grouped } from '../support/text.js';
import type { ReportBlock, ReportDocument, ReportFormat } from './document.js';
import { documentAs } from './document-as.js';
import { intervalText, piecesText, setText } from './interval-text.js';
import { decimalsFor, fixed, levelText, pText } from './number-text.js';

/** Options of {@link formatDoseSummary}. */
export interface FormatDoseSummaryOptions {
  /**
   * Plain text or Markdown.
   * @defaultValue `'text'`
   */
  readonly format?: ReportFormat;
}

/**
 * A dose summary for a memo: what it may be read as, a sentence for who decides, the bands with how unlike their students were, the curve and its
 * doses, what is left when students are made comparable, and what would explain it all away.
 *
 * @param summary - from {@link doseSummary}
 * @returns plain text, or Markdown; ends with a line end
 *
 * @example
 * console.log(formatDoseSummary(doseSummary(table, design)));
 */
export function formatDoseSummary(summary: DoseSummary, options: FormatDoseSummaryOptions = {}): string {
  return documentAs(options.format ?? 'text', doseDocument(summary));
}

const readings: Readonly<Record<DoseEstimand, string>> = {
  association:
    'an association: students chose how much they used it, and what made them use more may have made them do better',
  'adjusted-association':
    'an adjusted association: students are compared with others like them in the covariates, and may still differ in what these do not show',
  'causal-among-compliers':
    'causal among compliers: the effect on students whose use the instruments changed, if these work through the use alone; it says nothing of others',
};

type Facts = readonly (readonly [string, string])[];

function doseDocument(summary: DoseSummary): ReportDocument {
  return {
    title: 'Dose and response',
    blocks: [
      { kind: 'facts', rows: [['Read as', readings[summary.estimand]], ...sampleFacts(summary)] },
      { kind: 'text', label: 'In a sentence', text: doseSentence(summary) },
      bandTable(summary),
      {
        kind: 'facts',
        rows: [
          ...curveFacts(summary),
          ...adjustedFacts(summary),
          ...causalFacts(summary),
          ...boundFacts(summary),
          ...sensitivityFacts(summary),
          ...auditFacts(summary),
        ],
      },
      { kind: 'text', label: 'Method', text: methodOf(summary) },
      ...notesBlock(summary),
    ],
  };
}

const doseDecimals = (dose: number): number =>
  Number.isInteger(dose) || dose >= 100 ? 0 : dose < 1 ? decimalsFor(dose) : 1;
const doseText = (dose: number): string => fixed(dose, doseDecimals(dose));
const plural = (unit: string, dose: number): string =>
  dose === 1 ? unit : /[^aeiou]y$/.test(unit) ? `${unit.slice(0, -1)}ies` : `${unit}s`;
const ofDose = ({ unit }: DoseSummary, dose: number): string => `${doseText(dose)} ${plural(unit, dose)}`;
const points = (x: number, summary: DoseSummary): string => fixed(x, pointDecimals(summary));
const pointDecimals = ({ sd }: DoseSummary): number => decimalsFor(sd / 10);
const percent = (share: number): string => `${fixed(100 * share, 1)} %`;

/**
 * The answer as a sentence or two that somebody without statistics can act on: what was found, how sure it is, and what it does not say.
 *
 * @param summary - from {@link doseSummary}
 *
 * @example
 * doseSentence(doseSummary(table, design));
 */
export function doseSentence(summary: DoseSummary): string {
  const { estimand, headline, headlineDose, causal, audit, bands } = summary;
  const size = points(Math.abs(headline.estimate), summary);
  const way = headline.estimate < 0 ? 'lower' : 'higher';
  const { interval } = headline;
  const range =
    interval === null
      ? ' (how sure this is, the data do not tell)'
      : ` (${fixed(100 * interval.level, 0)} % interval ${points(interval.lower, summary)} to ${points(interval.upper, summary)})`;
  const none =
    interval !== null && interval.lower <= 0 && interval.upper >= 0 ? ', which cannot be told from none' : '';
  const most = summary.curve?.fit.range.upper ?? Number.POSITIVE_INFINITY;
  const beyond = headlineDose > most ? ` (more than any student had, ${doseText(most)}: what a formula says)` : '';
  const at = `${ofDose(summary, headlineDose)}${beyond}`;
  // Over a dose that nobody had there is only what a formula makes of the others.
  const nobody = summary.users === summary.n ? ', which no student had' : '';
  const reached = bands.bands.filter(({ from }) => from >= headlineDose).reduce((sum, { share }) => sum + share, 0);
  const few = audit === null ? '' : ` ${percent(reached)} of the students reached it.`;
  if (estimand === 'causal-among-compliers') {
    const weak = causal?.weak ?? false;
    const naive = causal?.effects.find(({ dose }) => dose === headlineDose)?.naiveEffect ?? null;
    const beside =
      naive === null
        ? ''
        : ` Comparing students by how much they chose to use it would have said ${points(naive, summary)}.`;
    if (weak) return `${weakSentence(summary, at)}${beside}${few}`;
    return `Among students whose use was changed by what was assigned, ${at} made scores ${size} points ${way} than none${nobody}${range}${none}.${beside}${few}`;
  }
  if (estimand === 'adjusted-association') {
    const over = summary.adjusted?.over ?? 0;
    const others = over === 0 ? 'without any' : `at ${ofDose(summary, over)}`;
    return `Students scored ${size} points ${way} at ${at} than students like them ${others}${range}${none}; whether it was the use that did it, these data cannot say.${few}`;
  }
  const compared = nobody === '' ? 'those who took none' : 'the curve has for none, which no student had';
  return `Students who took ${at} scored ${size} points ${way} than ${compared}${range}${none}; they chose to, and this does not say what it would do for others.${few}`;
}

/** What is left where the instruments hardly moved the use: the effects that fit the data, not the estimate. */
function weakSentence(summary: DoseSummary, at: string): string {
  const { headlineSet, causal } = summary;
  const strength = causal === null || causal.leastF === null ? '' : ` (F = ${fixed(causal.leastF, 1)})`;
  const hardly = `What was assigned hardly changed how much students used it${strength} and cannot say well what the use did.`;
  if (headlineSet === null) {
    const test = causal?.noEffect ?? null;
    return test === null ? hardly : `${hardly} Whether it did anything at all: ${pText(test.pValue)}.`;
  }
  const fitting = piecesText(headlineSet, pointDecimals(summary));
  const changes =
    fitting.length === 0
      ? 'No change fits all that was assigned: what was assigned worked otherwise than through the use'
      : headlineSet.pieces.some(({ lower, upper }) => lower === null && upper === null)
        ? `Any change of scores by ${at} fits what was seen, up or down`
        : `Changes of scores by ${at} that fit what was seen, at ${levelText(headlineSet.level)}: ${fitting.join(' or ')} points`;
  return `${hardly} ${changes}.`;
}

function sampleFacts(summary: DoseSummary): Facts {
  const { n, users, clusters } = summary;
  return [
    [
      'Students',
      `${grouped(n)}, ${grouped(users)} with any (${percent(users / n)})${clusters === null ? '' : `; ${counted(clusters, 'cluster')}`}`,
    ],
  ];
}

function bandTable(summary: DoseSummary): ReportBlock {
  const { bands, balance } = summary.bands;
  return {
    kind: 'table',
    header: [
      `${plural(summary.unit, 2)}`,
      'n',
      'share',
      'mean',
      `${fixed(100 * summary.level, 0)} % interval`,
      ...balance.map(({ covariate }) => `${covariate}, SD from first`),
    ],
    rows: bands.map(({ label, n, share, response }, k) => [
      label,
      grouped(n),
      percent(share),
      points(response.estimate, summary),
      response.interval === null
        ? '-'
        : `${points(response.interval.lower, summary)} to ${points(response.interval.upper, summary)}`,
      ...balance.map(({ fromFirst }) => {
        const difference = fromFirst[k] ?? null;
        return difference === null ? '-' : fixed(difference, 2);
      }),
    ]),
  };
}

function curveFacts(summary: DoseSummary): Facts {
  const { curve } = summary;
  if (curve === null) return [];
  const [best] = curve.models;
  const weight =
    best === undefined ? '' : `, weight ${fixed(best.weight, 2)} among ${counted(curve.models.length, 'curve')}`;
  const gains = curve.gains
    .map(
      ({ dose, estimate, interval }) =>
        `${points(estimate, summary)} at ${doseText(dose)} (${points(interval.lower, summary)} to ${points(interval.upper, summary)})`,
    )
    .join('; ');
  return [
    ['Curve', `${curve.fit.model}${weight}; as students chose: an association`],
    ['Gain over none', `${gains}; the band holds for all doses at once`],
    ...readFacts('Target dose', curve.target, summary),
    ...readFacts('Plateau dose', curve.plateau, summary),
    ...readFacts('Worthwhile dose', curve.worthwhile, summary),
  ];
}

function readFacts(label: string, read: DoseCurveSummary['target'], summary: DoseSummary): Facts {
  if (read === null) return [];
  return [[label, readText(read, summary)]];
}

/** A dose that was observed with its limits; of one beyond, only that it is, and where the formula puts it. */
function readText({ chosen, averaged }: ReadDose, summary: DoseSummary): string {
  const most = summary.curve?.fit.range.upper ?? Number.POSITIVE_INFINITY;
  if (chosen.estimate > most)
    return `beyond the ${ofDose(summary, most)} observed: the formula has ${ofDose(summary, chosen.estimate)}, the data say nothing of it`;
  const average =
    averaged === null || averaged.estimate > most
      ? ''
      : `; averaged over curves ${ofDose(summary, averaged.estimate)}${limitsOfAverage(averaged)}`;
  return `${ofDose(summary, chosen.estimate)}, ${limits(chosen)}${average}`;
}

/** Limits of minutes need no decimals, those of hours do. */
const limitDecimals = (dose: number): number => (dose >= 10 ? 0 : dose < 1 ? decimalsFor(dose) : 1);

function limits({ estimate, interval, confidenceSet }: DoseReading): string {
  if (interval === null && confidenceSet !== null) return setText(confidenceSet, limitDecimals(estimate));
  return intervalText(interval, limitDecimals(estimate));
}

const limitsOfAverage = ({ estimate, interval }: AveragedDose): string =>
  interval === null ? '' : ` (${intervalText(interval, limitDecimals(estimate))})`;

function adjustedFacts(summary: DoseSummary): Facts {
  const { adjusted } = summary;
  if (adjusted === null) return [];
  const gains = adjusted.curve.flatMap(({ dose, gain }) =>
    gain === null
      ? []
      : [`${points(gain.estimate, summary)} at ${doseText(dose)} (${intervalPoints(gain.interval, summary)})`],
  );
  const worst = (of: 'before' | 'after'): number =>
    adjusted.balance.reduce((most, row) => Math.max(most, Math.abs(row[of] ?? 0)), 0);
  return [
    ['Adjusted gain', `${gains.join('; ')}; over ${ofDose(summary, adjusted.over)}, an adjusted association`],
    [
      'Balance',
      `largest difference of a covariate ${fixed(worst('before'), 2)} SD before, ${fixed(worst('after'), 2)} SD among students of like scores`,
    ],
  ];
}

const intervalPoints = (
  interval: { readonly lower: number; readonly upper: number } | null,
  summary: DoseSummary,
): string =>
  interval === null ? 'no interval' : `${points(interval.lower, summary)} to ${points(interval.upper, summary)}`;

function causalFacts(summary: DoseSummary): Facts {
  const { causal } = summary;
  if (causal === null) return [];
  const effects = causal.effects.map(
    ({ dose, effect, confidenceSet }) =>
      `${points(effect.estimate, summary)} at ${doseText(dose)} (${causal.weak ? (confidenceSet === null ? 'too weak an instrument for an interval' : setText(confidenceSet, pointDecimals(summary))) : intervalPoints(effect.interval, summary)})`,
  );
  const naive = causal.effects.map(({ dose, naiveEffect }) => `${points(naiveEffect, summary)} at ${doseText(dose)}`);
  const strength = causal.firstStage.flatMap(({ conditionalF, robustF, f }) => {
    const test = conditionalF ?? robustF ?? f;
    return test === null ? [] : [fixed(test.statistic, 1)];
  });
  return [
    ['Causal effect', `${effects.join('; ')}; among compliers`],
    ['Least squares', `${naive.join('; ')}: what taking the use for chance would have said`],
    ['First stage', strength.length === 0 ? 'exact' : `F = ${strength.join(', ')}`],
    ...(causal.noEffect === null ? [] : [['No effect at all', pText(causal.noEffect.pValue)] as const]),
    ['Whose effect', causal.whose],
  ];
}

function boundFacts(summary: DoseSummary): Facts {
  const top = summary.bounds?.differences.at(-1);
  if (top === undefined) return [];
  const { lower, upper, interval, band, less } = top;
  return [
    [
      'At most',
      `${points(lower.estimate, summary)} to ${points(upper.estimate, summary)} points for ${band} over ${less} (${intervalText(interval, pointDecimals(summary))}), if more never does harm and those who take more would do no worse at any dose`,
    ],
  ];
}

function sensitivityFacts({ sensitivity }: DoseSummary): Facts {
  if (sensitivity === null) return [];
  const { eValue, robustnessValue, selectionNeeded, benchmark } = sensitivity;
  const confounder = `a confounder with a risk ratio of ${fixed(eValue.estimate, 2)} with both use and outcome${eValue.ofLimit === null ? '' : ` (${fixed(eValue.ofLimit, 2)} for the limit)`}`;
  const share =
    robustnessValue === null
      ? ''
      : `, or one that explains ${percent(robustnessValue.estimate)} of what is left of both`;
  const rows: (readonly [string, string])[] = [['Explained away by', `${confounder}${share}`]];
  if (selectionNeeded !== null) {
    const times = selectionNeeded.timesObserved;
    const apart = (sds: number): string => `${fixed(Math.abs(sds), 2)} SD ${sds < 0 ? 'behind' : 'ahead'}`;
    rows.push([
      'Or by users',
      `${apart(selectionNeeded.estimate)} in ${benchmark} before the start${times === null ? '' : `; they were ${apart(selectionNeeded.estimate / times)}`}`,
    ]);
  }
  return rows;
}

function auditFacts(summary: DoseSummary): Facts {
  const { audit, headlineDose } = summary;
  if (audit === null) return [];
  return [
    [
      'As recommended',
      `1 of ${fixed(audit.offeredPerUser, 1)} students met ${ofDose(summary, headlineDose)}: if all of their difference were the product's, it would be ${fixed(audit.populationEffect, 3)} SD for all`,
    ],
    [
      'Selection alone',
      audit.selectionCorrelation === null
        ? 'would not give that difference, however students chose'
        : `gives that difference where the inclination to use it and the outcome correlate at ${fixed(audit.selectionCorrelation, 2)}`,
    ],
  ];
}

function methodOf({ causal, adjusted, curve, bands, bounds }: DoseSummary): string {
  const parts = [
    causal?.method,
    adjusted?.method,
    curve === null ? undefined : `curves by ${curve.fit.method}`,
    bands.method,
    bounds?.method,
  ];
  const known = parts.filter((part) => part !== undefined);
  return `${known.map((part) => `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`).join('. ')}.`;
}

function notesBlock(summary: DoseSummary): readonly ReportBlock[] {
  const { notes, curve, adjusted, causal, bands, bounds, audit } = summary;
  const all = [curve?.fit, adjusted, causal, bands, bounds, audit].flatMap((part) => part?.notes ?? []);
  const messages = [...notes, ...all].map(({ message }) => message);
  const items = [...new Set(messages)];
  return items.length === 0 ? [] : [{ kind: 'list', label: 'Notes', items }];
}
