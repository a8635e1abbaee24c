import * as normal from '../../../numeric/distributions/normal.js';
import { EfficacyError } from '../../../support/errors.js';

/** Options of {@link percentileGain}. */
export interface PercentileGainOptions {
  /**
   * Percentile rank of the student without the programme.
   * @defaultValue 50, for which the gain is the {@link improvementIndex}
   */
  readonly from?: number;
}

/**
 * By how many percentile ranks an effect would move a student who stands at a given one, if scores are normal and the effect is the same
 * for everyone.
 *
 * @param g - a standardized mean difference, in standard deviations of the control group
 * @returns percentile points, to be added to the starting percentile
 * @throws {@link EfficacyError} `not_finite`, `out_of_domain` for a percentile that is not between 0 and 100
 *
 * @example
 * percentileGain(0.25, { from: 30 }); // 9.2
 *
 * @see Lipsey et al. (2012), Translating the Statistical Representation of the Effects of Education Interventions, NCSER 2013-3000.
 */
export function percentileGain(g: number, options: PercentileGainOptions = {}): number {
  const { from = 50 } = options;
  if (!Number.isFinite(g))
    throw new EfficacyError('not_finite', `percentileGain needs a finite effect; got ${g}`, { g: String(g) });
  if (!(typeof from === 'number' && from > 0 && from < 100)) {
    throw new EfficacyError('out_of_domain', `percentileGain needs a percentile between 0 and 100; got ${from}`, {
      from: String(from),
    });
  }
  return 100 * normalRise(normal.quantile(from / 100), g);
}

/** Φ(z + g) - Φ(z), from whichever tails keep its digits; a small rise by the density in its middle and the next term. */
export function normalRise(z: number, g: number): number {
  const middle = z + g / 2;
  if (Math.abs(g) < 1e-3) return g * normal.density(middle) * (1 + (g * g * (middle * middle - 1)) / 24) + 0; // 0 for -0
  return middle > 0 ? normal.sf(z) - normal.sf(z + g) : normal.cdf(z + g) - normal.cdf(z);
}
