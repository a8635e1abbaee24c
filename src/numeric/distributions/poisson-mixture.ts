import { exp, floor, max, min, sqrt } from '../math.js';
import { invertTail } from '../special/invert-tail.js';
import { roughNormalScore } from '../special/normal-score.js';
import { poissonMass as poisson } from './poisson.js';

/**
 * Distributions that differ by one unit in a shape, averaged over a Poisson number j of units: how noncentral chi-square
 * and F come from the central ones. `tail(j + 1, true) - tail(j, true) = kernel(j)`, and the lower tail falls by as much.
 */
export interface Ladder {
  /** Shape at j = 0. */
  readonly shape: number;
  readonly tail: (j: number, upper: boolean) => number;
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
/** From here on the number of units is its mean, as far as doubles go. */
const allUnits = 1e25;
/** A smaller mean moves nothing that a double can show. */
const noUnits = 1e-30;

/**
 * Lower (or upper) tail of the mixture. All terms are positive, so that nothing cancels however small the result is: begins
 * beyond the j that matter, on the side where the tail is smallest, and walks in the direction in which each kernel adds to
 * it, down for the lower tail and up for the upper one.
 *
 * @param mean - of the Poisson number, at least 0
 *
 * @see Ding (1992), Algorithm AS 275, for the recurrence; Benton & Krishnamoorthy (2003), Comput. Stat. Data Anal. 43(2),
 * 249-267, for beginning at the largest term.
 */
export function mixtureTail(mean: number, ladder: Ladder, upper: boolean): number {
  const tailAt = (j: number): number => ladder.tail(j, upper);
  if (mean < noUnits) return tailAt(0);
  const peak = floor(upper ? max(mean, ladder.peak) : min(mean, ladder.peak));
  if (peak > manyUnits) return min(1, strides(mean, peak, tailAt));
  const scale = poisson(peak, mean);
  const far = upper ? peak > mean : peak + 1 < mean;
  if (!(scale > 0) || (far && ladder.kernel(peak) === 0)) return 0;

  const direction = upper ? 1 : -1;
  const back = upper ? -1 : 1;
  // Poisson probability at j in units of that at the peak, and a bound of the term.
  let j = peak;
  let weight = 1;
  for (let bound = 1; bound > beneath && (j > 0 || back > 0); j += back) {
    const ratio = poissonRatio(j, back, mean);
    weight *= ratio;
    bound *= ratio * min(1, kernelRatio(ladder, j, back));
  }

  let rung = upper ? j : j - 1;
  let kernel = ladder.kernel(rung);
  let tail = tailAt(j);
  let sum = weight * tail;
  while (upper || j > 0) {
    tail += kernel;
    kernel = kernel > faint ? kernel * kernelRatio(ladder, rung, direction) : ladder.kernel(rung + direction);
    rung += direction;
    weight *= poissonRatio(j, direction, mean);
    j += direction;
    const term = weight * tail;
    sum += term;
    if ((j - peak) * direction > 0 && !(term > negligible * sum)) break;
  }
  return min(1, sum * scale);
}

/** Sum of Poisson probability × (shape + j) × kernel(j): the density of the mixture on a logarithmic scale. */
export function mixtureDensity(mean: number, ladder: Ladder): number {
  const { shape, kernel } = ladder;
  const peak = floor(ladder.peak);
  if (mean < noUnits) return shape * kernel(0);
  if (peak > manyUnits) return strides(mean, peak, (j) => (shape + j) * kernel(j));
  const scale = kernel(peak) * poisson(peak, mean);
  if (!(scale > 0)) return 0;
  let sum = shape + peak;
  for (const direction of [1, -1]) {
    let product = 1;
    for (let j = peak; j > 0 || direction > 0; ) {
      product *= poissonRatio(j, direction, mean) * kernelRatio(ladder, j, direction);
      j += direction;
      const term = product * (shape + j);
      sum += term;
      if (!(term > negligible * sum)) break;
    }
  }
  return sum * scale;
}

/**
 * The point at which a tail of the mixture is p, for 0 <= p <= 1: by Newton's method on log tail along log x;
 * 0 where it is below the smallest number with all its digits.
 *
 * @param at - the ladder at a point
 * @param center - about the mean of the mixture
 * @param spread - about the standard deviation of its logarithm
 */
export function mixtureQuantile(
  p: number,
  upper: boolean,
  mean: number,
  at: (x: number) => Ladder,
  center: number,
  spread: number,
): number {
  if (p > 0.5) return mixtureQuantile(1 - p, !upper, mean, at, center, spread);
  if (p === 0) return upper ? Infinity : 0;
  const side = upper ? 1 : -1;
  const start = center * exp((side * min(1, spread) * roughNormalScore(p)) / 2);
  const s = invertTail(
    p,
    !upper,
    (s) => {
      const ladder = at(min(start * exp(s), Number.MAX_VALUE));
      const tail = mixtureTail(mean, ladder, upper);
      const slope = -side * mixtureDensity(mean, ladder);
      return [tail, slope, slope / tail];
    },
    1e-8,
  );
  const x = start * exp(s);
  return x < 2 ** -1022 ? 0 : x;
}

/**
 * The same sum where it is wide: its terms are a smooth peak over j, no narrower than √(peak / 2), and the trapezoidal rule
 * with steps of up to 0.75 of that is as good as a step of 1. A power of 2 keeps j exact.
 */
function strides(mean: number, peak: number, value: (j: number) => number): number {
  if (peak > allUnits) return value(peak);
  const stride = 2 ** floor(Math.log2(0.75 * sqrt(peak / 2)));
  let sum = poisson(peak, mean) * value(peak);
  for (const step of [stride, -stride]) {
    for (let j = peak + step; j > 0; j += step) {
      const term = poisson(j, mean) * value(j);
      sum += term;
      if (!(term > negligible * sum)) break;
    }
  }
  return sum * stride;
}

/** Poisson probability of the next j in this direction over that of j. */
const poissonRatio = (j: number, direction: number, mean: number): number =>
  direction > 0 ? mean / (j + 1) : j / mean;

const kernelRatio = ({ growth }: Ladder, j: number, direction: number): number =>
  direction > 0 ? growth(j) : 1 / growth(j - 1);
