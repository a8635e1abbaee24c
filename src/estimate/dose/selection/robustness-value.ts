import * as studentT from '../../../numeric/distributions/student-t.js';
import { need } from '../../../support/need.js';

/** How {@link robustnessValue} asks. */
export interface RobustnessValueOptions {
  /** Share of the estimate that is to be explained away. @defaultValue 1 */
  readonly share?: number;
  /** Level at which the estimate is to lose its significance instead; null for the estimate itself. @defaultValue null */
  readonly alpha?: number | null;
}

/** How strong confounders must be to change a coefficient. */
export interface RobustnessValue {
  /** Which result this is. */
  readonly kind: 'robustness-value';
  /** Share of what is left of the variances of both dose and outcome that confounders must explain, 0 to 1. */
  readonly estimate: number;
  /** Share of what is left of the outcome's variance that the dose explains. */
  readonly partialR2: number;
  /** As it was asked. */
  readonly share: number;
  /** As it was asked. */
  readonly alpha: number | null;
  /** What was done. */
  readonly method: string;
}

/**
 * The robustness value of a regression coefficient: confounders that explain this share of what is left of the dose and of the outcome
 * would explain the estimate away (or make it no longer significant); weaker ones could not.
 *
 * @param t - t statistic of the coefficient of the dose
 * @param df - residual degrees of freedom of its regression
 * @throws {@link EfficacyError} `not_finite`, `out_of_domain` for degrees of freedom of 1 or less, `invalid_argument`
 *
 * @example
 * robustnessValue(2.5, 300).estimate; // .134
 *
 * @see Cinelli & Hazlett (2020), J. R. Stat. Soc. B 82, 39-67, eq. 20 and 21; where the threshold times f exceeds 1, Cinelli & Hazlett (2025),
 * Biometrika 112, asaf004, on the robustness value of significance.
 */
export function robustnessValue(t: number, df: number, options: RobustnessValueOptions = {}): RobustnessValue {
  const who = 'robustnessValue';
  const { share = 1, alpha = null } = options;
  need(Number.isFinite(t), 'not_finite', who, 'a finite t', t);
  need(df > 1 && df < Infinity, 'out_of_domain', who, 'more than 1 degree of freedom', df);
  need(share > 0 && share <= 1, 'invalid_argument', who, 'a share above 0 and up to 1', share);
  need(alpha === null || (alpha > 0 && alpha < 1), 'invalid_argument', who, 'an alpha between 0 and 1, or null', alpha);
  const whole = (share * Math.abs(t)) / Math.sqrt(df);
  const threshold = alpha === null ? 0 : studentT.isf(alpha / 2, df - 1) / Math.sqrt(df - 1);
  const f = Math.max(0, whole - threshold);
  // Confounders that explain the outcome narrow its error too: beyond 1/threshold the worst of them explain less of it than of the dose.
  const narrows = threshold > 0 && whole > 1 / threshold && f > 0;
  return {
    kind: 'robustness-value',
    // Written so that nothing cancels, however large t is: (sqrt(f^4 + 4 f^2) - f^2)/2, and (w^2 - c^2)/(1 + w^2).
    estimate: narrows
      ? ((1 - threshold / whole) * (1 + threshold / whole)) / (1 + whole ** -2)
      : 2 / (1 + Math.sqrt(1 + 4 / f ** 2)),
    partialR2: 1 / (1 + df / t ** 2),
    share,
    alpha,
    method: alpha === null ? `${100 * share} % of the estimate explained away` : `no longer significant at ${alpha}`,
  };
}
