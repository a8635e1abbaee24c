import type { Estimate, TestedEstimate } from '../../estimate/estimate.js';
import type { Note } from '../../support/notes.js';
import type { LeftOut } from './trial-rows.js';

/** One arm of a trial, as analysed. */
export interface TrialArm {
  readonly label: string;
  /** Rows with this label in the file. */
  readonly assigned: number;
  /** Rows that lack nothing the design needs: all figures are about these. */
  readonly n: number;
  /** Rows left out, by what they lack. */
  readonly leftOut: readonly LeftOut[];
  /** Unadjusted mean of the outcome, in points. */
  readonly mean: number;
  /** Standard deviation with denominator n - 1, in points. */
  readonly sd: number;
  /** Clusters in this arm; null where the design has none. */
  readonly clusters: number | null;
}

/** How units came to their arms, as far as the named columns tell. */
export type TrialAssignment = 'simple' | 'blocked' | 'clustered' | 'blocked and clustered';

/** What a randomized trial found, and how. Plain data: `JSON.stringify` gives what the command line's `--json` prints. */
export interface TrialSummary {
  readonly kind: 'trial-summary';
  readonly outcome: string;
  readonly treatmentColumn: string;
  readonly treatment: TrialArm;
  readonly control: TrialArm;
  readonly rows: {
    /** Rows of the file. */
    readonly total: number;
    /** Rows analysed, both arms together. */
    readonly used: number;
    readonly otherArms: readonly { readonly label: string; readonly rows: number }[];
    readonly noArm: number;
  };
  readonly assignment: TrialAssignment;
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
  /** The same in standard deviations. */
  readonly hedgesG: Estimate & { readonly pooledSd: number; readonly correctionFactor: number };
  /** Percentile points that the average control unit would gain; from the unrounded g. */
  readonly improvementIndex: number;
  /** Which way the estimate points, once its sign is read with `higherIsBetter`. */
  readonly favours: 'treatment' | 'control' | 'neither';
  /** True when the interval of `intentToTreat` does not hold 0. */
  readonly significant: boolean;
  readonly level: number;
  readonly method: string;
  readonly notes: readonly Note[];
}
