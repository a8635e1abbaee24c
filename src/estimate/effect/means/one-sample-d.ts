import { momentsOfSample, type Sample, sd as sdOf } from '../../../aggregate/moments.js';
import { EfficacyError } from '../../../support/errors.js';
import type { Alternative } from './effect-limits.js';
import type { HedgesCorrection } from './hedges-correction.js';
import { type StandardizedEffect, type StandardizedEffectOptions, standardizedEffect } from './standardized-effect.js';

/** Options of {@link oneSampleD}. */
export interface OneSampleDOptions<A extends Alternative = Alternative> extends StandardizedEffectOptions<A> {
  /** The value that the mean is compared with, such as a norm, in points. @defaultValue 0 */
  readonly against?: number;
  /** Small-sample factor, on n - 1 degrees of freedom. @defaultValue `'none'` */
  readonly correction?: HedgesCorrection | 'none';
}

/** How far a mean lies from a value, in standard deviations. */
export interface OneSampleD<A extends Alternative = 'two-sided'> extends StandardizedEffect<A> {
  /** Which quantity this is. */
  readonly kind: 'one-sample-d';
  /** The standard deviation of the values themselves. */
  readonly standardizer: 'sample';
  /** 1/n + g²/(2 n). */
  readonly varianceFormula: 'LS';
  /** The value compared with, in points. */
  readonly against: number;
  /** Values. */
  readonly n: number;
}

/**
 * The mean of a sample minus a fixed value, in standard deviations of the sample. Standard error: √(1/n + g²/(2 n)).
 *
 * A norm is no control group: the result says nothing about what a programme did.
 *
 * @param sample - values, moments of them, or n, mean and sd, in any unit
 * @returns mean minus value, in standard deviations
 * @throws {@link EfficacyError} `no_data`, `too_few_observations` below 2 values, `zero_variance`
 *
 * @example
 * oneSampleD([212, 220, 231], { against: 215 }).estimate; // 0.63
 *
 * @see Cohen (1988), Statistical Power Analysis, 2nd ed., section 2.3.3; Goulet-Pelletier & Cousineau (2018), TQMP 14(4), 242-265.
 */
export function oneSampleD<A extends Alternative = 'two-sided'>(
  sample: Sample,
  options: OneSampleDOptions<A> = {},
): OneSampleD<A> {
  const who = 'oneSampleD';
  const { against = 0, correction = 'none' } = options;
  if (!Number.isFinite(against)) {
    throw new EfficacyError('not_finite', `${who} needs a finite value to compare with; got ${against}`);
  }
  const group = momentsOfSample(sample, who, 'the sample');
  const { n, mean } = group;
  if (n === 0) throw new EfficacyError('no_data', `${who} needs values; there are none`);
  if (n < 2) throw new EfficacyError('too_few_observations', `${who} needs at least 2 values; got ${n}`, { n });
  const sd = sdOf(group);
  if (!(sd > 0)) {
    throw new EfficacyError('zero_variance', `${who} needs values that vary; all ${n} are ${mean}`, { n, value: mean });
  }
  const effect = standardizedEffect(
    {
      difference: mean - against,
      sd,
      differenceError: sd / Math.sqrt(n),
      df: n - 1,
      correction,
      correctionDf: n - 1,
      variance: ({ g }) => 1 / n + g ** 2 / (2 * n),
    },
    options,
    who,
  );
  const corrected = correction === 'none' ? '' : ` (${correction} correction)`;
  return {
    ...effect,
    kind: 'one-sample-d',
    standardizer: 'sample',
    varianceFormula: 'LS',
    method: `one-sample d${corrected}: mean minus ${against} over the standard deviation; ${effect.intervalMethod} interval`,
    against: against + 0, // 0 for -0
    n,
  };
}
