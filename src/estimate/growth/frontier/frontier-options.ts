import type { GrowthPerMinute } from '../rate/growth-result.js';
import type { ScaleKind } from '../scale/scale-kind.js';

/** An estimate with its standard error. */
export interface FigureGiven {
  /** In the unit of the quantity. */
  readonly estimate: number;
  /** 0 or more. */
  readonly standardError: number | null;
  /** 1 or more. @defaultValue null, the normal distribution */
  readonly df?: number | null;
}

/** Minutes a week between which the doses of a product's users lie. */
export interface WeeklyDoses {
  /** Minutes a week, 0 or more: fewer users than one in twenty have less, say. */
  readonly lower: number;
  /** Minutes a week, not below `lower`. */
  readonly upper: number;
}

/** What a product asks of a week, whatever was measured. */
export interface ProductDemand {
  /** Minutes a week that it asks of each student, users or not. */
  readonly minutesDemanded?: number;
  /** Share of its minutes that is taken from instruction, 0 (homework, free time) to 1. */
  readonly displacedShare?: number;
  /** Doses of its users, without which it is compared with no other on its rate. */
  readonly weeklyDoses?: WeeklyDoses;
}

/** What is known of a product. A result of `growthPerMinute` may be spread into it: `{ product: 'A', ...rate, minutesDemanded: 30 }`. */
export interface FrontierProduct extends ProductDemand {
  /** Its name. */
  readonly product: string;
  /** Growth beyond what came without it, for each student who was assigned it, users or not. */
  readonly totalEffect: FigureGiven | null;
  /** Minutes over the whole period of each student who was assigned it, users or not. */
  readonly meanMinutes: FigureGiven;
  /** Covariance of the two estimates, in unit times minutes; 0 where they are of different students. */
  readonly covariance: number | null;
  /** What the effect may be read as. @defaultValue `'descriptive'` */
  readonly interpretation?: GrowthPerMinute['interpretation'];
  /** What the scores mean; products on different kinds of scale are not compared. */
  readonly scale?: ScaleKind;
}

/** How products are set beside each other. */
export interface FrontierOptions {
  /** Weeks of the period, in which students could have used the products: the same for all. */
  readonly weeks: number;
  /** Weekly minutes of the line. @defaultValue 45 */
  readonly line?: number;
  /** Minutes of instruction a week in the subject, to say what share of them is displaced. */
  readonly instructionPerWeek?: number;
  /** Confidence level of single and of simultaneous intervals. @defaultValue 0.95 */
  readonly level?: number;
}

/** Options of `screenTimeFrontier`. */
export interface ScreenTimeFrontierOptions extends FrontierOptions {
  /** Unit of the total effects. @defaultValue `'points'` */
  readonly unit?: 'points' | 'nce' | 'sd';
  /**
   * Covariance of all estimates, effect and minutes of the first product, then of the next, where products share a control arm or schools, with its
   * degrees of freedom (null for the normal distribution).
   * @defaultValue products of different studies, independent
   */
  readonly joint?: { readonly covariance: readonly (readonly number[])[]; readonly df: number | null };
}
