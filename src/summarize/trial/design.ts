import type { Weights } from '../../aggregate/weights.js';

/** What a trial compared, by the names of the columns. */
export interface TrialDesign {
  /** The score after the treatment: a numeric column. */
  readonly outcome: string;
  /** Who was assigned to what: a column of labels, and the two labels that are compared. Rows with other labels are not part of the comparison. */
  readonly treatment: {
    readonly column: string;
    readonly treated: string;
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
  /** @defaultValue 0.95 */
  readonly level?: number;
}
