import { abs, log } from '../math.js';
import { logGammaRatio } from './gamma-ratio.js';
import { logGamma1p } from './log-gamma.js';
import { nearPower } from './near-power.js';

/** log of 1 / (a B(a, b)), the factor in I_x(a, b) ~ x^a / (a B(a, b)) for small x; precise also where it is near 0. */
export const logPowerFactor = (a: number, b: number): number => logGammaRatio(b, a) - logGamma1p(a);

/**
 * I_x(a, b) or its complement for a <= 1 and small b x, neither by subtraction from 1:
 * x^a / (a B(a, b)) [1 + a Σ (1-b)(2-b)...(n-b) x^n / (n! (a+n))]; DLMF 8.17.7.
 */
export function smallShapeBeta(a: number, b: number, x: number, upper: boolean): number {
  let term = 1;
  let sum = 0;
  for (let n = 1; abs(term) > 1e-17; n++) {
    term *= ((n - b) / n) * x;
    sum += term / (a + n);
  }
  return nearPower(a * log(x) + logPowerFactor(a, b), a * sum, upper);
}

/** Σ (a+b)...(a+b+n-1) x^n / ((a+1)...(a+n)): times x^a y^b / (a B(a, b)) it is I_x(a, b); DLMF 8.17.8. */
export function betaSeries(a: number, b: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; term > 1e-17 * sum; n++) {
    term *= ((a + b + n) / (a + 1 + n)) * x;
    sum += term;
  }
  return sum;
}

/**
 * I_x(a, b) B(a, b) / (x^a y^b) for x below the centre, as a continued fraction by Steed's method.
 *
 * @see Didonato & Morris (1992), ACM Trans. Math. Softw. 18(3), 360-373, equation 9.
 */
export function betaFraction(a: number, b: number, x: number, y: number, excess: number): number {
  const rise = 1 - excess;
  let inverse = (a + 1) / (a * rise);
  let step = inverse;
  let sum = step;
  for (let n = 1; abs(step) > 1e-17 * sum && n < 10_000; n++) {
    const c = a + 2 * n - 1;
    const ratio = (n * (b - n) * x) / c;
    const numerator = ((a + n - 1) / c) * (a + b + n - 1) * ratio * x;
    const denominator = n + ratio + ((a + n) / (c + 2)) * (rise + n * (1 + y));
    inverse = 1 / (denominator + numerator * inverse);
    step *= denominator * inverse - 1;
    sum += step;
  }
  return sum;
}
