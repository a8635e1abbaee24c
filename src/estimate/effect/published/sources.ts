import type { Printed } from './printed.js';

/** Units in both arms. Whole numbers: papers print them as they are. */
export interface ArmSizes {
  /** Units of the treatment arm, 2 or more. */
  readonly nTreatment: number;
  /** Units of the control arm, 2 or more. */
  readonly nControl: number;
}

/** Which way the effect went, for statistics that have no sign: 1 where the treatment arm did better in points. */
export interface WithSign {
  /** 1 or -1. */
  readonly sign: 1 | -1;
}

/** What a covariate takes away from the spread of the outcome. */
export interface WithCovariates {
  /** Squared correlation of the covariates with the outcome within arms, below 1; 0 where it is not reported gives too large an effect. */
  readonly r2: Printed;
  /** How many covariates. @defaultValue 1 */
  readonly covariates?: number;
}

/** What a paper prints of one arm. */
export interface PrintedArm {
  /** Units, a whole number. */
  readonly n: number;
  /** Their mean, in points. */
  readonly mean: Printed;
  /** Their standard deviation with denominator n - 1, in points. */
  readonly sd: Printed;
}

/**
 * Statistics from which papers let an effect be had. Every figure is a number, taken as exact, or the text that was printed, taken with its
 * rounding.
 */
export type PublishedSource =
  | { readonly from: 'means'; readonly treatment: PrintedArm; readonly control: PrintedArm }
  /** Student's t of two independent groups. */
  | ({ readonly from: 't'; readonly t: Printed } & ArmSizes)
  /** The same where only its degrees of freedom are known: the arms are taken to be of one size, and the result says so. */
  | { readonly from: 't'; readonly t: Printed; readonly df: number }
  /** Student's t of the change in one group: d of the changes. */
  | { readonly from: 'paired-t'; readonly t: Printed; readonly df: number }
  /** F with one numerator degree of freedom. */
  | ({ readonly from: 'f'; readonly f: Printed } & ArmSizes & WithSign)
  /** The p-value of a t test. */
  | ({ readonly from: 'p'; readonly p: Printed; readonly tails?: 1 | 2 } & ArmSizes & WithSign)
  /** Correlation of the outcome with being in the treatment arm. */
  | ({ readonly from: 'r'; readonly r: Printed } & ArmSizes)
  /** Chi-squared with one degree of freedom of a two-by-two table, without a continuity correction. */
  | ({ readonly from: 'chi-squared'; readonly chiSquared: Printed; readonly n: number } & WithSign)
  /** An odds ratio, with its confidence limits where there are any. */
  | {
      readonly from: 'odds-ratio';
      readonly oddsRatio: Printed;
      readonly lower?: Printed;
      readonly upper?: Printed;
      /** Level of the printed limits. @defaultValue 0.95 */
      readonly printedLevel?: number;
      /** Divide the log by 1.65 (Cox) or by π/√3 (logit, Hasselblad & Hedges). @defaultValue `'cox'` */
      readonly scale?: 'cox' | 'logit';
    }
  /** t of the treatment in an analysis of covariance. */
  | ({ readonly from: 'ancova-t'; readonly t: Printed } & ArmSizes & WithCovariates)
  /** F of the treatment in an analysis of covariance. */
  | ({ readonly from: 'ancova-f'; readonly f: Printed } & ArmSizes & WithCovariates & WithSign)
  /** Coefficient of the treatment in a regression, over the unadjusted pooled standard deviation of the outcome. */
  | ({
      readonly from: 'regression';
      readonly coefficient: Printed;
      readonly standardError: Printed;
      readonly sd: Printed;
      /** Degrees of freedom of the standard error. @defaultValue N - 2 */
      readonly df?: number;
    } & ArmSizes);
