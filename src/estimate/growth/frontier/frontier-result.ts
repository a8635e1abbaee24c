import type { ConfidenceSet } from '../../../support/confidence-set.js';
import type { Interval } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import type { Figure, GrowthPerMinute } from '../rate/growth-result.js';
import type { WeeklyDoses } from './frontier-options.js';

/** Products by the growth that they brought and the minutes a week that they ask for. */
export interface ScreenTimeFrontier {
  readonly kind: 'screen-time-frontier';
  /** Unit of growth. */
  readonly unit: 'points' | 'nce' | 'sd';
  /** By which minutes products stand: those demanded, where each product's are known, otherwise those observed. */
  readonly axis: 'demanded' | 'observed';
  /** From the fewest minutes to the most, never by rate. */
  readonly products: readonly FrontierEntry[];
  /** Every two products, each earlier one first. */
  readonly pairs: readonly FrontierPair[];
  /** Where the line falls. */
  readonly line: {
    /** Its minutes a week. */
    readonly minutesPerWeek: number;
    /** Products at or below it. */
    readonly within: readonly string[];
    /** Products that ask for more. */
    readonly beyond: readonly string[];
  };
  /** How simultaneous intervals and adjusted p values were made: one family of all pairs for each quantity. */
  readonly multiplicity: {
    readonly intervals: 'max-t';
    readonly pValues: 'holm';
    readonly families: readonly FrontierFamily[];
  };
  /** Weeks of the period. */
  readonly weeks: number;
  readonly level: number;
  readonly method: string;
  readonly notes: readonly Note[];
}

/** Comparisons whose intervals hold all at once. */
export interface FrontierFamily {
  /** What is compared; dominance is of two products in one direction. */
  readonly of: 'total effect' | 'rate' | 'dominance';
  /** How many comparisons, or hypotheses. */
  readonly size: number;
  /** What standard errors are multiplied by; null where p values are adjusted instead, or nothing was compared. */
  readonly critical: number | null;
  /** The smallest of the pairs' degrees of freedom, used for all; null for the normal distribution. */
  readonly df: number | null;
}

/** One product. */
export interface FrontierEntry {
  /** Its name. */
  readonly product: string;
  /** What its effect may be read as. */
  readonly interpretation: GrowthPerMinute['interpretation'];
  /** Minutes a week that it asks for; null where that was not said. */
  readonly minutesDemanded: number | null;
  /** Minutes a week that those assigned it spent on average, users or not. */
  readonly minutesPerWeek: Figure;
  /** Those over the minutes demanded: 1 where all was done; null where it was not said. */
  readonly shareOfDemanded: number | null;
  /** Growth beyond what came without it, for each student assigned it. */
  readonly totalEffect: Figure;
  /** The same for an hour of use, over the doses observed. */
  readonly perHour: Figure & { readonly confidenceSet: ConfidenceSet };
  /** Between which minutes a week its users are, about which alone the rate speaks; null where not known. */
  readonly doses: WeeklyDoses | null;
  /** Where the line falls among these doses; null where they are not known. */
  readonly lineInDoses: 'below' | 'inside' | 'above' | null;
  /** What it takes from instruction; null where its share was not said. */
  readonly displaced: DisplacedInstruction | null;
  /** Whether no other product brought more growth for no more minutes, by the estimates. */
  readonly onFrontier: boolean;
  /** The products that did, by the estimates, and how sure that is. */
  readonly dominatedBy: readonly Dominance[];
}

/** Instruction whose place a product takes. */
export interface DisplacedInstruction {
  /** Minutes a week, as the product was used. */
  readonly minutesPerWeek: number;
  /** Hours over the period. */
  readonly hours: number;
  /** Minutes a week, if all that is demanded were done; null where that was not said. */
  readonly minutesPerWeekDemanded: number | null;
  /** Share of the subject's instruction, as used; null where that was not said. */
  readonly shareOfInstruction: number | null;
}

/** A product that brought more growth for no more minutes. */
export interface Dominance {
  /** Its name. */
  readonly product: string;
  /** One-sided: how often estimates would stand so if it did not; the larger of the two where minutes are estimated too. */
  readonly pValue: number;
  /** Adjusted by Holm for all pairs. */
  readonly adjustedPValue: number;
}

/** A difference, the first product's minus the second's. */
export interface FrontierDifference extends Figure {
  readonly standardError: number;
  /** Holds together with those of all other pairs. */
  readonly simultaneous: Interval;
}

/** Two products. */
export interface FrontierPair {
  /** The one with fewer minutes. */
  readonly first: string;
  /** The other one. */
  readonly second: string;
  /** In the unit of growth. */
  readonly totalEffect: FrontierDifference;
  /** Minutes a week, demanded or observed; demanded ones are known. */
  readonly minutesPerWeek: Figure;
  /** For an hour of use; null where the two are not compared on their rates. */
  readonly perHour: FrontierDifference | null;
  /** Whether they are compared on their rates, and if not, why. */
  readonly rates: 'compared' | 'doses-do-not-overlap' | 'doses-unknown' | 'minutes-reach-zero';
}
