import type { Weights } from '../../aggregate/weights.js';
import type { AttritionBoundary } from '../../judge/attrition/boundary-table.js';
import type { OutcomeType, WwcProfile } from '../../judge/profiles/profile.js';
import type { AdjustmentMethod } from '../../numeric/multiplicity/index.js';

/** Who took part, where that is a column of labels. */
export interface ReceivedLabels {
  /** The column of labels. */
  readonly column: string;
  /** The label of those who took part. */
  readonly yes: string;
  /** The label of those who did not. */
  readonly no: string;
}

/** What a trial compared, by the names of the columns. */
export interface TrialDesign {
  /** The score after the treatment: a numeric column. */
  readonly outcome: string;
  /** Who was assigned to what: a column of labels, and the two labels that are compared. Rows with other labels are not part of the comparison. */
  readonly treatment: {
    /** The column of labels. */
    readonly column: string;
    /** The label of the treatment. */
    readonly treated: string;
    /** The label of the control. */
    readonly control: string;
  };
  /** The same measure before the treatment: a numeric column that the estimate is adjusted for. */
  readonly baseline?: string;
  /** Further numeric or label columns that the estimate is adjusted for. */
  readonly covariates?: readonly string[];
  /** Blocks within which units were assigned (schools, say): a label column. */
  readonly block?: string;
  /** What was assigned together (classes, say): a label column. */
  readonly cluster?: string;
  /**
   * True where units were assigned one by one and `cluster` only says who shares a class or a school. Otherwise a cluster with both arms is
   * an error.
   * @defaultValue false
   */
  readonly assignedWithinClusters?: boolean;
  /** Weights of the rows. */
  readonly weights?: Weights;
  /** Ids of the units: a label column, in which no id may stand twice among those compared. */
  readonly unit?: string;
  /** Lowest and highest score that the outcome can take; a score outside is an error. */
  readonly range?: readonly [number, number];
  /**
   * False where a lower outcome is the better one (absences): the sign of the estimates stays, the words about benefit turn.
   * @defaultValue true
   */
  readonly higherIsBetter?: boolean;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
  /**
   * Who took part in what was assigned: a numeric column of 0 and 1, or a column of two labels. Asks for take-up and the effect on compliers.
   * Rows that lack it stay in the effect of assignment.
   */
  readonly received?: string | ReceivedLabels;
  /**
   * Minutes of use, 0 for those without: a numeric column. Asks for use by arm and the effect per hour of use. Rows that lack it stay in the
   * effect of assignment.
   */
  readonly minutes?: string;
  /** Label columns measured before assignment: asks for the effect within each label, and whether the effects differ. */
  readonly subgroups?: readonly string[];
  /**
   * Asks for the effect in each block, in the order of their labels.
   * @defaultValue false
   */
  readonly sites?: boolean;
  /**
   * The rule for the tests of all subgroups; outcomes are judged by that of {@link trialFamily}.
   * @defaultValue that of the plan or of the family, else `'holm'`
   */
  readonly multiplicity?: AdjustmentMethod;
  /**
   * Power at which the minimum detectable effect is stated.
   * @defaultValue 0.8
   */
  readonly power?: number;
  /**
   * Edition of the WWC's handbook: asks for g, its standard error and test as the What Works Clearinghouse computes them, and for the baseline
   * equivalence of the analysed rows on the covariates.
   */
  readonly profile?: WwcProfile['id'];
  /**
   * Which boundary the protocol chose: `'cautious'` where the treatment may itself have decided who left. Asks, with `profile`, for attrition. The
   * table must then have a row for everybody who was assigned, and nobody who joined later.
   */
  readonly attritionBoundary?: AttritionBoundary;
  /**
   * What kind of outcome this is, for the profile: its default intraclass correlation depends on it.
   * @defaultValue `'achievement'`
   */
  readonly outcomeType?: OutcomeType;
  /** Intraclass correlation of the outcome, for the profile, where clusters were assigned; otherwise the profile's default. */
  readonly icc?: number;
}
