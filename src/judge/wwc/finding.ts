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
  readonly value: number;
  readonly source: string;
  readonly section: string;
  readonly confidence: 'verified' | 'unverified';
}

/** A finding as the What Works Clearinghouse would compute it. */
export interface WwcFinding extends TestedEstimate {
  readonly kind: 'wwc-finding';
  readonly profile: WwcProfile['id'];
  /** g: treatment minus comparison, in standard deviations, whichever way is good. */
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly interval: Interval;
  readonly unit: 'sd';
  /** g with its sign turned where less is better: positive is good for students. */
  readonly benefit: number;
  readonly higherIsBetter: boolean;
  /** Percentile points gained by the average comparison student, from the unrounded benefit; and as it is reported. */
  readonly improvementIndex: { readonly value: number; readonly reported: number };
  /** Two-sided at the profile's level, before any correction for multiple comparisons. */
  readonly significant: boolean;
  /** What the effect was had from. */
  readonly effectFrom: 'means' | 'shares' | 'adjusted-difference' | 'difference-in-differences' | 'effect-size';
  /** Pooled unadjusted standard deviation, in points; null where none was needed. */
  readonly pooledSd: number | null;
  readonly clusterDesign: ClusterDesign | null;
  readonly iccFrom: 'study' | 'profile' | null;
  /** Every correction in the order in which it was applied. */
  readonly steps: readonly WwcStep[];
  readonly nTreatment: number;
  readonly nComparison: number;
}
