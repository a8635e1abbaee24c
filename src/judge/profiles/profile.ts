/** A constant that a verdict rests on, with where it is said. */
export interface Cited<T> {
  /** The constant, in the unit that its name says. */
  readonly value: T;
  /** Title and edition. */
  readonly source: string;
  /** Section, equation or page. */
  readonly section: string;
  /** `'verified'`: read in the source or checked against the publisher's own results. `'unverified'`: known from other literature. */
  readonly confidence: 'verified' | 'unverified';
}

/** What kind of outcome a finding is about; the default intraclass correlation depends on it. */
export type OutcomeType = 'achievement' | 'behavior' | 'other';

/** How the What Works Clearinghouse computes a finding, edition by edition. */
export interface WwcProfile {
  /** Name and edition, as `wwcFinding` takes it. */
  readonly id: 'wwc-4.1' | 'wwc-5.0';
  /** The same for a reader. */
  readonly title: string;
  /** Small-sample factor: 1 - 3/(4 df - 1). */
  readonly correction: Cited<'approximate'>;
  /** A log odds ratio is divided by this. */
  readonly coxDivisor: Cited<number>;
  /** Second term of the variance of g without covariates: g²/(2 N) or g²/(2 df). */
  readonly sizeTerm: Cited<'2N' | '2df'>;
  /**
   * What clusters that the analysis ignored change. `'t'`: the test alone, t √(gamma/eta) on h degrees of freedom. `'effect'`: the effect
   * by √gamma, its correction by h, and its variance by eta.
   */
  readonly clusterCorrection: Cited<'t' | 'effect'>;
  /** Intraclass correlation where a study reports none, by type of outcome. */
  readonly defaultIcc: Cited<Readonly<Record<OutcomeType, number>>>;
  /** Correlation of before with after for gains where none is reported. */
  readonly imputedCorrelation: Cited<number>;
  /** R² of covariates where none is reported. */
  readonly imputedR2: Cited<number>;
  /** Level of the two-sided test. */
  readonly significance: Cited<number>;
  /** Baseline differences up to `satisfied` need nothing, up to `adjustable` an acceptable adjustment, in standard deviations. */
  readonly baseline: Cited<{ readonly satisfied: number; readonly adjustable: number }>;
  /** Decimals of the improvement index as it is reported. */
  readonly improvementIndexDecimals: Cited<number>;
}
