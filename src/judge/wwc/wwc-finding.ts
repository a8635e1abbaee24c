import { type ClusterDesign, clusterDesign, clusterDesignOfSize } from '../../estimate/effect/cluster-design.js';
import { hedgesCorrection } from '../../estimate/effect/hedges-correction.js';
import { improvementIndex } from '../../estimate/effect/improvement-index.js';
import { tInference } from '../../estimate/t-inference.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import type { WwcProfile } from '../profiles/profile.js';
import { wwcProfile } from '../profiles/profile-of.js';
import { effectOf, stepOf, type UncorrectedEffect } from './effect-of.js';
import type { WwcFinding, WwcStep } from './finding.js';
import type { WwcFindingInput } from './input.js';

const who = 'wwcFinding';

/**
 * A finding as the What Works Clearinghouse computes it: effect size, standard error, test, improvement index, and every correction.
 *
 * @param input - both arms as the study reports them, the type of the outcome, and the clusters that were assigned
 * @param profileId - the edition of the handbook; there is no default
 * @returns treatment minus comparison, in standard deviations; `benefit` is positive where it is good for students
 * @throws {@link EfficacyError} `zero_variance` when neither arm varies, `too_few_observations`, `too_few_clusters`, `zero_cell`,
 * `invalid_argument`
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
export function wwcFinding(input: WwcFindingInput, profileId: WwcProfile['id']): WwcFinding {
  const profile = wwcProfile(profileId, who);
  checkSizes(input);
  const effect = effectOf(input, profile);
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
  const { estimate, standardError, df } = answer;
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
    interval,
    unit: 'sd',
    method: `${profile.title}: g from ${effect.effectFrom}${clusters.design === null ? '' : ', corrected for clusters'}`,
    benefit,
    higherIsBetter,
    improvementIndex: { value: index, reported: roundAway(index, profile.improvementIndexDecimals.value) },
    significant: pValue < profile.significance.value,
    effectFrom: effect.effectFrom,
    pooledSd: effect.pooledSd,
    clusterDesign: clusters.design,
    iccFrom: clusters.iccFrom,
    steps: [...effect.steps, ...clusters.steps, ...answer.steps],
    nTreatment: input.treatment.n,
    nComparison: input.comparison.n,
    notes: [...effect.notes, ...clusters.notes],
  };
}

interface Corrected {
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
  readonly steps: readonly WwcStep[];
}

/** Handbook 4.1: clusters leave g alone and correct its t. */
function correctTest(
  input: WwcFindingInput,
  effect: UncorrectedEffect,
  design: ClusterDesign | null,
  profile: WwcProfile,
): Corrected {
  const total = input.treatment.n + input.comparison.n;
  const totalDf = total - 2 - effect.covariates;
  const omega = smallSample(effect, total - 2, profile);
  const estimate = omega.factor * effect.d;
  const divisor = profile.sizeTerm.value === '2N' && effect.covariates === 0 ? 2 * total : 2 * totalDf;
  const variance = errorVariance(input, effect, omega.factor, estimate, divisor);
  if (design === null || input.analysisAllowsForClusters === true) {
    return { estimate, standardError: Math.sqrt(variance), df: input.df ?? totalDf, steps: omega.steps };
  }
  const factor = Math.sqrt(design.gamma / design.eta);
  return {
    estimate,
    standardError: Math.sqrt(variance) / factor,
    df: design.h,
    steps: [
      ...omega.steps,
      stepOf('cluster-t', 't √(gamma/eta)', factor, profile.clusterCorrection),
      stepOf('cluster-df', 'h', design.h, profile.clusterCorrection),
    ],
  };
}

/** Handbook 5.0: clusters correct g itself, its small-sample factor and its variance. */
function correctEffect(
  input: WwcFindingInput,
  effect: UncorrectedEffect,
  design: ClusterDesign | null,
  profile: WwcProfile,
): Corrected {
  const totalDf = input.treatment.n + input.comparison.n - 2;
  const df = design?.h ?? totalDf - effect.covariates;
  const omega = smallSample(effect, design?.h ?? totalDf, profile);
  // Root gamma turns pooled into total standard deviations; log odds ratios and given effect sizes have no pooled one.
  const scaled = design !== null && effect.pooledSd !== null;
  const gamma = scaled ? design.gamma : 1;
  const estimate = omega.factor * Math.sqrt(gamma) * effect.d;
  const inflation = design === null ? 1 : input.analysisAllowsForClusters === true ? gamma : design.eta;
  const inflated = { ...effect, baseVariance: effect.baseVariance * inflation };
  const variance = errorVariance(input, inflated, omega.factor, estimate, 2 * df);
  const { clusterCorrection } = profile;
  const steps = scaled ? [stepOf('cluster-gamma', 'g √gamma', Math.sqrt(gamma), clusterCorrection)] : [];
  const variances =
    design === null
      ? []
      : [
          stepOf(
            'cluster-variance',
            inflation === gamma ? 'gamma SE²' : 'eta (1/nT + 1/nC)',
            inflation,
            clusterCorrection,
          ),
        ];
  return {
    estimate,
    standardError: Math.sqrt(variance),
    df: input.analysisAllowsForClusters === true ? (input.df ?? df) : df,
    steps: [...omega.steps, ...steps, ...variances],
  };
}

