import type { AncovaGain } from '../../estimate/growth/gain/ancova-gain.js';
import type { CeilingAndFloor } from '../../estimate/growth/gain/ceiling-and-floor.js';
import type { MeanGain } from '../../estimate/growth/gain/mean-gain.js';
import type { ShareAtDose } from '../../estimate/growth/minutes/share-at-dose.js';
import type { GrowthPerMinute } from '../../estimate/growth/rate/growth-result.js';
import type { Note } from '../../support/notes.js';

/** The students of one arm. */
export interface GrowthArm {
  /** Its label; null where there is one arm only. */
  readonly label: string | null;
  /** Rows of the table. */
  readonly assigned: number;
  /** Rows with both scores, minutes and everything else that the design names. */
  readonly n: number;
  /** The others, by the first column that they lack. */
  readonly leftOut: readonly { readonly column: string; readonly rows: number }[];
  /** What they gained, with the product or without; null, with a note, where it has no answer. */
  readonly gain: MeanGain | null;
  /** Mean minutes a week over the weeks rostered. */
  readonly minutesPerWeek: number;
}

/** How much students grew, how much of it is more than they would have grown, for how many minutes. */
export interface GrowthSummary {
  readonly kind: 'growth-summary';
  /** What the headline may be read as: the first thing to say. */
  readonly interpretation: GrowthPerMinute['interpretation'];
  /** Which of `rates` answers best what the design can answer; null, with a note, where none could be had. */
  readonly headline: 'causal' | 'ratioOfMeans' | null;
  /** Those who were assigned the product, users or not. */
  readonly treatment: GrowthArm;
  /** Those who were not; null without an arm. */
  readonly control: GrowthArm | null;
  /** Rows of the table in neither arm. */
  readonly noArm: number;
  /**
   * How much more treatment gained than control: at the same first score, and by mean gains; null without a control arm, or, with a note, where it has no
   * answer. Within blocks and by clusters as the design names them.
   */
  readonly ancova: AncovaGain | null;
  /** The different numbers that are called growth per minute; null, with a note, where one is refused. */
  readonly rates: {
    readonly causal: GrowthPerMinute | null;
    readonly ratioOfMeans: GrowthPerMinute | null;
    readonly marginal: GrowthPerMinute | null;
  };
  /** Students at each recommended dose, of all who were assigned the product and analysed. */
  readonly doses: readonly ShareAtDose[];
  /** Who stands at the ends of the later test; null where its range was not given. */
  readonly ends: CeilingAndFloor | null;
  /** Standard deviation of the later scores within arms, by which rates in SDs are divided. */
  readonly sd: number;
  /** Weeks rostered. */
  readonly weeks: number;
  readonly level: number;
  readonly notes: readonly Note[];
}
