import type { ClusterDesign } from '../../estimate/effect/clusters/cluster-design.js';
import type { TestedEstimate } from '../../estimate/estimate.js';
import type { Interval } from '../../support/interval.js';
import type { WwcProfile } from '../profiles/profile.js';

/** One thing that was done to a finding. */
export interface WwcStep {
  /** Stable word for what was done. */
  readonly step: string;
  /** In symbols. */
  readonly formula: string;
  /** What came of it, or the factor that was used. */
  readonly value: number;
  /** Title and edition of the handbook. */
  readonly source: string;
  /** Where it is said there. */
  readonly section: string;
  /** Whether it was read there or is known from elsewhere. */
  readonly confidence: 'verified' | 'unverified';
}

/** A finding as the What Works Clearinghouse would compute it. */
export interface WwcFinding extends TestedEstimate {
  /** Which quantity this is. */
  readonly kind: 'wwc-finding';
  /** The edition that the finding was computed by. */
  readonly profile: WwcProfile['id'];
  /** g: treatment minus comparison, in standard deviations, whichever way is good. */
  readonly estimate: number;
  /** Of g, in standard deviations, with every correction. */
  readonly standardError: number;
  /** N - 2 less covariates, h with clusters, or the study's own. */
  readonly df: number;
  /** The estimate over its standard error. */
  readonly statistic: number;
  /** Two-sided, of the hypothesis that the effect is 0. */
  readonly pValue: number;
  /** Limits of g at one less the profile's level of the test. */
  readonly interval: Interval;
  /** Standard deviations; `standardizer` says which. */
  readonly unit: 'sd';
  /** g with its sign turned where less is better: positive is good for students. */
  readonly benefit: number;
  /** Whether more of the outcome is good for students. */
  readonly higherIsBetter: boolean;
  /** Percentile points gained by the average comparison student, from the unrounded benefit; and as it is reported. */
  readonly improvementIndex: { readonly value: number; readonly reported: number };
  /** Two-sided at the profile's level, before any correction for multiple comparisons. */
  readonly significant: boolean;
  /** What the effect was had from. */
  readonly effectFrom: 'means' | 'shares' | 'adjusted-difference' | 'difference-in-differences' | 'effect-size';
  /**
   * What the difference is divided by: the pooled SD of units, the total SD over clusters, the SD of a logistic distribution that the Cox index
   * takes, or what the study took.
   */
  readonly standardizer: 'pooled' | 'total' | 'logistic' | 'as-given';
  /** Small-sample correction: the closed form 1 - 3/(4 df - 1), but for an effect size taken as it was given. */
  readonly correction: 'approximate' | 'none';
  /** Where the interval comes from. */
  readonly intervalMethod: 't';
  /** The formula of the squared standard error, in the handbook's letters; S is `pooledSd`, q the covariates, h, gamma and eta the design's. */
  readonly varianceFormula: string;
  /** Pooled unadjusted standard deviation, in points; null where none was needed. */
  readonly pooledSd: number | null;
  /** The corrections for clusters; null where units were assigned. */
  readonly clusterDesign: ClusterDesign | null;
  /** Whether the study or the profile gave the intraclass correlation; null without clusters. */
  readonly iccFrom: 'study' | 'profile' | null;
  /** Every correction in the order in which it was applied. */
  readonly steps: readonly WwcStep[];
  /** Units of the treatment arm. */
  readonly nTreatment: number;
  /** Units of the comparison arm. */
  readonly nComparison: number;
}
