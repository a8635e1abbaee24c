import { checkAbove0 } from '../distributions/domain.js';
import { halfLogTwoPi, log, log1p } from '../math.js';
import { rational } from './rational.js';

// x δ(x) in 1/x², on x >= 3, where δ is the error of Stirling's formula; absolute error of δ 5e-17 (test/reference/scripts/rational_fits.py, as the next).
const stirlingNumerator = [
  0.08333333333333345, 0.6998238888888777, 1.447548595220066, 0.740153708845538, 0.0479489943908637,
];
const stirlingDenominator = [1, 8.43122, 17.6421, 9.39676, 0.770717];

// log Γ(1 + a) / (a (a - 1)) in a, on -0.3 <= a <= 1.6; relative error 2e-16.
const logGammaNumerator = [
  0.5772156649015329, 1.9254125165244182, 2.5429868939055984, 1.6929687683231232, 0.5985597315137061,
  0.10853443356467468, 0.008888199752737696, 0.00023827794876177122, 4.5270137647558056e-7,
];
const logGammaDenominator = [
  1, 3.760576881463, 5.734146621297, 4.556182844973, 2.019115951617, 0.4959184398258, 0.06309420272276,
  0.003547709368312, 5.962106257424e-5,
];

/**
 * Error of Stirling's formula: log Γ(x) - [(x - 1/2) log x - x + log(2π)/2]. Falls off as 1 / (12 x).
 *
 * @param x - greater than 0, not checked
 */
export function stirlingError(x: number): number {
  if (x < 3) return stirlingError(x + 1) + (x + 0.5) * log1p(1 / x) - 1;
  return rational(stirlingNumerator, stirlingDenominator, 1 / x / x) / x;
}

/**
 * log Γ(1 + a), to full relative precision at its zeros a = 0 and a = 1.
 *
 * @param a - at least -0.3, not checked
 */
export function logGamma1p(a: number): number {
  if (a <= 1.6) return a * (a - 1) * rational(logGammaNumerator, logGammaDenominator, a);
  const x = 1 + a;
  return (x - 0.5) * log(x) - x + halfLogTwoPi + stirlingError(x);
}

/**
 * Logarithm of the gamma function, to full relative precision also beside its zeros at 1 and 2.
 *
 * @param x - greater than 0: from 1e-300 to 1e300
 * @throws {@link EfficacyError} `out_of_domain` for another x
 *
 * @example
 * logGamma(5); // log 24
 */
export function logGamma(x: number): number {
  checkAbove0('logGamma', x);
  return x < 0.7 ? logGamma1p(x) - log(x) : logGamma1p(x - 1);
}
