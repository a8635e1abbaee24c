/** A confidence set that need not be one bounded interval. */
export interface ConfidenceSet {
  /** Confidence level, between 0 and 1. */
  readonly level: number;
  /** Its parts in ascending order; null where a part has no end. */
  readonly pieces: readonly { readonly lower: number | null; readonly upper: number | null }[];
}
