import { contrastOfProportions, type ProportionsEffect, type ProportionsOptions } from './contrast-of-proportions.js';
import type { ArmEvents } from './counts.js';
import { logOddsContrast } from './log-odds-ratio.js';

/** Standard deviation of the standard logistic distribution. */
export const logisticSd: number = Math.PI / Math.sqrt(3);

/**
 * The log odds ratio over π/√3: a standardized mean difference if the outcome is a cut through a logistic variable.
 *
 * The What Works Clearinghouse divides by 1.65 instead, see {@link coxIndex}.
 *
 * @param treatment - events and units of the treatment arm, or share and units
 * @param control - the same for the control arm
 * @returns treatment minus control, in standard deviations
 * @throws {@link EfficacyError} `zero_cell` unless told what to do about empty cells, `no_data`, `invalid_argument`
 *
 * @example
 * logitD({ events: 48, n: 70 }, { events: 30, n: 75 }).estimate; // 0.654
 *
 * @see Hasselblad & Hedges (1995), Psychological Bulletin 117(1), 167-178.
 */
export function logitD(treatment: ArmEvents, control: ArmEvents, options: ProportionsOptions = {}): ProportionsEffect {
  const method = 'log odds ratio over π/√3; normal interval';
  const contrast = { ...logOddsContrast('logit-d', 'sd', method, logisticSd), varianceFormula };
  return contrastOfProportions('logitD', contrast, treatment, control, options);
}

const varianceFormula = '(1/a + 1/b + 1/c + 1/d) 3/π²';
