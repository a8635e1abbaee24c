import { abs, exp } from '../math.js';
import { productError } from '../sums/error-free.js';
import { rational } from './rational.js';

// erf(x) / x in x², on |x| <= 1/2; relative error 3e-17 (test/reference/scripts/rational_fits.py, as the next).
const erfNumerator = [
  1.1283791670955126, 0.1327378161147236, 0.04003497145902029, 0.0011119472470099794, 6.531465360521209e-5,
];
const erfDenominator = [1, 0.45096916, 0.085803123, 0.0082990864, 0.00035166476];

// erfcx(x) (x + 2) in 1 / (x + 2), on x >= 0; relative error 2e-16.
const erfcxNumerator = [
  0.5641895835477564, 1.0804071473829635, 11.869513899713505, 24.1858264420022, 97.73612409778585, 186.42193834581468,
  409.9934869766847, 633.5672274195941, 862.9286740745341, 863.0732585426043, 555.2409487102638, 0,
];
const erfcxDenominator = [
  1, -0.085028191075, 17.708222002, 2.7494158887, 101.43030106, 30.303525067, 226.0520625, 76.614090805, 182.3340448,
  49.76075165, 36.170224222, 3.9870071552,
];

/** exp(-scale x²) with the rounding of x² put back; `scale` is 1 or 1/2. */
export function expMinusSquare(x: number, scale: number): number {
  const square = x * x;
  if (square * scale > 760) return 0;
  return exp(-scale * square) * (1 - scale * productError(x, x, square));
}

/**
 * Scaled complementary error function exp(x²) erfc(x): the upper tail of a normal without its exponential part.
 *
 * @param x - any number; below -26.6 the result is infinite
 */
export function erfcx(x: number): number {
  if (x < 0) return 2 / expMinusSquare(x, 1) - erfcx(-x);
  const u = 1 / (x + 2);
  return u * rational(erfcxNumerator, erfcxDenominator, u);
}

/** Error function, (2/√π) ∫₀ˣ exp(-t²) dt; NaN for NaN, as of the functions of `Math`, as of {@link erfc} and {@link erfcx}. */
export function erf(x: number): number {
  if (abs(x) <= 0.5) return x * rational(erfNumerator, erfDenominator, x * x);
  return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
}

/** Complementary error function 1 - erf(x), to full relative precision down to the smallest double. */
export function erfc(x: number): number {
  if (x < 0.5) return x < -0.5 ? 2 - erfc(-x) : 1 - erf(x);
  return expMinusSquare(x, 1) * erfcx(x);
}
