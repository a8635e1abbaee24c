import { finiteEffect, finiteLimits } from '../../estimate/effect/finite-effect.js';
import { improvementIndex } from '../../estimate/effect/reading/improvement-index.js';
import { tInference } from '../../estimate/t-inference.js';
import { EfficacyError } from '../../support/errors.js';
import type { WwcProfile } from '../profiles/profile.js';
import { profileNamed } from '../profiles/profile-of.js';
import { checkedInput } from './check-input.js';
import { clustersOf } from './clusters-of.js';
import { correctEffect, correctTest } from './correct.js';
import { effectOf } from './effect-of.js';
import type { WwcFinding } from './finding.js';
import type { WwcFindingInput } from './input.js';

const who = 'wwcFinding';

/**
 * A finding as the What Works Clearinghouse computes it: effect size, standard error, test, improvement index, and every correction.
 *
 * @param reported - both arms as the study reports them, the type of the outcome, and the clusters that were assigned
 * @param profileId - the edition of the handbook; there is no default
 * @returns treatment minus comparison, in standard deviations; `benefit` is positive where it is good for students
 * @throws {@link EfficacyError} `zero_variance` when neither arm varies, `too_few_observations`, `too_few_clusters`, `zero_cell`,
 * `invalid_argument`, `overflow`
 *
 * @example
 * wwcFinding(
 *   {
 *     treatment: { n: 120, mean: 204.1, sd: 15.2 },
 *     comparison: { n: 110, mean: 201.3, sd: 14.6 },
 *     outcomeType: 'achievement',
 *     clusters: 10,
 *   },
 *   'wwc-5.0',
 * ).estimate; // 0.183
 *
 * @see WWC Procedures and Standards Handbook 5.0, Appendix E; WWC Procedures Handbook 4.1, Appendices E and F; Hedges (2007),
 * J. Educ. Behav. Stat. 32(4), 341-370.
 */
export function wwcFinding(reported: WwcFindingInput, profileId: WwcProfile['id']): WwcFinding {
  const profile = profileNamed(profileId, who);
  const input = checkedInput(reported);
  const effect = effectOf(input, profile);
  const left = input.treatment.n + input.comparison.n - 2 - effect.covariates;
  if (left < 1) {
    throw new EfficacyError(
      'too_few_observations',
      `${who} needs more units than covariates and arms; got ${input.treatment.n} and ${input.comparison.n} units and ${effect.covariates} covariates`,
      { covariates: effect.covariates },
    );
  }
  const clusters = clustersOf(input, profile);
  if (input.analysisAllowsForClusters === true && !effect.ownError) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs the standard error of an analysis that allows for clusters, as adjusted.standardError; without it leave analysisAllowsForClusters out, and the test is corrected`,
    );
  }
  const answer = (profile.clusterCorrection.value === 'effect' ? correctEffect : correctTest)(
    input,
    effect,
    clusters.design,
    profile,
  );
  const { df } = answer;
  const standardError = finiteEffect(answer.standardError, who);
  const estimate = finiteEffect(answer.estimate, who) + 0; // 0 for -0
  const { higherIsBetter = true } = input;
  const benefit = higherIsBetter ? estimate : 0 - estimate;
  const { statistic, pValue, interval } = tInference(estimate, standardError, df, 1 - profile.significance.value);
  const index = improvementIndex(benefit);
  return {
    kind: 'wwc-finding',
    profile: profile.id,
    estimate,
    standardError,
    df,
    statistic,
    pValue,
    interval: finiteLimits(interval, df, who),
    unit: 'sd',
    method: `${profile.title}: g from ${effect.effectFrom}${clusters.design === null ? '' : ', corrected for clusters'}`,
    benefit,
    higherIsBetter,
    improvementIndex: { value: index, reported: roundAway(index, profile.improvementIndexDecimals.value) },
    significant: pValue < profile.significance.value,
    effectFrom: effect.effectFrom,
    standardizer: standardizerOf(
      effect.effectFrom,
      clusters.design !== null && profile.clusterCorrection.value === 'effect',
    ),
    correction: answer.steps.some(({ step }) => step === 'small-sample') ? 'approximate' : 'none',
    intervalMethod: 't',
    varianceFormula: answer.varianceFormula,
    pooledSd: effect.pooledSd,
    clusterDesign: clusters.design,
    iccFrom: clusters.iccFrom,
    steps: [...effect.steps, ...clusters.steps, ...answer.steps],
    nTreatment: input.treatment.n,
    nComparison: input.comparison.n,
    notes: [...effect.notes, ...clusters.notes],
  };
}

function standardizerOf(from: WwcFinding['effectFrom'], overClusters: boolean): WwcFinding['standardizer'] {
  if (from === 'effect-size') return 'as-given';
  if (from === 'shares') return 'logistic';
  return overClusters ? 'total' : 'pooled';
}

/** Halves away from zero, so that a benefit and its opposite are reported alike; never -0. */
function roundAway(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return (Math.sign(value) * Math.round(Math.abs(value) * scale)) / scale + 0;
}
