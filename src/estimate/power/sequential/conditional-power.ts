import { need } from '../../../support/need.js';
import { checkDrift, checkLooks, cross, type SequentialLook } from './crossing-probabilities.js';
import { walkFrom } from './stopped-walk.js';

/** Options of {@link conditionalPower}. */
export interface ConditionalPowerOptions {
  /** The z-statistic of now: estimate over standard error. */
  readonly z: number;
  /** Information so far over that planned, above 0. */
  readonly fraction: number;
  /** The looks to come, with their bounds. */
  readonly looks: readonly SequentialLook[];
  /**
   * Mean of z at fraction 1 from now on: the effect that was planned over the final standard error, 0 for none, or `'trend'` for z/√fraction, the
   * effect seen so far.
   */
  readonly drift: number | 'trend';
}

/** How likely a trial that is under way will still reject. */
export interface ConditionalPower {
  /** Which record this is. */
  readonly kind: 'conditional-power';
  /** Probability of stopping above an upper bound at one of the looks to come. */
  readonly power: number;
  /** The drift that was assumed from now on. */
  readonly drift: number;
  /** The z-statistic, as it was given. */
  readonly z: number;
  /** Information over that planned. */
  readonly fraction: number;
  /** What was computed, in words. */
  readonly method: string;
}

/**
 * Probability that a trial that is under way will still reject in favour of treatment, given where it stands.
 *
 * The trend seen so far is a poor guess early in a trial; give the effect that was planned too.
 *
 * @param options - where the trial stands, the looks to come, and the effect assumed
 * @throws {@link EfficacyError} `invalid_argument`
 *
 * @example
 * const looks = [{ fraction: 1, upper: 1.969, lower: -1.969 }];
 * conditionalPower({ z: 1.5, fraction: 0.5, looks, drift: 'trend' }).power; // 0.59
 *
 * @see Lan, Simon & Halperin (1982), Commun. Statist. C 1(3), 207-219; Jennison & Turnbull (2000), Group Sequential Methods, 10.2.
 */
export function conditionalPower(options: ConditionalPowerOptions): ConditionalPower {
  const who = 'conditionalPower';
  const { z, fraction, looks } = options;
  need(Math.abs(z) <= 1e3, 'invalid_argument', who, 'a z-statistic', z);
  need(fraction > 0 && fraction < Infinity, 'invalid_argument', who, 'a fraction above 0', fraction);
  checkLooks(looks, fraction, who);
  const drift = options.drift === 'trend' ? z / Math.sqrt(fraction) : options.drift;
  checkDrift(drift, who);
  const crossed = cross(walkFrom(fraction, z * Math.sqrt(fraction)), looks, drift);
  return {
    kind: 'conditional-power',
    power: crossed.reduce((sum, { upper }) => sum + upper, 0),
    drift,
    z,
    fraction,
    method: `${options.drift === 'trend' ? 'the trend so far continues' : 'stated drift'}; recursive numerical integration`,
  };
}
