import { rational } from './rational.js';

/** log(2π) / 2 */
const halfLogTwoPi = 0.9189385332046727;

// x δ(x) in 1/x, on x >= 1, where δ is the error of Stirling's formula; absolute error of δ under 3e-16.
const stirlingNumerator = [
  0.0833333333333336, 0.4985541361240763, 1.5315060302685362, 2.705366237495471, 2.9002701584885044, 1.7827138896903623,
  0.5451115189069312, 0.04666201137686496, 0.0002788502792892721,
];
const stirlingDenominator = [
  1, 5.982649633490871, 18.411405696354667, 32.66381651301692, 35.40743141102865, 22.424386036121554, 7.553349742695048,
  1.0393189984738798, 0.03791732294290762,
];

// log Γ(1 + a) / (a (a - 1)) in a, on -0.3 <= a <= 1.6; relative error 4e-16.
const logGammaNumerator = [
  0.5772156649015329, 1.92541251652436, 2.542986893905438, 1.6929687683233658, 0.5985597315136061, 0.10853443356473776,
  0.00888819975270663, 0.0002382779487716998, 4.52701375081713e-7,
];
const logGammaDenominator = [
  1, 3.7605768814628995, 5.73414662129668, 4.55618284497331, 2.0191159516170263, 0.4959184398257996,
  0.06309420272276198, 0.00354770936831197, 5.962106257424006e-5,
];

/**
 * Error of Stirling's formula: log Γ(x) - [(x - 1/2) log x - x + log(2π)/2]. Falls off as 1 / (12 x).
 *
 * @param x - greater than 0, not checked
 */
export function stirlingError(x: number): number {
  if (x < 1) return stirlingError(x + 1) + (x + 0.5) * Math.log1p(1 / x) - 1;
  const u = 1 / x;
  return u * rational(stirlingNumerator, stirlingDenominator, u);
}

/**
 * log Γ(1 + a), to full relative precision at its zeros a = 0 and a = 1.
 *
 * @param a - at least -0.3, not checked
 */
export function logGamma1p(a: number): number {
  if (a <= 1.6) return a * (a - 1) * rational(logGammaNumerator, logGammaDenominator, a);
  const x = 1 + a;
  return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingError(x);
}

/**
 * Logarithm of the gamma function.
 *
 * @param x - greater than 0, not checked
 */
export function logGamma(x: number): number {
  return x < 0.7 ? logGamma1p(x) - Math.log(x) : logGamma1p(x - 1);
}
