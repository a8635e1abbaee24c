import { gammaKernel } from '../special/saddle-point.js';

/**
 * Distributions that differ by one unit in a shape, averaged over a Poisson number j of units: how noncentral chi-square
 * and F come from the central ones. `lower(j) - lower(j + 1) = upper(j + 1) - upper(j) = kernel(j)`.
 */
export interface Ladder {
  /** Shape at j = 0. */
  readonly shape: number;
  readonly lower: (j: number) => number;
  readonly upper: (j: number) => number;
  readonly kernel: (j: number) => number;
  /** kernel(j + 1) / kernel(j) */
  readonly growth: (j: number) => number;
  /** The j, not necessarily whole, at which the Poisson probability times the kernel is largest. */
  readonly peak: number;
}

/** Terms that cannot reach this part of the largest are not begun with. */
const beneath = 1e-21;
/** Terms smaller than this part of the sum end it. */
const negligible = 1e-18;

/**
 * Lower tail of the mixture. All terms are positive: begins above the j that matter and goes down, on which way the
 * tails grow by the kernel, so that nothing cancels however small the result is. The time grows with the square root of
 * the mean.
 *
 * @param mean - of the Poisson number, at least 0
 *
 * @see Ding (1992), Algorithm AS 275, for the recurrence; Benton & Krishnamoorthy (2003), Comput. Stat. Data Anal. 43(2),
 * 249-267, for beginning at the largest term.
 */
export function mixtureLower(mean: number, ladder: Ladder): number {
  const { growth } = ladder;
  const peak = Math.floor(Math.min(mean, ladder.peak));
  // Poisson probability and kernel at j, in units of those at the peak, and a bound of the term.
  let j = peak;
  let weight = 1;
  let kernel = 1;
  for (let bound = 1; bound > beneath; j++) {
    const ratio = growth(j);
    weight *= mean / (j + 1);
    kernel *= ratio;
    bound *= (mean / (j + 1)) * Math.min(1, ratio);
  }
  const unit = ladder.kernel(peak);
  let tail = ladder.lower(j);
  let sum = weight * tail;
  while (j > 0) {
    weight *= j / mean;
    j--;
    kernel /= growth(j);
    tail += kernel * unit;
    const term = weight * tail;
    sum += term;
    if (j < peak && term < negligible * sum) break;
  }
  return Math.min(1, sum * poisson(peak, mean));
}

/** Upper tail of the mixture, from below the j that matter upwards. Otherwise as {@link mixtureLower}. */
export function mixtureUpper(mean: number, ladder: Ladder): number {
  const { growth } = ladder;
  const peak = Math.floor(Math.max(mean, ladder.peak));
  let j = peak;
  let weight = 1;
  let kernel = 1;
  for (let bound = 1; bound > beneath && j > 0; j--) {
    const ratio = growth(j - 1);
    weight *= j / mean;
    kernel /= ratio;
    bound *= (j / mean) * Math.min(1, 1 / ratio);
  }
  const unit = ladder.kernel(peak);
  let tail = ladder.upper(j);
  let sum = 0;
  for (;;) {
    const term = weight * tail;
    sum += term;
    if (j > peak && !(term > negligible * sum)) break;
    tail += kernel * unit;
    kernel *= growth(j);
    j++;
    weight *= mean / j;
  }
  return Math.min(1, sum * poisson(peak, mean));
}

/** Sum of Poisson probability × (shape + j) × kernel(j): the density of the mixture on a logarithmic scale. */
export function mixtureDensity(mean: number, ladder: Ladder): number {
  const { growth, shape } = ladder;
  const peak = Math.floor(ladder.peak);
  let sum = shape + peak;
  let product = 1;
  for (let j = peak; ; j++) {
    product *= (mean / (j + 1)) * growth(j);
    const term = product * (shape + j + 1);
    sum += term;
    if (!(term > negligible * sum)) break;
  }
  product = 1;
  for (let j = peak; j > 0; j--) {
    product *= j / mean / growth(j - 1);
    const term = product * (shape + j - 1);
    sum += term;
    if (!(term > negligible * sum)) break;
  }
  return sum * ladder.kernel(peak) * poisson(peak, mean);
}

function poisson(j: number, mean: number): number {
  return j === 0 ? Math.exp(-mean) : gammaKernel(j, mean);
}
