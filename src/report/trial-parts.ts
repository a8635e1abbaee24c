import type { WwcAttrition } from '../judge/attrition/wwc-attrition.js';
import type { PlanCheck } from '../summarize/plan/plan-check.js';
import type { InstrumentedEffect } from '../summarize/trial/instrumented-effect.js';
import type { PartEffect } from '../summarize/trial/part-effect.js';
import type { SubgroupAnalysis, SubgroupEffect } from '../summarize/trial/subgroups.js';
import type { TrialSummary } from '../summarize/trial/summary.js';
import type { Note } from '../support/notes.js';
import { counted, grouped } from '../support/text.js';
import type { ReportBlock } from './document.js';
import { intervalText, setText } from './interval-text.js';
import { decimalsFor, fixed, levelText, pCell, pText } from './number-text.js';

type Facts = readonly (readonly [string, string])[];

/** What the design asked for beyond the effect of assignment, each part a block; nothing where it asked for nothing. */
export function partBlocks(summary: TrialSummary): readonly ReportBlock[] {
  const { subgroups, sites, plan } = summary;
  const use = [...takeUpFacts(summary), ...minutesFacts(summary), ...wwcFacts(summary), ...alikeFacts(summary)];
  return [
    ...(use.length === 0 ? [] : [{ kind: 'facts' as const, rows: use }]),
    ...(subgroups === null ? [] : subgroupBlocks(subgroups)),
    ...(sites === null ? [] : [siteTable(sites.column, sites.sites)]),
    ...(plan === null ? [] : [planBlock(plan)]),
  ];
}

/** Notes of those parts. */
export function partNotes({ takeUp, use, subgroups, sites, wwc, alike }: TrialSummary): readonly Note[] {
  return [
    ...(takeUp?.notes ?? []),
    ...(takeUp?.complierEffect?.notes ?? []),
    ...(use?.notes ?? []),
    ...(use?.effectPerHour?.notes ?? []),
    ...(subgroups?.notes ?? []),
    ...(subgroups?.subgroups.flatMap(({ column, levels, notes }) => [...notes, ...levels.flatMap(labelled(column))]) ??
      []),
    ...(sites?.notes ?? []),
    ...(wwc?.notes ?? []),
    ...(alike?.notes ?? []),
    ...(alike?.attrition?.notes ?? []),
    ...(alike?.baseline?.notes ?? []),
  ];
}

/** Notes of one subgroup, with its name. */
const labelled =
  (column: string) =>
  ({ label, notes }: PartEffect): readonly Note[] =>
    notes.map(({ code, message }) => ({ code, message: `${column} ${label}: ${message}` }));

const share = (x: number): string => `${fixed(100 * x, 1)} %`;

function takeUpFacts({ takeUp, treatment, control }: TrialSummary): Facts {
  if (takeUp === null) return [];
  const { moved, complierEffect, bloom, column } = takeUp;
  const effect = moved === null ? '' : `; assignment moved ${share(moved.estimate)}`;
  const limits =
    moved?.interval == null
      ? ''
      : ` (${levelText(moved.interval.level)} interval ${share(moved.interval.lower)} to ${share(moved.interval.upper)})`;
  const arms = `${share(takeUp.treatment.share)} of ${treatment.label}, ${share(takeUp.control.share)} of ${control.label}, by ${column}`;
  return [
    ['Took part', `${arms}${effect}${limits}`],
    [
      'Effect on compliers',
      complierEffect === null ? 'none, see the notes' : instrumentedText(complierEffect, 'points', 'SD'),
    ],
    ...(bloom === null
      ? []
      : [["Bloom's estimate", `${fixed(bloom.estimate, decimalsFor(bloom.standardError ?? 1))} points`] as const]),
  ];
}

function alikeFacts({ alike }: TrialSummary): Facts {
  const facts: (readonly [string, string])[] = [];
  const lost = ({ overall, differential, level }: WwcAttrition): string =>
    `${share(overall)} overall, ${fixed(100 * differential, 1)} points apart: ${level}`;
  const attrition = alike?.attrition ?? null;
  if (attrition !== null) {
    const counted =
      attrition.kind === 'wwc-attrition'
        ? lost(attrition)
        : `clusters ${lost(attrition.clusters)}; individuals ${lost(attrition.individuals)}`;
    facts.push(['Attrition', `${counted} (${attrition.boundary} boundary, ${attrition.profile})`]);
  }
  const baseline = alike?.baseline ?? null;
  if (baseline !== null) {
    const differences = baseline.covariates.map(({ name, effect, verdict }) => {
      const size = effect === null ? '' : ` ${fixed(effect, 3)} SD`;
      return `${name}${size}, ${verdict.replaceAll('-', ' ')}`;
    });
    const joint = baseline.omnibus?.pValue == null ? '' : `; joint test ${pText(baseline.omnibus.pValue)}`;
    facts.push(['Alike before', `${differences.join('; ')}${joint} (${baseline.profile})`]);
  }
  return facts;
}

