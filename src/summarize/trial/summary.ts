import type { BenefitBounds } from '../../estimate/benefit-bounds.js';
import type { TestedEstimate } from '../../estimate/estimate.js';
import type { AssignmentDesign } from '../../estimate/trial/difference-by-design.js';
import type { WwcFinding } from '../../judge/wwc/finding.js';
import type { Note } from '../../support/notes.js';
import type { PlanCheck } from '../plan/plan-check.js';
import type { ArmsAlike } from './alike.js';
import type { MinimumDetectable } from './minimum-detectable.js';
import type { PooledEffect } from './pooled-effect.js';
import type { SiteEffects } from './sites.js';
import type { SubgroupAnalysis } from './subgroups.js';
import type { Superiority } from './superiority.js';
import type { TakeUp } from './take-up.js';
import type { LeftOut, OtherArm } from './trial-rows.js';
import type { MinutesOfUse } from './use.js';

/** One arm of a trial, as analysed. */
export interface TrialArm {
  /** Its label in the treatment column. */
  readonly label: string;
  /** Rows with this label in the file. */
  readonly assigned: number;
  /** Rows that lack nothing the design needs, or the units that they stand for where weights are counts: all figures are about these. */
  readonly n: number;
  /** Rows left out, by what they lack. */
  readonly leftOut: readonly LeftOut[];
  /** Unadjusted mean of the outcome, in points. */
  readonly mean: number;
  /** Standard deviation with denominator n - 1, in points. */
  readonly sd: number;
  /** Clusters of which anybody is analysed; null where the design has none. */
  readonly clusters: number | null;
  /** Clusters with this label in the file; null where the design has none, or where a row of the arm lacks its cluster. */
  readonly assignedClusters: number | null;
}

/** What a randomized trial found, and how. Plain data: `JSON.stringify` gives what the command line's `--json` prints. */
export interface TrialSummary {
  readonly kind: 'trial-summary';
  /** Name of the outcome. */
  readonly outcome: string;
  /** Name of the column of the arms. */
  readonly treatmentColumn: string;
  /** The arm that was assigned to the treatment. */
  readonly treatment: TrialArm;
  /** The arm that it is compared with. */
  readonly control: TrialArm;
  /** Where every row of the file is. */
  readonly rows: {
    /** Rows of the file. */
    readonly total: number;
    /** Rows analysed, both arms together. */
    readonly used: number;
    /** Rows with another label, by label, not part of the comparison. */
    readonly otherArms: readonly OtherArm[];
    /** Rows without a label. */
    readonly noArm: number;
  };
  /** How units came to their arms, as far as the named columns tell: pairs are blocks with one unit, or cluster, of each arm. */
  readonly assignment: AssignmentDesign;
  /** Column and number of the blocks; null where the design has none. */
  readonly blocks: { readonly column: string; readonly count: number; readonly withBothArms: number } | null;
  /** Column and number of the clusters; null where the design has none. */
  readonly clusters: { readonly column: string; readonly count: number } | null;
  /** Columns that the estimate is adjusted for. */
  readonly adjustedFor: readonly string[];
  /** Difference in means without blocks or covariates, in points, treatment minus control: a description, not the estimate. */
  readonly unadjustedDifference: number;
  /** Effect of being assigned to the treatment, in points, treatment minus control. */
  readonly intentToTreat: TestedEstimate;
  /** The same without baseline and covariates, on the same rows and by the same design; null where there are none. */
  readonly unadjusted: TestedEstimate | null;
  /** `intentToTreat` in standard deviations. */
  readonly hedgesG: PooledEffect;
  /** Percentile points that the average control unit would move up the scale; from the unrounded g. Where a lower outcome is better, below 0 is good. */
  readonly improvementIndex: number;
  /** The effect as a statement about two pupils drawn at random, one from each arm. */
  readonly probabilityOfSuperiority: Superiority;
  /** Between what the share of pupils who benefit lies, without blocks or covariates: no trial tells more. Null with weights, which the bounds do not take. */
  readonly shareWhoBenefit: BenefitBounds | null;
  /** What this design could have found; null without a standard error. */
  readonly minimumDetectable: MinimumDetectable | null;
  /** Who took part and the effect on compliers; null unless the design says `received`. */
  readonly takeUp: TakeUp | null;
  /** Minutes by arm and the effect per hour of use; null unless the design says `minutes`. */
  readonly use: MinutesOfUse | null;
  /** Effects within subgroups; null unless the design says `subgroups`. */
  readonly subgroups: SubgroupAnalysis | null;
  /** The effect in each block; null unless the design says `sites`. */
  readonly sites: SiteEffects | null;
  /** The finding as the What Works Clearinghouse computes it; null unless the design says `profile`. */
  readonly wwc: WwcFinding | null;
  /** Whether the arms that are compared are still alike, by that edition: attrition and baseline equivalence; null unless the design says `profile`. */
  readonly alike: ArmsAlike | null;
  /** Whether this is what was planned; null without a plan. */
  readonly plan: PlanCheck | null;
  /** Which way the estimate points, once its sign is read with `higherIsBetter`. */
  readonly favours: 'treatment' | 'control' | 'neither';
  /** True when the interval of `intentToTreat` does not hold 0. */
  readonly significant: boolean;
  readonly level: number;
  readonly method: string;
  readonly notes: readonly Note[];
}
