import { checkPoint, checkPositive } from '../distributions/domain.js';
import { abs, log } from '../math.js';
import { logGamma1p } from './log-gamma.js';
import { nearPower } from './near-power.js';
import { gammaDeviance, gammaKernel } from './saddle-point.js';
import { tailSeries, uniformTail } from './uniform-tail.js';

/** Above this shape, and near the centre, the uniform expansion is right to full precision with this many terms. */
const largeShape = 20;
const series: readonly number[] = /* @__PURE__ */ tailSeries(1, 0, 26);

/**
 * Regularized lower incomplete gamma function P(a, x) = ∫₀ˣ t^(a-1) e^-t dt / Γ(a).
 *
 * Full relative precision in this tail as in the other, see {@link regularizedGammaQ}.
 *
 * @param a - shape, greater than 0 and finite
 * @param x - any number; below 0 there is nothing
 * @throws {@link EfficacyError} `out_of_domain` for another a, or NaN
 */
export function regularizedGammaP(a: number, x: number): number {
  return checked('regularizedGammaP', a, x, false);
}

/**
 * Regularized upper incomplete gamma function Q(a, x) = 1 - P(a, x), computed without that subtraction where it is small.
 *
 * @param a - shape, greater than 0 and finite
 * @param x - any number; below 0 there is nothing
 * @throws {@link EfficacyError} `out_of_domain` for another a, or NaN
 */
export function regularizedGammaQ(a: number, x: number): number {
  return checked('regularizedGammaQ', a, x, true);
}

function checked(name: string, a: number, x: number, upper: boolean): number {
  checkPositive(name, 'a', a);
  checkPoint(name, 'x', x);
  return regularizedGamma(a, x, upper);
}

/**
 * Q(a, x) or, unless `upper`, P(a, x).
 *
 * @param excess - x - a, to all the digits that the caller has
 */
export function regularizedGamma(a: number, x: number, upper: boolean, excess: number = x - a): number {
  if (x <= 0) return upper ? 1 : 0;
  if (x > 1e300) return upper ? 0 : 1;
  if (a < 1 && x <= 1.2) return smallShapeTail(a, x, upper);
  const above = excess > 0;
  const tail =
    a > largeShape && x > 0.4 * a && x < 2.2 * a
      ? uniformTail(series, a, gammaDeviance(a, x, excess), above ? 1 : -1)
      : gammaKernel(a, x, excess) * (above ? a * upperFraction(a, x) : lowerSeries(a, x));
  return above === upper ? tail : 1 - tail;
}

/** P = x^a / Γ(a + 1) (1 + a Σ (-x)^n / ((a + n) n!)), and 1 - P without cancellation; DLMF 8.7.1. */
function smallShapeTail(a: number, x: number, upper: boolean): number {
  let term = 1;
  let sum = 0;
  for (let n = 1; abs(term) > 1e-17; n++) {
    term *= -x / n;
    sum += term / (a + n);
  }
  return nearPower(a * log(x) - logGamma1p(a), a * sum, upper);
}

/** Σ x^n / ((a + 1) ... (a + n)); DLMF 8.7.1. */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** 1 / (x + 1 - a - (1 - a) / (x + 3 - a - ...)) for x > a, by Steed's method; DLMF 8.9.2, even part. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let inverse = 1 / b;
  let step = inverse;
  let sum = step;
  for (let n = 1; abs(step) > 1e-17 * sum && n < 1000; n++) {
    b += 2;
    inverse = 1 / (b - n * (n - a) * inverse);
    step *= b * inverse - 1;
    sum += step;
  }
  return sum;
}
