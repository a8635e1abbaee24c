import { erf, erfcx, expMinusSquare } from '../special/error-function.js';
import { polynomial } from '../special/polynomial.js';
import { checkPoint, checkProbability } from './domain.js';

/** Standard normal distribution: mean 0, standard deviation 1. */

/** Density at x. @throws {@link EfficacyError} `out_of_domain` for NaN */
export function density(x: number): number {
  checkPoint('normal.density', 'x', x);
  return expMinusSquare(x, 0.5) * Math.sqrt(0.5 / Math.PI);
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
  checkProbability('normal.quantile', p);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return centre(q);
  return q < 0 ? -tail(p) : tail(1 - p);
}

/** The x above which a value falls with probability p. @throws as {@link quantile} */
export function isf(p: number): number {
  checkProbability('normal.isf', p);
  return -quantile(p);
}

function upperTail(x: number): number {
  const scaled = x * Math.SQRT1_2;
  if (Math.abs(scaled) <= 0.5) return 0.5 - 0.5 * erf(scaled);
  if (x < 0) return 1 - upperTail(-x);
  return x > 40 ? 0 : 0.5 * expMinusSquare(x, 0.5) * erfcx(scaled);
}

function centre(q: number): number {
  const r = 0.180625 - q * q;
  return (q * polynomial(centreNumerator, r)) / polynomial(centreDenominator, r);
}

function tail(p: number): number {
  if (p === 0) return Infinity;
  const r = Math.sqrt(-Math.log(p));
  return r <= 5
    ? polynomial(tailNumerator, r - 1.6) / polynomial(tailDenominator, r - 1.6)
    : polynomial(farNumerator, r - 5) / polynomial(farDenominator, r - 5);
}

const centreNumerator = [
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
  67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
];
const centreDenominator = [
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
  28729.085735721942674, 5226.495278852854561,
];
const tailNumerator = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258,
  0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
];
const tailDenominator = [
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
  0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
];
const farNumerator = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093,
  0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
];
const farDenominator = [
  1, 0.59983220655588793769, 0.1369298809227358053, 0.0148753612908506148525, 7.868691311456132591e-4,
  1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
];
