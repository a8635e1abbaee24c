/** Goodness of fit with fixed seeds: a statistic beyond its 1e-6 point is a fault, since nothing here varies from run to run. */

export function chiSquared(counts: readonly number[], share: (cell: number) => number): number {
  const total = counts.reduce((a, b) => a + b, 0);
  return counts.reduce((sum, count, cell) => {
    const expected = total * share(cell);
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

/** Upper 1e-6 point of chi-squared by Wilson & Hilferty, a little high for few degrees of freedom. */
export function chiSquaredCritical(df: number): number {
  return df * (1 - 2 / (9 * df) + 4.753424308823 * Math.sqrt(2 / (9 * df))) ** 3;
}

/** Largest distance of the empirical from the given distribution function. */
export function kolmogorov(sample: ArrayLike<number>, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(sample).sort();
  const n = sorted.length;
  return sorted.reduce((worst, x, i) => Math.max(worst, (i + 1) / n - cdf(x), cdf(x) - i / n), 0);
}

/** Upper 1e-6 point, large n: 2 exp(-2 n d^2) = 1e-6. */
export function kolmogorovCritical(n: number): number {
  return Math.sqrt(Math.log(2e6) / (2 * n));
}

/** Normal distribution function by its Taylor series about 0: good to 1e-10 where samples of this size lie. */
export function normalCdf(x: number): number {
  if (Math.abs(x) > 6) return x > 0 ? 1 : 0;
  let term = x;
  let sum = x;
  for (let k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
    term *= (-x * x) / (2 * k);
    sum += term / (2 * k + 1);
  }
  return 0.5 + sum / Math.sqrt(2 * Math.PI);
}
