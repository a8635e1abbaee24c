import type { ClusterDesign } from '../../estimate/effect/clusters/cluster-design.js';
import { correctionBy } from '../../estimate/effect/means/hedges-correction.js';
import type { WwcProfile } from '../profiles/profile.js';
import { stepOf, type UncorrectedEffect } from './effect-of.js';
import type { WwcStep } from './finding.js';
import type { WwcFindingInput } from './input.js';

/** An effect with its corrections. */
export interface Corrected {
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
  /** Of the squared standard error, in symbols. */
  readonly varianceFormula: string;
  readonly steps: readonly WwcStep[];
}

/** Handbook 4.1: clusters leave g alone and correct its t. */
export function correctTest(
  input: WwcFindingInput,
  effect: UncorrectedEffect,
  design: ClusterDesign | null,
  profile: WwcProfile,
): Corrected {
  const total = input.treatment.n + input.comparison.n;
  const totalDf = total - 2 - effect.covariates;
  const { factor, steps } = smallSample(effect, total - 2, profile);
  const estimate = factor * effect.d;
  const divisor = profile.sizeTerm.value === '2N' && effect.covariates === 0 ? 2 * total : 2 * totalDf;
  const standardError = Math.sqrt(errorVariance(input, effect, 1, factor, estimate, divisor));
  const divided = effect.covariates > 0 ? '2 (N - 2 - q)' : profile.sizeTerm.value === '2N' ? '2 N' : '2 (N - 2)';
  const plainFormula = formulaOf(input, effect, '', divided);
  if (design === null || input.analysisAllowsForClusters === true) {
    return {
      estimate,
      standardError,
      df: ownDf(input, effect, design?.h ?? totalDf),
      varianceFormula: plainFormula,
      steps,
    };
  }
  const shrinkage = Math.sqrt(design.gamma / design.eta);
  return {
    estimate,
    standardError: standardError / shrinkage,
    df: design.h,
    varianceFormula: `eta/gamma (${plainFormula})`,
    steps: [
      ...steps,
      stepOf('cluster-t', 't √(gamma/eta)', shrinkage, profile.clusterCorrection),
      stepOf('cluster-df', 'h', design.h, profile.clusterCorrection),
    ],
  };
}

/** Handbook 5.0: clusters correct g itself, its small-sample factor and its variance. */
export function correctEffect(
  input: WwcFindingInput,
  effect: UncorrectedEffect,
  design: ClusterDesign | null,
  profile: WwcProfile,
): Corrected {
  const totalDf = input.treatment.n + input.comparison.n - 2;
  const df = design?.h ?? totalDf - effect.covariates;
  const { factor, steps } = smallSample(effect, design?.h ?? totalDf, profile);
  // Root gamma turns pooled into total standard deviations; log odds ratios and given effect sizes have no pooled one.
  const gamma = effect.pooledSd === null ? 1 : (design?.gamma ?? 1);
  const estimate = factor * Math.sqrt(gamma) * effect.d;
  const allowed = input.analysisAllowsForClusters === true;
  const inflation = allowed ? gamma : (design?.eta ?? 1);
  const { clusterCorrection } = profile;
  const effectStep = stepOf('cluster-gamma', 'g √gamma', Math.sqrt(gamma), clusterCorrection);
  const varianceStep = stepOf(
    'cluster-variance',
    allowed ? 'gamma times the first term' : 'eta times the first term',
    inflation,
    clusterCorrection,
  );
  return {
    estimate,
    standardError: Math.sqrt(errorVariance(input, effect, inflation, factor, estimate, 2 * df)),
    df: design === null || allowed ? ownDf(input, effect, df) : df,
    varianceFormula: formulaOf(
      input,
      effect,
      design === null || (allowed && effect.pooledSd === null) ? '' : allowed ? 'gamma ' : 'eta ',
      design !== null ? '2 h' : effect.covariates > 0 ? '2 (N - 2 - q)' : '2 (N - 2)',
    ),
    steps: [
      ...steps,
      ...(design === null || effect.pooledSd === null ? [] : [effectStep]),
      ...(design === null ? [] : [varianceStep]),
    ],
  };
}

/** Degrees of freedom of the study's own standard error where that is what is used, and it says them. */
const ownDf = (input: WwcFindingInput, effect: UncorrectedEffect, otherwise: number): number =>
  effect.ownError ? (input.df ?? otherwise) : otherwise;

function smallSample(
  effect: UncorrectedEffect,
  df: number,
  profile: WwcProfile,
): { readonly factor: number; readonly steps: readonly WwcStep[] } {
  if (effect.effectFrom === 'effect-size') return { factor: 1, steps: [] };
  const factor = correctionBy('wwcFinding', df, profile.correction.value);
  return { factor, steps: [stepOf('small-sample', '1 - 3/(4 df - 1)', factor, profile.correction)] };
}

/** The same in symbols. */
function formulaOf(input: WwcFindingInput, effect: UncorrectedEffect, inflation: string, divisor: string): string {
  const first = `${inflation}${effect.baseFormula}`;
  if (!effect.hasSizeTerm) return `omega² ${first}`;
  return input.statisticFrom === 'sample-sizes' ? first : `${first} + g²/(${divisor})`;
}

/** First term, inflated, and the second one where the outcome has a standard deviation of its own. */
function errorVariance(
  input: WwcFindingInput,
  effect: UncorrectedEffect,
  inflation: number,
  factor: number,
  g: number,
  divisor: number,
): number {
  const first = inflation * effect.baseVariance;
  if (!effect.hasSizeTerm) return factor ** 2 * first;
  return first + (input.statisticFrom === 'sample-sizes' ? 0 : g ** 2 / divisor);
}
