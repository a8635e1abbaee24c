import { exp, expm1, halfLogTwoPi, log, log1p, max, min, sqrt } from '../math.js';
import { erf } from '../special/error-function.js';
import { logIntegral } from './log-integral.js';
import { logNormalTail } from './log-normal-tail.js';

/**
 * Logarithms of probabilities about the range of k independent standard normals, as integrals over the largest of them.
 * Each stays precise however small the probability is.
 */
export type LogOfRange = (r: number, k: number) => number;

/** Where halving the steps ends: sooner than elsewhere, since these are entire functions and integrated once more. */
const agreement = 1e-8;

/** Of a range up to r: k ∫ φ(z) [Φ(z) - Φ(z - r)]^(k-1) dz. */
export const logRangeLower: LogOfRange = (r, k) => {
  const center = min(r / 2, usualLargest(k));
  const logF = (x: number): number => (k - 1) * logBetween(center + x, r) - 0.5 * (center + x) ** 2;
  return log(k) - halfLogTwoPi + logIntegral(logF, 1 / sqrt(1 + (k - 1) * narrowing(r)), agreement);
};

/** Of a range above r: k ∫ φ(z) {Φ(z)^(k-1) - [Φ(z) - Φ(z - r)]^(k-1)} dz. */
export const logRangeUpper: LogOfRange = (r, k) => {
  const center = max(r / 2, usualLargest(k));
  const logF = (x: number): number => {
    const z = center + x;
    const below = logNormalTail(-z);
    const logShare = logNormalTail(r - z) - below;
    // log(1 - (1 - share)^(k-1))
    const some = logShare < -35 ? log(k - 1) + logShare : log(-expm1((k - 1) * log1p(-exp(min(logShare, 0)))));
    return (k - 1) * below + some - 0.5 * z * z;
  };
  return log(k) - halfLogTwoPi + logIntegral(logF, 0.5, agreement);
};

/** Density of log r: k (k-1) r ∫ φ(z) φ(z - r) [Φ(z) - Φ(z - r)]^(k-2) dz. */
export const logRangeDensity: LogOfRange = (r, k) => {
  const logF = (x: number): number => (k > 2 ? (k - 2) * logBetween(r / 2 + x, r) : 0) - x * x - 0.25 * r * r;
  const scale = log(k * (k - 1)) + log(r) - 2 * halfLogTwoPi;
  return scale + logIntegral(logF, 1 / sqrt(2 + (k - 2) * narrowing(r)), agreement);
};

/** Log of Φ(z) - Φ(z - r). */
function logBetween(z: number, r: number): number {
  if (r < 1e-3) {
    const middle = z - r / 2;
    return log(r) - 0.5 * middle * middle - halfLogTwoPi + (r * r * (middle * middle - 1)) / 24;
  }
  // The same probability between low and high, turned to the side where both can be positive.
  const [low, high] = z < r / 2 ? [-z, r - z] : [z - r, z];
  if (low <= 0) return log(0.5 * (erf(high * Math.SQRT1_2) - erf(low * Math.SQRT1_2)));
  const logTail = logNormalTail(low);
  return logTail + log1p(-exp(logNormalTail(high) - logTail));
}

/** About the mode of the largest of k. */
const usualLargest = (k: number): number => sqrt(2 * log(k)) - 0.65;

/** About -d² log[Φ(z) - Φ(z - r)] / dz² at the middle: 1 minus the variance of a normal cut to a width of r. */
const narrowing = (r: number): number => 12 / (12 + r * r);
