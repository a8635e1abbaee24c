import { halfStepGammaRatio } from '../../../numeric/special/gamma-ratio.js';

/**
 * The unbiased estimate of a normal correlation, r ₂F₁(1/2, 1/2; (n - 2)/2; 1 - r²).
 *
 * @param r - from -1 to 1, not checked
 * @param n - pairs, at least 4, not checked
 * @see Olkin & Pratt (1958), Annals of Mathematical Statistics 29(1), 201-211, eq. 2.3.
 */
export function olkinPratt(r: number, n: number): number {
  if (r === 0 || Math.abs(r) === 1) return r;
  return r * (n > 100 ? series(r, n) : integral(r, n));
}

/** Gauss' series; a dozen terms for many pairs. */
function series(r: number, n: number): number {
  const c = (n - 2) / 2;
  const z = (1 - r) * (1 + r);
  let sum = 1;
  let term = 1;
  for (let k = 0; term > sum * 1e-17; k++) {
    term *= ((k + 0.5) ** 2 / ((c + k) * (k + 1))) * z;
    sum += term;
  }
  return sum;
}

/**
 * Euler's integral, which for few pairs and a small r needs fewer steps than the 1/r² terms of the series. With t = sin² φ and s = cos φ
 * it is that of s^(n-4) / √((s² + r² (1 - s²)) (1 - s²)) over 0 to 1; the tanh-sinh rule minds neither end.
 */
function integral(r: number, n: number): number {
  const c = (n - 2) / 2;
  const step = 1 / 40;
  let sum = 0;
  for (let i = -160; i <= 160; i++) {
    const t = i * step;
    const u = Math.PI * Math.sinh(t);
    const s = 1 / (1 + Math.exp(-u));
    const rest = 1 / (1 + Math.exp(u)); // 1 - s
    const restOfSquare = rest * (1 + s); // 1 - s²
    const power = Math.exp((n - 4) * (u > 0 ? Math.log1p(-rest) : Math.log(s)));
    sum += (Math.cosh(t) * s * rest * power) / Math.sqrt((s * s + r * r * restOfSquare) * restOfSquare);
  }
  return 2 * Math.sqrt(Math.PI * c) * halfStepGammaRatio(c) * sum * step;
}
