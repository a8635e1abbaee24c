import { abs, log, sqrt } from '../math.js';
import { erfcx, expMinusSquare } from '../special/error-function.js';
import { rational } from '../special/rational.js';
import type { ContinuousDistribution } from './distribution.js';
import { checkPoint, checkProbability } from './domain.js';

/** Density at x. @throws {@link EfficacyError} `out_of_domain` for NaN */
export function density(x: number): number {
  checkPoint('normal.density', 'x', x);
  return expMinusSquare(x, 0.5) * sqrt(0.5 / Math.PI);
}

/**
 * Probability of a value up to x.
 *
 * @throws {@link EfficacyError} `out_of_domain` for NaN
 *
 * @example
 * cdf(1.96); // 0.9750021048517795
 */
export function cdf(x: number): number {
  checkPoint('normal.cdf', 'x', x);
  return upperTail(-x);
}

/** Probability of a value above x, to full relative precision in the far tail. @throws as {@link cdf} */
export function sf(x: number): number {
  checkPoint('normal.sf', 'x', x);
  return upperTail(x);
}

/**
 * The x below which a value falls with probability p; -Infinity at 0 and Infinity at 1.
 *
 * @throws {@link EfficacyError} `out_of_domain` unless 0 <= p <= 1
 * @see Wichura (1988), Algorithm AS 241, Appl. Stat. 37(3), 477-484 (PPND16).
 */
export function quantile(p: number): number {
  checkProbability('normal.quantile', 'p', p);
  const q = p - 0.5;
  if (abs(q) <= 0.425) return centre(q);
  return q < 0 ? -tail(p) : tail(1 - p);
}

/** The x above which a value falls with probability p. @throws as {@link quantile} */
export function isf(p: number): number {
  checkProbability('normal.isf', 'p', p);
  return 0 - quantile(p);
}

function upperTail(x: number): number {
  if (x <= 0) return x === 0 ? 0.5 : 1 - upperTail(-x);
  return x > 40 ? 0 : 0.5 * expMinusSquare(x, 0.5) * erfcx(x * Math.SQRT1_2);
}

function centre(q: number): number {
  const r = 0.180625 - q * q;
  return q * rational(centreNumerator, centreDenominator, r);
}

function tail(p: number): number {
  if (p === 0) return Infinity;
  const r = sqrt(-log(p));
  return r <= 5 ? rational(tailNumerator, tailDenominator, r - 1.6) : rational(farNumerator, farDenominator, r - 5);
}

const centreNumerator = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const centreDenominator = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const tailNumerator = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const tailDenominator = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const farNumerator = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const farDenominator = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
];

/**
 * Standard normal distribution: mean 0, standard deviation 1.
 *
 * @example
 * normal.cdf(1.96); // 0.9750021048517795
 */
export const normal: ContinuousDistribution<[]> = { density, cdf, sf, quantile, isf };
