import {
  type Contrast,
  contrastOfProportions,
  type ProportionsEffect,
  type ProportionsOptions,
} from './contrast-of-proportions.js';
import type { ArmEvents } from './counts.js';
import { type RatioEffect, ratioOf } from './odds-ratio.js';

/**
 * Log risk ratio of two arms.
 *
 * @param treatment - events and units of the treatment arm, or share and units
 * @param control - the same for the control arm
 * @returns the natural logarithm of the share of treatment over that of control, with the standard error of Katz
 * @throws {@link EfficacyError} `zero_cell` when an arm has no events unless told what to do, `zero_variance` when nobody is without the
 * event, `no_data`, `invalid_argument`
 *
 * @example
 * logRiskRatio({ events: 48, n: 70 }, { events: 30, n: 75 }).estimate; // 0.539
 *
 * @see Katz, Baptista, Azen & Pike (1978), Biometrics 34(3), 469-474.
 */
export function logRiskRatio(
  treatment: ArmEvents,
  control: ArmEvents,
  options: ProportionsOptions = {},
): ProportionsEffect {
  return contrastOfProportions('logRiskRatio', katz, treatment, control, options);
}

/**
 * Risk ratio of two arms, with the interval of its logarithm (Katz).
 *
 * @param treatment - events and units of the treatment arm, or share and units
 * @param control - the same for the control arm
 * @returns the share of treatment over that of control; its standard error is that of the logarithm times the ratio
 * @throws {@link EfficacyError} as {@link logRiskRatio}, and `overflow`
 *
 * @example
 * riskRatio({ events: 48, n: 70 }, { events: 30, n: 75 }).estimate; // 1.71
 *
 * @see Katz, Baptista, Azen & Pike (1978), Biometrics 34(3), 469-474.
 */
export function riskRatio(treatment: ArmEvents, control: ArmEvents, options: ProportionsOptions = {}): RatioEffect {
  const log = contrastOfProportions('riskRatio', katz, treatment, control, options);
  return ratioOf(log, 'risk-ratio', 'risk ratio', 'risk ratio; normal interval of its logarithm', 'riskRatio');
}

const katz: Contrast = {
  kind: 'log-risk-ratio',
  unit: 'log risk',
  method: 'log risk ratio; normal interval',
  varianceFormula: '1/a - 1/n₁ + 1/c - 1/n₂',
  needs: ['a', 'c'],
  of: ({ a, b, c, d, treatment, control }) => ({
    estimate: Math.log(treatment.share) - Math.log(control.share),
    variance: b / a / (a + b) + d / c / (c + d),
  }),
};
