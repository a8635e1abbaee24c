import type { Moments } from '../../aggregate/moments.js';
import { sd } from '../../aggregate/moments.js';
import { numericColumnOf, type Table } from '../../columns/table.js';
import type { TestedEstimate } from '../../estimate/estimate.js';
import type { WwcProfile } from '../../judge/profiles/profile.js';
import type { WwcFinding } from '../../judge/wwc/finding.js';
import type { WwcArm, WwcFindingInput } from '../../judge/wwc/input.js';
import { wwcFinding } from '../../judge/wwc/wwc-finding.js';
import type { Note } from '../../support/notes.js';
import type { ClusterCounts } from './clusters.js';
import type { TrialDesign } from './design.js';

/** The finding of a trial as the What Works Clearinghouse computes it, from the analysed sample and the estimate of the design. */
export function wwcOfTrial(
  sample: Table,
  arms: { readonly treatment: Moments; readonly control: Moments },
  design: TrialDesign,
  profile: WwcProfile['id'],
  adjustedFor: readonly string[],
  clusters: ClusterCounts | null,
  intentToTreat: TestedEstimate,
  who: string,
): WwcFinding {
  const { outcome, outcomeType = 'achievement', higherIsBetter = true, assignedWithinClusters = false, icc } = design;
  const assigned = clusters !== null && !assignedWithinClusters;
  const common = {
    outcomeType,
    higherIsBetter,
    ...(assigned && { clusters: { treatment: clusters.treated, comparison: clusters.control } }),
    ...(assigned && icc !== undefined && { icc }),
  };
  const { estimate, standardError, df } = intentToTreat;
  const { block, weights } = design;
  const plain = block === undefined && weights === undefined && adjustedFor.length === 0 && clusters === null;
  const ofDesign = standardError !== null && {
    adjusted: { difference: estimate, standardError, covariates: adjustedFor.length },
    ...(assigned && { analysisAllowsForClusters: true }),
    ...(df !== null && { df }),
  };
  const isShare = numericColumnOf(sample, outcome, who).values.every((x) => x === 0 || x === 1);
  const [treated, control] = [arms.treatment.mean, arms.control.mean];
  if (isShare && treated > 0 && treated < 1 && control > 0 && control < 1) {
    const moved = control + estimate;
    const within = moved > 0 && moved < 1;
    const shares = {
      ...common,
      treatment: { n: arms.treatment.n, p: treated },
      comparison: { n: arms.control.n, p: control },
      ...(within && !plain && ofDesign),
    };
    const finding = wwcFinding(shares, profile);
    const note = plain ? [] : [within ? adjustedShare : shareOutside];
    return { ...finding, notes: [...finding.notes, ...note] };
  }
  const armOf = (arm: Moments): WwcArm => ({ n: arm.n, mean: arm.mean, sd: sd(arm) });
  const input: WwcFindingInput = {
    ...common,
    treatment: armOf(arms.treatment),
    comparison: armOf(arms.control),
    ...(!plain && ofDesign),
  };
  return wwcFinding(input, profile);
}

const adjustedShare: Note = {
  code: 'adjusted_share',
  message: 'The share of the treatment arm is that of the control arm plus the effect of assignment, by the design.',
};

const shareOutside: Note = {
  code: 'share_outside',
  message:
    'The effect of assignment would move the share of the control arm out of 0 to 1: the Cox index is of the unadjusted shares, and its error that of independent ones, corrected for clusters where these were assigned.',
};
