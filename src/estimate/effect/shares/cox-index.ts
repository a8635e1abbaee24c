import { correctionFactorOf, type HedgesCorrection } from '../means/hedges-correction.js';
import { contrastOfProportions, type ProportionsEffect, type ProportionsOptions } from './contrast-of-proportions.js';
import { type ArmEvents, cellsOf } from './counts.js';
import { logOddsContrast } from './log-odds-ratio.js';

/** By which a log odds ratio is divided to stand beside standardized mean differences. */
export const coxDivisor = 1.65;

/** Options of {@link coxIndex}. */
export interface CoxIndexOptions extends ProportionsOptions {
  /**
   * Small-sample factor on N - 2 degrees of freedom: `'approximate'` is the What Works Clearinghouse's omega.
   * @defaultValue `'none'`
   */
  readonly correction?: HedgesCorrection | 'none';
}

/** A log odds ratio in standard deviations. */
export interface CoxIndex extends ProportionsEffect {
  /** The small-sample correction that was used. */
  readonly correction: HedgesCorrection | 'none';
  /** 1 where none was used. */
  readonly correctionFactor: number;
}

/**
 * Cox's index: the log odds ratio over 1.65, which puts a yes-or-no outcome on the scale of standardized mean differences.
 *
 * @param treatment - events and units of the treatment arm, or share and units
 * @param control - the same for the control arm
 * @returns treatment minus control, in standard deviations
 * @throws {@link EfficacyError} `zero_cell` unless told what to do about empty cells, `too_few_observations` for a correction below 4
 * units in all, `no_data`, `invalid_argument`
 *
 * @example
 * coxIndex({ p: 0.62, n: 150 }, { p: 0.51, n: 140 }, { correction: 'approximate' }).estimate; // 0.272
 *
 * @see Cox (1970), Analysis of Binary Data; Sánchez-Meca, Marín-Martínez & Chacón-Moscoso (2003), Psychological Methods 8(4), 448-467;
 * WWC Procedures Handbook 5.0, Appendix E.
 */
export function coxIndex(treatment: ArmEvents, control: ArmEvents, options: CoxIndexOptions = {}): CoxIndex {
  return coxIndexFor('coxIndex', treatment, control, options);
}

/** The same for another public function's message. */
export function coxIndexFor(
  who: string,
  treatment: ArmEvents,
  control: ArmEvents,
  options: CoxIndexOptions = {},
): CoxIndex {
  const { correction = 'none' } = options;
  for (const [arm, outcome] of Object.entries({ treatment, control })) cellsOf(who, arm, outcome);
  const factor = correctionFactorOf(correction, treatment.n + control.n - 2, who);
  const name = correction === 'none' ? 'Cox index' : `Cox index (${correction} correction)`;
  const contrast = logOddsContrast(
    'cox-index',
    'sd',
    `${name}: log odds ratio over ${coxDivisor}; normal interval`,
    coxDivisor / factor,
  );
  return {
    ...contrastOfProportions(who, contrast, treatment, control, options),
    varianceFormula: `${correction === 'none' ? '' : 'factor² '}(1/a + 1/b + 1/c + 1/d) / ${coxDivisor}²`,
    correction,
    correctionFactor: factor,
  };
}
