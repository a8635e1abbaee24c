import { needOneOf, needRecord } from '../../estimate/effect/needs.js';
import { EfficacyError } from '../../support/errors.js';
import type { WwcFindingInput } from './input.js';

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
  refuseContradictions(said);
  return said;
}

function checkFigures(input: WwcFindingInput): void {
  const { treatment, comparison, outcomeType, higherIsBetter = true, statisticFrom = 'standard-error', df } = input;
  needOneOf(outcomeType, ['achievement', 'behavior', 'other'], who, 'outcomeType');
  needOneOf(higherIsBetter, [true, false], who, 'higherIsBetter');
  needOneOf(statisticFrom, ['standard-error', 'sample-sizes'], who, 'statisticFrom');
  if (df !== undefined && !(df > 0 && Number.isFinite(df))) {
    throw new EfficacyError('invalid_argument', `${who} needs df above 0, or none; got ${df}`, { df: String(df) });
  }
  const good = [treatment.n, comparison.n].every((n) => Number.isInteger(n) && n >= 2);
  if (good) return;
  throw new EfficacyError(
    'too_few_observations',
    `${who} needs at least 2 units in each arm; got ${treatment.n} in treatment and ${comparison.n} in comparison`,
    { nTreatment: treatment.n, nComparison: comparison.n },
  );
}

function refuseContradictions(said: WwcFindingInput): void {
  const { treatment, comparison, clusters, icc, correlation, analysisAllowsForClusters } = said;
  if (icc !== undefined && clusters === undefined)
    refuse('needs the number of clusters beside icc; leave icc out where units were assigned one by one');
  if (correlation !== undefined && treatment.before === undefined && comparison.before === undefined)
    refuse('needs the means before beside their correlation with those after');
  if (![undefined, true, false].includes(analysisAllowsForClusters))
    refuse(`needs analysisAllowsForClusters true or false; got ${String(analysisAllowsForClusters)}`);
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
