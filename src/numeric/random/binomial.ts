import { abs, floor, sqrt } from '../math.js';
import { stirlingError } from '../special/log-gamma.js';
import { stableLog, stableLog1p } from './log.js';
import type { RandomSource } from './source.js';

/** Number of successes in n trials, exactly distributed; n a whole number, 0 <= p <= 1. */
export function drawBinomial(source: RandomSource, n: number, p: number): number {
  if (p > 0.5) return n - drawBinomial(source, n, 1 - p);
  return n * p < 10 ? byWaiting(source, n, p) : byRejection(source, n, p);
}

/**
 * Counts which of n exponential waiting times end before -ln(1 - p): each does with probability p. Their spacings in increasing
 * order are exponential too, so that only those that count are drawn.
 *
 * @see Devroye (1986), Non-Uniform Random Variate Generation, X.4.3, the second waiting time method.
 */
function byWaiting(source: RandomSource, n: number, p: number): number {
  const end = -stableLog1p(-p);
  let time = 0;
  for (let k = 0; k < n; k++) {
    time -= stableLog(1 - source.uniform()) / (n - k);
    if (time >= end) return k;
  }
  return n;
}

/**
 * Transformed rejection with squeeze, for n p >= 10 and p <= 1/2.
 *
 * @see Hörmann (1993), The generation of binomial random variates, J. Stat. Comput. Simul. 46, 101-110, algorithm BTRS.
 */
function byRejection(source: RandomSource, n: number, p: number): number {
  const sd = sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * sd;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const alpha = (2.83 + 5.1 / b) * sd;
  const mode = floor((n + 1) * p);
  for (;;) {
    const v = source.uniform();
    const u = source.uniform() - 0.5;
    const us = 0.5 - abs(u);
    const k = floor(((2 * a) / us + b) * u + n * p + 0.5);
    if (us >= 0.07 && v <= 0.92 - 4.2 / b) return k;
    if (k >= 0 && k <= n && stableLog((v * alpha) / (a / (us * us) + b)) <= logMassRatio(k, mode, n, p)) return k;
  }
}

/** ln of P(k) / P(m), arranged so that no large terms cancel. */
function logMassRatio(k: number, m: number, n: number, p: number): number {
  return (
    (m + 0.5) * stableLog1p((m - k) / (k + 1)) +
    (n - m + 0.5) * stableLog1p((k - m) / (n - k + 1)) +
    (k - m) * stableLog(((n - k + 1) * p) / ((k + 1) * (1 - p))) +
    stirling(m) +
    stirling(n - m) -
    stirling(k) -
    stirling(n - k)
  );
}

/** Of Stirling's formula for k!; from 3! on the error is a ratio of polynomials, the same bits everywhere. */
const stirling = (k: number): number => (k < 2 ? (k ? 0.0413406959554093 : 0.08106146679532726) : stirlingError(k + 1));
