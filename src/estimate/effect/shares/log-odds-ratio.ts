import {
  allCells,
  type Contrast,
  contrastOfProportions,
  logOddsOf,
  type ProportionsEffect,
  type ProportionsOptions,
  woolfVariance,
} from './contrast-of-proportions.js';
import type { ArmEvents } from './counts.js';

/** A log odds ratio over a constant. */
export function logOddsContrast(kind: string, unit: string, method: string, divisor: number): Contrast {
  const over = divisor === 1 ? '' : ` / ${divisor}²`;
  return {
    kind,
    unit,
    method,
    varianceFormula: `(1/a + 1/b + 1/c + 1/d)${over}`,
    needs: allCells,
    of: (table) => ({
      estimate: logOddsOf(table) / divisor,
      variance: woolfVariance(table) / divisor ** 2,
    }),
  };
}

/**
 * Log odds ratio of two arms.
 *
 * @param treatment - events and units of the treatment arm, or share and units
 * @param control - the same for the control arm
 * @returns treatment minus control, in natural logarithms of odds, with Woolf's standard error
 * @throws {@link EfficacyError} `zero_cell` unless told what to do about empty cells, `no_data`, `invalid_argument`
 *
 * @example
 * logOddsRatio({ events: 48, n: 70 }, { events: 30, n: 75 }).estimate; // 1.19
 *
 * @see Woolf (1955), Annals of Human Genetics 19, 251-253.
 */
export function logOddsRatio(
  treatment: ArmEvents,
  control: ArmEvents,
  options: ProportionsOptions = {},
): ProportionsEffect {
  return contrastOfProportions('logOddsRatio', woolf, treatment, control, options);
}

/** The contrast of {@link logOddsRatio}. */
export const woolf: Contrast = logOddsContrast('log-odds-ratio', 'log odds', 'log odds ratio; normal interval', 1);
