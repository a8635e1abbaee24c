import { need } from '../../../support/need.js';
import { contrastOfProportions, type ProportionsEffect, type ProportionsOptions } from './contrast-of-proportions.js';
import type { ArmEvents } from './counts.js';
import { woolf } from './log-odds-ratio.js';

/** A ratio whose test and interval were made on the scale of its logarithm. */
export interface RatioEffect extends ProportionsEffect {
  /** Natural logarithm of the estimate; `statistic` is this over `logStandardError`. */
  readonly logEstimate: number;
  /** Standard error of that logarithm. */
  readonly logStandardError: number;
}

/**
 * Odds ratio of two arms, with the interval of its logarithm (Woolf).
 *
 * @param treatment - events and units of the treatment arm, or share and units
 * @param control - the same for the control arm
 * @returns the odds of treatment over those of control; its standard error is that of the logarithm times the ratio
 * @throws {@link EfficacyError} `zero_cell` unless told what to do about empty cells, `no_data`, `invalid_argument`, `overflow`
 *
 * @example
 * oddsRatio({ events: 48, n: 70 }, { events: 30, n: 75 }).estimate; // 3.27
 *
 * @see Woolf (1955), Annals of Human Genetics 19, 251-253.
 */
export function oddsRatio(treatment: ArmEvents, control: ArmEvents, options: ProportionsOptions = {}): RatioEffect {
  const log = contrastOfProportions('oddsRatio', woolf, treatment, control, options);
  return ratioOf(log, 'odds-ratio', 'odds ratio', 'odds ratio; normal interval of its logarithm', 'oddsRatio');
}

/** The effect whose logarithm was estimated. */
export function ratioOf(log: ProportionsEffect, kind: string, unit: string, method: string, who: string): RatioEffect {
  const estimate = Math.exp(log.estimate);
  const standardError = estimate * log.standardError;
  need(
    Number.isFinite(standardError),
    'overflow',
    who,
    'shares whose ratio has an error that a number can hold',
    standardError,
  );
  return {
    ...log,
    kind,
    estimate,
    standardError,
    interval: {
      lower: Math.exp(log.interval.lower),
      upper: Math.min(Math.exp(log.interval.upper), Number.MAX_VALUE),
      level: log.interval.level,
    },
    unit,
    method,
    logEstimate: log.estimate,
    logStandardError: log.standardError,
  };
}
