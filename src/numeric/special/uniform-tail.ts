import { exp, sqrt } from '../math.js';
import { erfcx } from './error-function.js';

/**
 * Tails of gamma and beta distributions with large parameters, right to full precision from the centre outwards.
 *
 * Both integrals become ∫ exp(-n ζ²/2) f(ζ) dζ, with f(ζ) = ζ / w(ζ) and w the solution of
 * w w' = ζ (1 + κ w + q w²), w ~ ζ: q = 0 and κ = 1 for the gamma distribution, q = -1 and κ = (y₀ - x₀) / √(x₀ y₀) for
 * the beta distribution. Integrating by parts leaves a normal tail and a power series.
 *
 * @see Temme (1987), SIAM J. Math. Anal. 18(6), 1638-1663 (the recurrence for β); Gil, Segura & Temme (2012), SIAM J. Sci.
 * Comput. 34(6), A2965-A2981.
 */

/** Power series of f(ζ) to `terms` terms. */
export function tailSeries(kappa: number, q: number, terms: number): number[] {
  const w = [0, 1]; // w(ζ)
  const square = [0, 0, 1]; // w(ζ)²
  const f = [1];
  for (let k = 2; k <= terms; k++) {
    const next = (2 * (kappa * w[k - 1]! + q * square[k - 1]!)) / (k + 1);
    let known = 0;
    for (let i = 2; i < k; i++) known += w[i]! * w[k + 1 - i]!;
    square.push(next);
    w.push((next - known) / 2);
    let product = 0;
    for (let i = 2; i <= k; i++) product += w[i]! * f[k - i]!;
    f.push(-product);
  }
  return f;
}

/**
 * The smaller tail: beyond ζ on the side away from the centre.
 *
 * @param series - from {@link tailSeries}
 * @param n - the large parameter
 * @param deviance - n ζ²/2
 * @param side - -1 for a lower tail, 1 for an upper tail
 */
export function uniformTail(series: readonly number[], n: number, deviance: number, side: -1 | 1): number {
  const zeta = side * sqrt((2 * deviance) / n);
  let above = 0; // β with index i + 1
  let beta = 0; // β with index i
  let sum = 0;
  for (let i = series.length - 1; i > 0; i--) {
    const below = series[i]! + ((i + 1) * above) / n;
    above = beta;
    beta = below;
    sum = sum * zeta + beta;
  }
  const total = 1 + above / n;
  const normal = 0.5 * erfcx(sqrt(deviance));
  return exp(-deviance) * (normal + (side * sum) / (total * sqrt(2 * Math.PI * n)));
}
