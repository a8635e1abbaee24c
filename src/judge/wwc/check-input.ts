import { isDf, needOneOf, needRecord } from '../../estimate/effect/needs.js';
import { EfficacyError } from '../../support/errors.js';
import type { WwcArm, WwcFindingInput } from './input.js';

const who = 'wwcFinding';

/**
 * What a study reports, with JSON's null for what it does not report taken as absent, so that whatever is imputed is said to be.
 *
 * @throws {@link EfficacyError} `invalid_argument` for figures that say two things or that nothing would be done with; `too_few_clusters` for an arm
 * with fewer than one cluster or more clusters than units
 */
export function checkedInput(input: WwcFindingInput): WwcFindingInput {
  needRecord(input, who, 'a finding with treatment, comparison and outcomeType');
  const { treatment, comparison, adjusted, clusters, ...rest } = present(input);
  for (const arm of [treatment, comparison]) needRecord(arm, who, 'both arms, treatment and comparison, with their n');
  const said: WwcFindingInput = {
    ...rest,
    treatment: present(treatment),
    comparison: present(comparison),
    ...(adjusted !== undefined && { adjusted: present(adjusted) }),
    ...(clusters !== undefined && { clusters: typeof clusters === 'object' ? present(clusters) : clusters }),
  };
  checkFigures(said);
  checkNumbers(said);
  refuseContradictions(said);
  return said;
}

/** Refuses text and the like in the place of a number: what is added would be joined. */
function checkNumbers(said: WwcFindingInput): void {
  const { treatment, comparison, adjusted, clusters, effectSize, correlation, icc, df } = said;
  const groups: Readonly<Record<string, object>> = {
    '': { effectSize, correlation, icc, df },
    'treatment.': { ...treatment, before: treatment.before?.mean },
    'comparison.': { ...comparison, before: comparison.before?.mean },
    'adjusted.': adjusted ?? {},
    'clusters.': typeof clusters === 'object' ? clusters : { all: clusters },
  };
  for (const [prefix, figures] of Object.entries(groups)) {
    for (const [name, value] of Object.entries(figures)) {
      if (value === undefined || Number.isFinite(value)) continue;
      refuse(
        `needs a finite number as ${prefix}${name}, or none; got ${typeof value === 'object' ? 'an object' : String(value)}`,
      );
    }
  }
}

function checkFigures(input: WwcFindingInput): void {
  const { treatment, comparison, outcomeType, higherIsBetter = true, statisticFrom = 'standard-error', df } = input;
  needOneOf(outcomeType, ['achievement', 'behavior', 'other'], who, 'outcomeType');
  needOneOf(higherIsBetter, [true, false], who, 'higherIsBetter');
  needOneOf(statisticFrom, ['standard-error', 'sample-sizes'], who, 'statisticFrom');
  if (df !== undefined && !isDf(df)) {
    throw new EfficacyError('invalid_argument', `${who} needs df above 0, from 1e-10 to 2^53 - 1, or none; got ${df}`, {
      df: String(df),
    });
  }
  const good = [treatment.n, comparison.n].every((n) => Number.isSafeInteger(n) && n >= 2);
  if (good) return;
  throw new EfficacyError(
    'too_few_observations',
    `${who} needs at least 2 units in each arm; got ${treatment.n} in treatment and ${comparison.n} in comparison`,
    { nTreatment: treatment.n, nComparison: comparison.n },
  );
}

function refuseContradictions(said: WwcFindingInput): void {
  const { treatment, comparison, adjusted, clusters, icc, correlation, df, analysisAllowsForClusters } = said;
  const isShare = (arm: WwcArm): boolean => arm.p !== undefined || arm.events !== undefined;
  for (const arm of [treatment, comparison]) {
    if (arm.events !== undefined && arm.p !== undefined) refuse('needs events or the share p of an arm, and not both');
    if (isShare(arm) && arm.mean !== undefined) refuse('needs the mean or the share of an arm, and not both');
  }
  if (df !== undefined && adjusted?.standardError === undefined)
    refuse('needs the standard error that df belongs to, as adjusted.standardError; leave df out otherwise');
  if (said.statisticFrom === 'sample-sizes' && isShare(treatment) && adjusted?.standardError !== undefined)
    refuse(
      'needs a test of shares by the sizes of the arms, or by the standard error of their difference, and not both',
    );
  const before = treatment.before ?? comparison.before;
  const from = adjusted ?? said.effectSize ?? (isShare(treatment) || undefined);
  if (before !== undefined && from !== undefined)
    refuse(
      'takes means before off means after; leave them out beside shares, an effectSize or a difference that is adjusted already',
    );
  if (icc !== undefined && clusters === undefined)
    refuse('needs the number of clusters beside icc; leave icc out where units were assigned one by one');
  if (correlation !== undefined && treatment.before === undefined && comparison.before === undefined)
    refuse('needs the means before beside their correlation with those after');
  if (![undefined, true, false].includes(analysisAllowsForClusters))
    refuse(`needs analysisAllowsForClusters true or false; got ${String(analysisAllowsForClusters)}`);
  if (analysisAllowsForClusters === true && clusters === undefined)
    refuse('needs the number of clusters that the analysis allows for, as clusters');
  if (typeof clusters !== 'object') return;
  for (const [arm, count, { n }] of [
    ['treatment', clusters.treatment, treatment],
    ['comparison', clusters.comparison ?? 1, comparison],
  ] as const) {
    if (Number.isFinite(count) && count >= 1 && count <= n) continue;
    throw new EfficacyError(
      'too_few_clusters',
      `${who} needs at least 1 cluster in the ${arm} arm, and no more than its ${n} units; got ${count}`,
      { arm, clusters: String(count) },
    );
  }
}

/** The members that are not null. */
function present<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null)) as T;
}

function refuse(message: string): never {
  throw new EfficacyError('invalid_argument', `${who} ${message}`);
}