function smallSample(
  effect: UncorrectedEffect,
  df: number,
  profile: WwcProfile,
): { readonly factor: number; readonly steps: readonly WwcStep[] } {
  if (effect.effectFrom === 'effect-size') return { factor: 1, steps: [] };
  const factor = hedgesCorrection(df, profile.correction.value);
  return { factor, steps: [stepOf('small-sample', '1 - 3/(4 df - 1)', factor, profile.correction)] };
}

/** First term, and the second one where the outcome has a standard deviation of its own. */
function errorVariance(
  input: WwcFindingInput,
  effect: UncorrectedEffect,
  factor: number,
  g: number,
  divisor: number,
): number {
  if (!effect.hasSizeTerm) return factor ** 2 * effect.baseVariance;
  return effect.baseVariance + (input.statisticFrom === 'sample-sizes' ? 0 : g ** 2 / divisor);
}

interface Clusters {
  readonly design: ClusterDesign | null;
  readonly iccFrom: WwcFinding['iccFrom'];
  readonly steps: readonly WwcStep[];
  readonly notes: readonly Note[];
}

function clustersOf(
  { clusters, icc, outcomeType, treatment, comparison }: WwcFindingInput,
  profile: WwcProfile,
): Clusters {
  if (clusters === undefined) return { design: null, iccFrom: null, steps: [], notes: [] };
  const byType = profile.defaultIcc.value;
  const rho = icc ?? (Object.hasOwn(byType, outcomeType) ? byType[outcomeType] : Number.NaN);
  if (!(rho >= 0 && rho < 1)) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs an icc from 0 and below 1, or an outcomeType of ${Object.keys(byType).join(', ')}; got ${icc} and ${String(outcomeType)}`,
    );
  }
  const steps = icc === undefined ? [stepOf('default-icc', `icc of ${outcomeType}`, rho, profile.defaultIcc)] : [];
  const iccFrom = icc === undefined ? 'profile' : 'study';
  if (typeof clusters === 'object' && clusters.comparison === undefined) {
    const design = clusterDesign({ n: treatment.n, clusters: clusters.treatment }, { n: comparison.n }, rho);
    return { design, iccFrom, steps, notes: [] };
  }
  const arms = typeof clusters === 'object' ? [clusters.treatment, clusters.comparison as number] : [];
  const count = typeof clusters === 'object' ? arms.reduce((sum, m) => sum + m, 0) : clusters;
  const total = treatment.n + comparison.n;
  if (!(count >= 2 && count <= total)) {
    throw new EfficacyError(
      'too_few_clusters',
      `${who} needs 2 clusters or more, and no more than units; got ${count} for ${total} units`,
      {
        clusters: count,
      },
    );
  }
  const lone = arms.some((m) => m < 2);
  // The WWC takes one average size over both arms.
  return {
    design: clusterDesignOfSize(treatment.n, comparison.n, total / count, rho),
    iccFrom,
    steps,
    notes: lone ? [confounded] : [],
  };
}

const confounded: Note = {
  code: 'one_cluster_in_an_arm',
  message: 'An arm with a single cluster cannot be told from that cluster: the WWC does not rate such a finding.',
};

function checkSizes({ treatment, comparison }: WwcFindingInput): void {
  const good = [treatment.n, comparison.n].every((n) => Number.isInteger(n) && n >= 2);
  if (good) return;
  throw new EfficacyError(
    'too_few_observations',
    `${who} needs at least 2 units in each arm; got ${treatment.n} in treatment and ${comparison.n} in comparison`,
    { nTreatment: treatment.n, nComparison: comparison.n },
  );
}

/** Halves away from zero, so that a benefit and its opposite are reported alike; never -0. */
function roundAway(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return (Math.sign(value) * Math.round(Math.abs(value) * scale)) / scale + 0;
}
