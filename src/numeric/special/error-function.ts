import { productError } from '../sums/error-free.js';
import { rational } from './rational.js';

// erf(x) / x in x², on |x| <= 1/2; relative error 3e-20 before rounding.
const erfNumerator = [
  1.1283791670955126, 0.13273781588831823, 0.04003497179909916, 0.001111947160008201, 6.53146755682646e-5,
];
const erfDenominator = [1, 0.4509691597993518, 0.08580312323455648, 0.008299086420556764, 0.00035166476084434685];

// erfcx(x) (x + 2) in 1 / (x + 2), on x >= 0; relative error 1.2e-16.
const erfcxNumerator = [
  0.5641895835477564, 1.0804071473829484, 11.869513899973667, 24.185826442499057, 97.73612410003922, 186.42193834807867,
  409.993486994088, 633.5672274017261, 862.9286741457022, 863.0732584869512, 555.2409487118366, 0,
];
const erfcxDenominator = [
  1, -0.08502819107501826, 17.708222002460495, 2.749415888680059, 101.4303010621044, 30.303525067431323,
  226.0520625048515, 76.61409080491464, 182.33404479716512, 49.760751649634905, 36.17022422196138, 3.9870071552193407,
];

/** exp(-scale x²) with the rounding of x² put back; `scale` is 1 or 1/2. */
export function expMinusSquare(x: number, scale: number): number {
  const square = x * x;
  if (square * scale > 760) return 0;
  return Math.exp(-scale * square) * (1 - scale * productError(x, x, square));
}

/**
 * Scaled complementary error function exp(x²) erfc(x): the upper tail of a normal without its exponential part.
 *
 * @param x - at least 0, not checked
 */
export function erfcx(x: number): number {
  const u = 1 / (x + 2);
  return u * rational(erfcxNumerator, erfcxDenominator, u);
}

/** Error function, (2/√π) ∫₀ˣ exp(-t²) dt. */
export function erf(x: number): number {
  if (Math.abs(x) <= 0.5) return x * rational(erfNumerator, erfDenominator, x * x);
  return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
}

/** Complementary error function 1 - erf(x), to full relative precision down to the smallest double. */
export function erfc(x: number): number {
  if (x < 0.5) return x < -0.5 ? 2 - erfc(-x) : 1 - erf(x);
  return expMinusSquare(x, 1) * erfcx(x);
}
