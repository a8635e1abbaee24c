import type { OutcomeType } from '../profiles/profile.js';

/** One arm of a finding: with mean and sd of a scored outcome, or events or a share of a yes-or-no one, or its size alone. */
export interface WwcArm {
  /** Units analysed. */
  readonly n: number;
  /** In points, unadjusted or adjusted. */
  readonly mean?: number;
  /** Unadjusted standard deviation of the units' outcome, in points. */
  readonly sd?: number;
  /** Units with the event. */
  readonly events?: number;
  /** Share of units with the event, 0 to 1. */
  readonly p?: number;
  /** The outcome measured before, for a difference in differences on one scale. */
  readonly before?: { readonly mean: number };
}

/** A finding as a study reports it. */
export interface WwcFindingInput {
  /** The arm that was offered the intervention. */
  readonly treatment: WwcArm;
  /** The arm that it is compared with. */
  readonly comparison: WwcArm;
  /** Decides the intraclass correlation where none is reported. */
  readonly outcomeType: OutcomeType;
  /** False for outcomes such as dropping out: turns the benefit, never the estimate. @defaultValue true */
  readonly higherIsBetter?: boolean;

  /** A g that the study reports, where it reports nothing that it could be computed from. */
  readonly effectSize?: number;
  /**
   * A difference that a regression adjusted, in points, or in shares of a yes-or-no outcome; the standard deviations of the arms, and the share
   * of the comparison arm, stay the unadjusted ones.
   */
  readonly adjusted?: {
    readonly difference: number;
    readonly standardError?: number;
    /** Squared correlation of the covariates with the outcome; imputed by the profile where it is missing. */
    readonly r2?: number;
    /** How many covariates. @defaultValue 1 */
    readonly covariates?: number;
  };
  /** Correlation of before with after; imputed by the profile where it is missing. */
  readonly correlation?: number;

  /** Clusters that were assigned: in all, by arm, or in the treatment arm alone (tutoring groups against none). */
  readonly clusters?: number | { readonly treatment: number; readonly comparison?: number };
  /** Intraclass correlation that the study reports; the profile's default for the outcome type otherwise. */
  readonly icc?: number;
  /** Whether the study's own standard error, `adjusted.standardError`, allows for the `clusters`. @defaultValue false */
  readonly analysisAllowsForClusters?: boolean;
  /** Degrees of freedom of the study's own standard error, `adjusted.standardError`; those are h where clusters had to be corrected for. */
  readonly df?: number;
  /**
   * What t is made of before clusters correct it: the standard error of g, or that error without its second term, and for shares without the
   * variance of the log odds: t = g √(nT nC/N), from the sizes of the arms alone, as the p-values of the WWC's export of findings are.
   * @defaultValue `'standard-error'`
   */
  readonly statisticFrom?: 'standard-error' | 'sample-sizes';
}
