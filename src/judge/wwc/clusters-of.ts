import {
  type ClusterDesign,
  clusterDesignFor,
  clusterDesignOfSize,
} from '../../estimate/effect/clusters/cluster-design.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import type { WwcProfile } from '../profiles/profile.js';
import { stepOf } from './effect-of.js';
import type { WwcFinding, WwcStep } from './finding.js';
import type { WwcFindingInput } from './input.js';

const who = 'wwcFinding';

/** The clusters of a finding; none is a null design. */
export interface Clusters {
  readonly design: ClusterDesign | null;
  readonly iccFrom: WwcFinding['iccFrom'];
  readonly steps: readonly WwcStep[];
  readonly notes: readonly Note[];
}

/** Reads the clusters and their intraclass correlation. @throws as wwcFinding */
export function clustersOf(
  { clusters, icc, outcomeType, treatment, comparison }: WwcFindingInput,
  profile: WwcProfile,
): Clusters {
  if (clusters === undefined) return { design: null, iccFrom: null, steps: [], notes: [] };
  const byType = profile.defaultIcc.value;
  const rho = icc ?? (Object.hasOwn(byType, outcomeType) ? byType[outcomeType] : Number.NaN);
  if (!(Number.isFinite(rho) && rho >= 0 && rho < 1)) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs an icc from 0 and below 1, or an outcomeType of ${Object.keys(byType).join(', ')}; got ${icc} and ${String(outcomeType)}`,
    );
  }
  const steps = icc === undefined ? [stepOf('default-icc', `icc of ${outcomeType}`, rho, profile.defaultIcc)] : [];
  const iccFrom = icc === undefined ? 'profile' : 'study';
  if (typeof clusters === 'object' && clusters.comparison === undefined) {
    const design = clusterDesignFor(who, { n: treatment.n, clusters: clusters.treatment }, { n: comparison.n }, rho);
    return { design, iccFrom, steps, notes: [] };
  }
  const arms = typeof clusters === 'object' ? [clusters.treatment, clusters.comparison as number] : [];
  const count = typeof clusters === 'object' ? arms.reduce((sum, m) => sum + m, 0) : clusters;
  const total = treatment.n + comparison.n;
  if (!(Number.isFinite(count) && count >= 2 && count <= total)) {
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
