import { log1p } from '../math.js';

/**
 * log(1 + x) - x without the cancellation near 0: the exponent by which a large-sample tail falls off.
 *
 * With r = x / (2 + x), log(1 + x) = 2 atanh(r) and 2 r - x = -x r; the series of atanh(r) / r - 1 has r² up to 1/9 here.
 *
 * @param x - greater than -1, not checked
 */
export function log1pMinus(x: number): number {
  if (x < -0.5 || x > 1) return log1p(x) - x;
  const r = x / (2 + x);
  const r2 = r * r;
  let sum = 0;
  for (let n = 35; n > 1; n -= 2) sum = sum * r2 + 1 / n;
  return r * (2 * r2 * sum - x);
}
