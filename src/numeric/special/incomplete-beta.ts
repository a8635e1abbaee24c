import { checkPositive, checkProbability } from '../distributions/domain.js';
import { min, sqrt } from '../math.js';
import { productError, sumError } from '../sums/error-free.js';
import { betaFraction, betaSeries, smallShapeBeta } from './beta-expansions.js';
import { betaDeviance, betaKernel } from './saddle-point.js';
import { tailSeries, uniformTail } from './uniform-tail.js';

/**
 * Regularized incomplete beta function I_x(a, b) = ∫₀ˣ t^(a-1) (1-t)^(b-1) dt / B(a, b).
 *
 * Full relative precision in this tail as in the other, see {@link regularizedBetaUpper}.
 *
 * @param x - from 0 to 1
 * @param a - first shape, greater than 0 and finite
 * @param b - second shape, greater than 0 and finite
 * @param complement - 1 - x, where the caller knows it to more digits than the subtraction gives
 * @throws {@link EfficacyError} `out_of_domain` for other arguments
 *
 * @example
 * regularizedBeta(0.5, 2, 3); // 0.6875
 */
export function regularizedBeta(x: number, a: number, b: number, complement: number = 1 - x): number {
  return checked('regularizedBeta', a, b, x, complement, false);
}

/** 1 - I_x(a, b), computed without that subtraction where it is small. Parameters as for {@link regularizedBeta}. */
export function regularizedBetaUpper(x: number, a: number, b: number, complement: number = 1 - x): number {
  return checked('regularizedBetaUpper', a, b, x, complement, true);
}

function checked(name: string, a: number, b: number, x: number, y: number, upper: boolean): number {
  checkPositive(name, 'a', a);
  checkPositive(name, 'b', b);
  for (const share of [x, y]) checkProbability(name, 'x', share);
  return betaTail(a, b, x, y, betaExcess(a, b, x, y), upper);
}

/** (a + b) x - a, taking the smaller of x and y = 1 - x for exact. */
export const betaExcess = (a: number, b: number, x: number, y: number): number =>
  x <= y ? scaledExcess(a, b, x) : -scaledExcess(b, a, y);

function scaledExcess(a: number, b: number, x: number): number {
  const n = a + b;
  const product = n * x;
  return product - a + (productError(n, x, product) + sumError(a, b, n) * x);
}

/**
 * Either tail of the beta distribution, from both x and y = 1 - x.
 *
 * @param x - from 0 to 1, with y = 1 - x
 * @param excess - (a + b) x - a: how far x is above its centre; for large parameters the digits of the result hang on it
 * @param upper - the tail above x instead of the one below
 */
export function betaTail(a: number, b: number, x: number, y: number, excess: number, upper: boolean): number {
  if (x <= 0) return upper ? 1 : 0;
  if (y <= 0) return upper ? 0 : 1;
  const below = min(a, b) <= 1 ? x <= 0.5 : excess <= 0;
  return below ? centredTail(a, b, x, y, excess, upper) : centredTail(b, a, y, x, -excess, !upper);
}

/** As betaTail, for x below the centre. */
function centredTail(a: number, b: number, x: number, y: number, excess: number, upper: boolean): number {
  if (a <= 1) {
    if (b * x <= 1.2) return smallShapeBeta(a, b, x, upper);
    const tail = smallTail(b, a, y, x, -excess);
    return upper ? tail : 1 - tail;
  }
  const tail = smallTail(a, b, x, y, excess);
  return upper ? 1 - tail : tail;
}

/** I_x(a, b) where it is the smaller tail: the expansion that needs the fewest terms. */
function smallTail(a: number, b: number, x: number, y: number, excess: number): number {
  const smaller = min(a, b);
  const deviance = betaDeviance(a, b, x, y, excess);
  if (smaller > 30 && excess > -0.5 * smaller) {
    const series = tailSeries((b - a) / sqrt(a) / sqrt(b), -1, 22);
    return uniformTail(series, a + b, deviance, -1);
  }
  const kernel = betaKernel(a, b, x, y, excess, deviance);
  return b * x < 0.3 * a + 2 && x < 0.5
    ? (kernel * betaSeries(a, b, x)) / a
    : kernel * betaFraction(a, b, x, y, excess);
}
