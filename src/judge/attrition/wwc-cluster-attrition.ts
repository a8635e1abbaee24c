import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { type AttritionCounts, type AttritionOptions, attritionOf, type WwcAttrition } from './wwc-attrition.js';

/**
 * Students in the analysis who came to their cluster after it was assigned. `'none'`: there are none, or they were left out.
 * `'low-risk'`: they came too early, or too unaware, for the assignment to have drawn them, by the rule of the protocol.
 * `'at-risk'`: the assignment may have drawn them.
 */
export type Joiners = 'none' | 'low-risk' | 'at-risk';

/** All of them. */
export const joinerKinds: readonly Joiners[] = ['none', 'low-risk', 'at-risk'];

/** What was assigned as clusters and what is analysed of it. */
export interface ClusterAttritionCounts {
  /** Clusters assigned, and those of which anybody is analysed. */
  readonly clusters: AttritionCounts;
  /**
   * Individuals **in the clusters that are analysed**: those there at assignment (with low-risk joiners counted, where these are analysed),
   * and those analysed. Individuals of lost clusters are in neither count: they are lost with their cluster.
   */
  readonly individuals: AttritionCounts;
  /** Whether later joiners are analysed; unstated it stays a question. */
  readonly joiners?: Joiners;
}

/** Attrition of a trial that assigned clusters. */
export interface WwcClusterAttrition {
  /** Which record this is. */
  readonly kind: 'wwc-cluster-attrition';
  /** Edition of the handbook that it was judged by. */
  readonly profile: WwcAttrition['profile'];
  /** The boundary that was chosen. */
  readonly boundary: WwcAttrition['boundary'];
  /** Low when both levels are low. */
  readonly level: 'low' | 'high';
  /** Of the clusters. */
  readonly clusters: WwcAttrition;
  /** Of the individuals in the clusters that are analysed. */
  readonly individuals: WwcAttrition;
  /** What was said of later joiners. */
  readonly joiners: Joiners | 'unstated';
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * Attrition of clusters, and of individuals inside the clusters that stayed, each by the table of the What Works Clearinghouse.
 *
 * @param counts - clusters, individuals of the analysed clusters, and what became of later joiners
 * @param options - the boundary and the edition; both must be said
 * @throws {@link EfficacyError} as {@link wwcAttrition}; `invalid_argument` for fewer individuals than clusters in an arm
 *
 * @example
 * wwcClusterAttrition(
 *   {
 *     clusters: { treatment: { assigned: 20, analysed: 19 }, control: { assigned: 20, analysed: 19 } },
 *     individuals: { treatment: { assigned: 950, analysed: 880 }, control: { assigned: 960, analysed: 900 } },
 *     joiners: 'none',
 *   },
 *   { boundary: 'cautious', profile: 'wwc-4.1' },
 * ).level; // 'low'
 *
 * @see WWC Standards Handbook 4.1, chapter II.B, steps 1 to 3.
 */
export function wwcClusterAttrition(counts: ClusterAttritionCounts, options: AttritionOptions): WwcClusterAttrition {
  const who = 'wwcClusterAttrition';
  const { joiners } = counts;
  need(
    joiners === undefined || joinerKinds.includes(joiners),
    'invalid_argument',
    who,
    `joiners ${joinerKinds.join(', ')}, or left out`,
    String(joiners),
  );
  const clusters = attritionOf(counts.clusters, options, who, 'clusters');
  const individuals = attritionOf(counts.individuals, options, who, 'individuals');
  for (const arm of ['treatment', 'control'] as const) {
    const [inClusters, people] = [clusters[arm].analysed, individuals[arm].analysed];
    need(
      people >= inClusters && (inClusters > 0 || people === 0),
      'invalid_argument',
      who,
      `in the ${arm} arm an individual or more in each analysed cluster, and none without one`,
      `${people} individuals in ${inClusters} clusters`,
      { arm, individuals: people, clusters: inClusters },
    );
  }
  return {
    kind: 'wwc-cluster-attrition',
    profile: clusters.profile,
    boundary: clusters.boundary,
    level: clusters.level === 'low' && individuals.level === 'low' ? 'low' : 'high',
    clusters,
    individuals,
    joiners: joiners ?? 'unstated',
    notes: [...clusters.notes, ...individuals.notes],
  };
}