function minutesFacts({ use, treatment, control }: TrialSummary): Facts {
  if (use === null) return [];
  const { added, effectPerHour, effectPerHourSet, column } = use;
  const arms = `mean ${fixed(use.treatment.mean, 1)} in ${treatment.label}, ${fixed(use.control.mean, 1)} in ${control.label}, by ${column}`;
  const more =
    added === null ? '' : `; assignment added ${fixed(added.estimate, 1)} (${intervalText(added.interval, 1)})`;
  return [
    ['Minutes of use', `${arms}${more}`],
    [
      'Per hour of use',
      effectPerHour === null
        ? `none, see the notes${effectPerHourSet === null ? '' : `; ${setText(effectPerHourSet, 2)} points an hour`}`
        : instrumentedText(effectPerHour, 'points an hour', 'SD an hour'),
    ],
  ];
}

function instrumentedText(effect: InstrumentedEffect, unit: string, sdUnit: string): string {
  const { estimate, standardError, interval, confidenceSet, standardized, pValue, firstStage } = effect;
  const decimals = decimalsFor(standardError ?? 1);
  const limits =
    interval === null && confidenceSet !== null ? setText(confidenceSet, decimals) : intervalText(interval, decimals);
  const f = firstStage === null ? '' : ` (first-stage F = ${fixed(firstStage.statistic, 1)})`;
  const p = pValue === null ? '' : `, ${pText(pValue)}`;
  return `${fixed(estimate, decimals)} ${unit}, ${limits}${p}${f}; ${fixed(standardized.estimate, 3)} ${sdUnit}`;
}

function wwcFacts({ wwc }: TrialSummary): Facts {
  if (wwc === null) return [];
  const { estimate, standardError, interval, pValue, improvementIndex, significant, profile } = wwc;
  const verdict = significant ? 'significant' : 'not significant';
  const index = `${improvementIndex.reported > 0 ? '+' : ''}${improvementIndex.reported}`;
  return [
    [
      `By ${profile}`,
      `g ${fixed(estimate, 3)}, SE ${fixed(standardError, 3)}, ${intervalText(interval, 3)}, ${pText(pValue)}: ${verdict} before any correction for several findings; improvement index ${index}`,
    ],
  ];
}

function subgroupBlocks({ subgroups, multiplicity }: SubgroupAnalysis): readonly ReportBlock[] {
  const tables = subgroups.flatMap(({ column, levels, interaction, unknown }): ReportBlock[] => {
    const missing = unknown === 0 ? '' : ` ${counted(unknown, 'row')} without ${column} left out.`;
    const test =
      interaction === null || interaction.pValue === null
        ? 'no test, see the notes.'
        : `${testName(interaction.test)} = ${fixed(interaction.statistic)}, df = ${interaction.numeratorDf} and ${fixed(interaction.denominatorDf ?? 0, Number.isInteger(interaction.denominatorDf) ? 0 : 1)}, ${pText(interaction.pValue)}, adjusted ${pText(interaction.adjustedPValue ?? 1)}.`;
    return [
      partTable(column, levels, ['p', 'adjusted p'], (level) => [
        pCell(level.effect?.pValue),
        pCell(level.adjustedPValue),
      ]),
      { kind: 'text', label: `Do effects differ by ${column}`, text: `${test}${missing}` },
      ...reasons(levels),
    ];
  });
  const { method, interactions, effects, level } = multiplicity;
  const families = `${method} at ${Number(level.toPrecision(6))}, over ${counted(interactions, 'interaction test')} and, apart from them, over ${counted(effects, 'effect')} within subgroups.`;
  return [...tables, { kind: 'text', label: 'Several tests', text: families }];
}

const testName = (test: string): string => (test === 'naive-F' ? 'F' : `F (${test})`);

function siteTable(column: string, sites: readonly PartEffect[]): ReportBlock {
  return partTable(column, sites, [], () => []);
}

function partTable<Part extends PartEffect>(
  column: string,
  parts: readonly Part[],
  header: readonly string[],
  more: (part: Part) => readonly string[],
): ReportBlock {
  const spread = Math.min(...parts.map(({ effect }) => effect?.standardError ?? 1));
  const decimals = decimalsFor(spread);
  return {
    kind: 'table',
    header: [column, 'n treatment', 'n control', 'effect', 'from', 'to', 'SD', ...header],
    rows: parts.map((part) => {
      const { label, nTreatment, nControl, effect, hedgesG } = part;
      const figures =
        effect === null || hedgesG === null
          ? ['-', '-', '-', '-']
          : [
              fixed(effect.estimate, decimals),
              effect.interval === null ? '-' : fixed(effect.interval.lower, decimals),
              effect.interval === null ? '-' : fixed(effect.interval.upper, decimals),
              fixed(hedgesG.estimate, 2),
            ];
      return [label, grouped(nTreatment), grouped(nControl), ...figures, ...more(part)];
    }),
  };
}

/** Why subgroups have no effect. */
function reasons(levels: readonly SubgroupEffect[]): readonly ReportBlock[] {
  const items = levels.flatMap(({ label, reason }) => (reason === null ? [] : [`${label}: ${reason}`]));
  return items.length === 0 ? [] : [{ kind: 'list', label: 'No effect for', items }];
}

/** Whether an analysis is the planned one, for a report. */
export function planBlock({ hash, asPlanned, deviations, notChecked }: PlanCheck): ReportBlock {
  const items = [
    ...deviations.map(({ message }) => message),
    ...(notChecked.length === 0 ? [] : [`Not checked here: ${notChecked.join('; ')}.`]),
  ];
  return { kind: 'list', label: `Plan ${hash.slice(0, 12)}: ${asPlanned ? 'as planned' : 'not as planned'}`, items };
}
