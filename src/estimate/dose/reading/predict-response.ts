import * as fisherF from '../../../numeric/distributions/fisher-f.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import type { DoseResponseFit } from '../fit/dose-response-fit.js';
import { criticalT, deltaError, fittedCurve, notesOfDose } from './fitted-curve.js';

/** How {@link predictResponse} reads a curve. */
export interface PredictResponseOptions {
  /**
   * The mean response at a dose, or the gain: the mean response there less that at dose 0.
   * @defaultValue `'response'`
   */
  readonly of?: 'response' | 'gain';
  /**
   * Whether each interval holds at its level, or all of them at once for every dose (Scheffé's band: at least the level).
   * @defaultValue `'pointwise'`
   */
  readonly band?: 'pointwise' | 'simultaneous';
  /** @defaultValue that of the fit */
  readonly level?: number;
}

/** The curve at one dose. */
export interface PredictedResponse {
  /** Which result this is. */
  readonly kind: 'predicted-response' | 'predicted-gain';
  /** Where the curve is read. */
  readonly dose: number;
  /** Mean response or gain, in the unit of the response. */
  readonly estimate: number;
  /** Of the estimate, in its unit. */
  readonly standardError: number;
  /** Degrees of freedom of Student's t. */
  readonly df: number;
  /** Of the mean, not of single students. */
  readonly interval: Interval;
  /** That of the response. */
  readonly unit: string;
  /** What was done. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * The mean response that a fitted curve has at some doses, with its confidence band.
 *
 * @param fit - from {@link fitDoseResponse}
 * @param doses - 0 or more, in the unit of the doses of the fit
 * @returns an estimate for each dose, in points; a gain is that dose minus dose 0
 * @throws {@link EfficacyError} `out_of_domain` for a dose below 0 or one that the curve does not have, `invalid_argument`
 *
 * @example
 * predictResponse(fit, [0, 30, 60], { band: 'simultaneous' }).map(({ interval }) => interval);
 *
 * @see Seber & Wild (1989), Nonlinear Regression, eq. 5.25 for the delta method; Scheffé (1953), Biometrika 40, 87-104, for the band.
 */
export function predictResponse(
  fit: DoseResponseFit,
  doses: ArrayLike<number>,
  options: PredictResponseOptions = {},
): readonly PredictedResponse[] {
  const who = 'predictResponse';
  const { of = 'response', band = 'pointwise', level = fit.level } = options;
  checkLevel(who, level);
  need(of === 'response' || of === 'gain', 'invalid_argument', who, "of 'response' or 'gain'", of);
  need(
    band === 'pointwise' || band === 'simultaneous',
    'invalid_argument',
    who,
    "a band 'pointwise' or 'simultaneous'",
    band,
  );
  const curve = fittedCurve(fit);
  const directions = fit.parameters.filter(({ standardError }) => standardError !== null).length;
  const factor =
    band === 'pointwise'
      ? criticalT(level, fit.df)
      : Math.sqrt(directions * fisherF.isf(1 - level, directions, fit.df));
  const method = `delta method, ${fit.vcovType} covariance, ${band === 'pointwise' ? `t with ${fit.df} df` : `Scheffé's band, F with ${directions} and ${fit.df} df`}`;
  const [zero, zeroGradient] = [curve.value(0), curve.gradient(0)];
  return Array.from(doses, (dose) => {
    need(Number.isFinite(dose) && dose >= 0, 'out_of_domain', who, 'doses of 0 or more', dose);
    const gradient = curve.gradient(dose);
    const gain = of === 'gain';
    const estimate = curve.value(dose) - (gain ? zero : 0);
    const standardError = deltaError(fit.vcov, gain ? gradient.map((g, j) => g - zeroGradient[j]!) : gradient);
    need(
      Number.isFinite(estimate) && Number.isFinite(standardError),
      'out_of_domain',
      who,
      `doses at which '${fit.model}' is finite`,
      dose,
    );
    const half = factor * standardError;
    return {
      kind: gain ? 'predicted-gain' : 'predicted-response',
      dose,
      estimate,
      standardError,
      df: fit.df,
      interval: { lower: estimate - half, upper: estimate + half, level },
      unit: fit.units.response,
      method,
      notes: notesOfDose(fit, dose, gain),
    };
  });
}
