import type { Sample } from '../../../aggregate/moments.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { TestedEstimate } from '../../estimate.js';
import { tInference } from '../../t-inference.js';
import { pooledSd, twoGroups } from '../../two-groups.js';
import { finiteEffect } from '../finite-effect.js';
import { correctionBy, type HedgesCorrection } from '../means/hedges-correction.js';
import { needRecord } from '../needs.js';
import { type ClusterDesign, clusterDesignFor } from './cluster-design.js';

/** How the clusters of {@link clusteredHedgesG} lie, and its other options. */
export interface ClusteredHedgesGOptions {
  /** Intraclass correlation of the outcome, from 0 and below 1. */
  readonly icc: number;
  /** Clusters of each arm, by number (of one size) or by their sizes; leave out the arm that has none. */
  readonly clusters: {
    readonly treatment?: number | ArrayLike<number>;
    readonly control?: number | ArrayLike<number>;
  };
  /** On h degrees of freedom. @defaultValue `'approximate'`, as the What Works Clearinghouse does */
  readonly correction?: HedgesCorrection;
  /** Confidence level, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number;
}

/** A standardized mean difference of arms whose units come in clusters. */
export interface ClusteredHedgesG extends TestedEstimate {
  /** Which quantity this is. */
  readonly kind: 'hedges-g';
  /** Of the estimate, in `unit`. */
  readonly standardError: number;
  /** h: those of the pooled variance, fewer than N - 2. */
  readonly df: number;
  /** Confidence limits, in `unit`. */
  readonly interval: Interval;
  /** The estimate over its standard error. */
  readonly statistic: number;
  /** Two-sided, of the hypothesis that the effect is 0. */
  readonly pValue: number;
  /** Standard deviations of the outcome. */
  readonly unit: 'sd';
  /** The total standard deviation, between clusters and within. */
  readonly standardizer: 'total';
  /** Pooled standard deviation of both arms, in points. */
  readonly pooledSd: number;
  /** The small-sample correction that was used. */
  readonly correction: HedgesCorrection;
  /** What the uncorrected effect was multiplied by. */
  readonly correctionFactor: number;
  /** The formula of the squared standard error. */
  readonly varianceFormula: 'eta (1/nT + 1/nC) + g²/(2 h)';
  /** How the limits were made. */
  readonly intervalMethod: 't';
  /** The corrections for clusters, with the sizes behind them. */
  readonly clusterDesign: ClusterDesign;
  /** Units of the treatment arm. */
  readonly nTreatment: number;
  /** Units of the control arm. */
  readonly nControl: number;
}

/**
 * Hedges' g of arms whose units were assigned in clusters and whose means were compared as if they had not been.
 *
 * g = J(h) √gamma (mean - mean)/S; standard error √(eta (1/nT + 1/nC) + g²/(2 h)), Student's t with h degrees of freedom. Where the
 * analysis already allowed for the clusters use {@link adjustedHedgesG} with its standard error instead, or they count twice.
 *
 * @param treatment - values, moments, or n, mean and sd, of the units, not of the clusters, in any unit
 * @param control - the same for the control group
 * @returns treatment minus control, in total standard deviations
 * @throws {@link EfficacyError} `too_few_clusters`, `too_few_observations`, `zero_variance`, `invalid_argument`
 *
 * @example
 * clusteredHedgesG(treated, untreated, { icc: 0.2, clusters: { treatment: 5, control: 5 } });
 *
 * @see Hedges (2007), J. Educ. Behav. Stat. 32(4), 341-370; WWC Procedures Handbook 5.0, Appendix E.
 */
export function clusteredHedgesG(
  treatment: Sample,
  control: Sample,
  options: ClusteredHedgesGOptions,
): ClusteredHedgesG {
  const who = 'clusteredHedgesG';
  needRecord(options?.clusters, who, 'options with the icc and the clusters of each arm that has them');
  const { icc, clusters, correction = 'approximate', level = 0.95 } = options;
  checkLevel(who, level);
  const groups = twoGroups(treatment, control, who);
  const { treatment: t, control: c } = groups;
  const design = clusterDesignFor(who, armOf(t.n, clusters.treatment), armOf(c.n, clusters.control), icc);
  const sd = pooledSd(groups, who);
  const correctionFactor = correctionBy(who, design.h, correction);
  const estimate = finiteEffect((correctionFactor * Math.sqrt(design.gamma) * (t.mean - c.mean)) / sd, who);
  const standardError = Math.sqrt(design.eta * (1 / t.n + 1 / c.n) + estimate ** 2 / (2 * design.h));
  return {
    kind: 'hedges-g',
    estimate,
    standardError,
    df: design.h,
    ...tInference(estimate, standardError, design.h, level),
    unit: 'sd',
    method: `Hedges' g (${correction} correction on h degrees of freedom) for clusters: difference in means over the pooled standard deviation, times the root of gamma; t interval`,
    standardizer: 'total',
    pooledSd: sd,
    correction,
    correctionFactor,
    varianceFormula: 'eta (1/nT + 1/nC) + g²/(2 h)',
    intervalMethod: 't',
    clusterDesign: design,
    nTreatment: t.n,
    nControl: c.n,
    notes: [],
  };
}

function armOf(n: number, clusters: number | ArrayLike<number> | undefined) {
  if (clusters === undefined) return { n };
  return typeof clusters === 'number' ? { n, clusters } : { n, sizes: clusters };
}
