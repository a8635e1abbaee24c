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

/** A kernel this small is computed anew: its neighbours would inherit the digits that it has lost. */
const faint = 1e-290;
/** From this many units on the sum is taken in strides. */
const manyUnits = 1e5;
/** A smaller mean moves nothing that a double can show. */
const noUnits = 1e-30;

/**
 * Lower tail of the mixture. All terms are positive, so that nothing cancels however small the result is. Begins above the
 * j that matter and goes down, on which way the tails grow by the kernel.
 *
 * @param mean - of the Poisson number, at least 0
 *
 * @see Ding (1992), Algorithm AS 275, for the recurrence; Benton & Krishnamoorthy (2003), Comput. Stat. Data Anal. 43(2),
 * 249-267, for beginning at the largest term.
 */
export function mixtureLower(mean: number, ladder: Ladder): number {
  const { growth } = ladder;
  if (mean < noUnits) return ladder.lower(0);
  const peak = Math.floor(Math.min(mean, ladder.peak));
  if (peak > manyUnits) return strides(mean, peak, ladder.lower);
  const scale = poisson(peak, mean);
  if (!(scale > 0) || (peak + 1 < mean && ladder.kernel(peak) === 0)) return 0;

  // Poisson probability at j in units of that at the peak, and a bound of the term.
  let j = peak;
  let weight = 1;
  for (let bound = 1; bound > beneath; j++) {
    const ratio = growth(j);
    weight *= mean / (j + 1);
    bound *= (mean / (j + 1)) * Math.min(1, ratio);
  }
  let kernel = ladder.kernel(j);
  let tail = ladder.lower(j);
  let sum = weight * tail;
  while (j > 0) {
    weight *= j / mean;
    j--;
    kernel = kernel > faint ? kernel / growth(j) : ladder.kernel(j);
    tail += kernel;
    const term = weight * tail;
    sum += term;
    if (j < peak && term < negligible * sum) break;
  }
  return Math.min(1, sum * scale);
}

/** Upper tail of the mixture, from below the j that matter upwards. Otherwise as {@link mixtureLower}. */
export function mixtureUpper(mean: number, ladder: Ladder): number {
  const { growth } = ladder;
  if (mean < noUnits) return ladder.upper(0);
  const peak = Math.floor(Math.max(mean, ladder.peak));
  if (peak > manyUnits) return strides(mean, peak, ladder.upper);
  const scale = poisson(peak, mean);
  if (!(scale > 0) || (peak > mean && ladder.kernel(peak) === 0)) return 0;

  let j = peak;
  let weight = 1;
  for (let bound = 1; bound > beneath && j > 0; j--) {
    const ratio = growth(j - 1);
    weight *= j / mean;
    bound *= (j / mean) * Math.min(1, 1 / ratio);
  }
  let kernel = ladder.kernel(j);
  let tail = ladder.upper(j);
  let sum = 0;
  for (;;) {
    const term = weight * tail;
    sum += term;
    if (j > peak && !(term > negligible * sum)) break;
    tail += kernel;
    kernel = kernel > faint ? kernel * growth(j) : ladder.kernel(j + 1);
    j++;
    weight *= mean / j;
  }
  return Math.min(1, sum * scale);
}

/** Sum of Poisson probability × (shape + j) × kernel(j): the density of the mixture on a logarithmic scale. */
export function mixtureDensity(mean: number, ladder: Ladder): number {
  const { growth, shape } = ladder;
  const peak = Math.floor(ladder.peak);
  if (mean < noUnits) return shape * ladder.kernel(0);
  const scale = ladder.kernel(peak) * poisson(peak, mean);
  if (!(scale > 0)) return 0;
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
  return sum * scale;
}

/**
 * The same sum where it is wide: its terms are a smooth peak over j, no narrower than √(peak / 2), and the trapezoidal rule
 * with steps of 0.6 of that is as good as a step of 1.
 */
function strides(mean: number, peak: number, tail: (j: number) => number): number {
  const stride = 0.6 * Math.sqrt(peak / 2);
  let sum = poisson(peak, mean) * tail(peak);
  for (const step of [stride, -stride]) {
    for (let j = peak + step; j > 0; j += step) {
      const term = poisson(j, mean) * tail(j);
      sum += term;
      if (!(term > negligible * sum)) break;
    }
  }
  return Math.min(1, sum * stride);
}

function poisson(j: number, mean: number): number {
  return j === 0 ? Math.exp(-mean) : gammaKernel(j, mean);
}
