import type { GrowthNorm } from '../../estimate/growth/norms/norm-table.js';
import type { ScaleKind } from '../../estimate/growth/scale/scale-kind.js';
import type { TreatmentColumn } from '../../estimate/trial/two-arms.js';

/** What grew, for whom, with how many minutes, by the names of the columns. */
export interface GrowthDesign {
  /** What the scores mean; without a default, because it decides whether a gain exists. */
  readonly scale: ScaleKind;
  /**
   * True where both scores come from the same grade's scale (`within-grade`) or the same form (`raw`).
   * @defaultValue false
   */
  readonly sameTest?: boolean;
  /** The score before: a numeric column. */
  readonly before: string;
  /** The score after: a numeric column. */
  readonly after: string;
  /** Minutes of use between the two tests, 0 for who never used the product: a numeric column. */
  readonly minutes: string;
  /** Weeks between the tests in which students could have used the product: rostered weeks, never weeks with use. */
  readonly weeks: number;
  /** Who was assigned the product and who was not. Without it every row is a student who was. */
  readonly treatment?: TreatmentColumn;
  /**
   * Growth over the same time without the product: points, of students like these in earlier years, or a norm of students from `growthNorm`, which
   * expects of each what the norm group's members with the same first score gained. A norm is of one grade: summarize each grade by itself.
   * @defaultValue the mean gain of the control arm, where there is one; else nothing, and a note says so
   */
  readonly expected?: number | GrowthNorm;
  /** Blocks within which the product was assigned (schools, say): a label column. */
  readonly block?: string;
  /** What varies together (schools or classes): a label column. */
  readonly cluster?: string;
  /** Recommended minutes a week, whose share of students is counted. @defaultValue 45 */
  readonly doses?: readonly number[];
  /** Lowest and highest possible score of the later test: who stands there is counted, and a score outside is an error. */
  readonly range?: readonly [lowest: number, highest: number];
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}
